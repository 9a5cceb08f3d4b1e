/** The report as a letter to read and print, with the authorities that it can be given to. */
import type { JSX } from 'preact';
import { REPORT_FIELDS, type ReportDocument } from '../../utils/report/report-document.ts';
import { pictureAddress } from '../../utils/report/report-picture.ts';
import type { HelpEntry } from '../../utils/model/help.ts';
import { officeName } from '../help/office-name.ts';
import { useTranslator } from '../translator.ts';
import { levelKey } from '../warning/level-key.ts';

interface Props {
  document: ReportDocument;
  /** ISO 3166 code of the reader's country; '' when not chosen. */
  country: string;
  authorities: readonly HelpEntry[];
}

export function ReportLetter({ document, country, authorities }: Props): JSX.Element {
  const translator = useTranslator();
  const { t, day } = translator;
  const { post, verdict, categories, words, reach, seenNames, picture } = document;
  const variant = document.kind === 'dispute' ? '.dispute' : '';
  const lines: [string, string][] = [
    ...REPORT_FIELDS.map((field): [string, string] => [t(`field.${field}`), textOf(post[field])]),
    [t('field.verdict'), verdict === null ? '' : t(levelKey(verdict))],
    [t(`report.part.what${variant}`), categories.map((category) => t(`category.${category}`)).join('\n')],
    [t('remember.title'), seenNames === undefined ? '' : t('warning.copies', { count: seenNames })],
    [t('report.words'), words],
    [t('report.reach'), reach],
  ];
  return (
    <main>
      <h1>{t(`report.title${variant}`)}</h1>
      <p>{day(document.createdOn)}</p>
      {authorities.map((entry) => (
        <address key={`${entry.number} ${entry.email} ${entry.url}`}>
          <strong>{officeName(entry, country, translator).text}</strong>
          {[entry.number, entry.email, entry.url].map((way) => (way === undefined ? null : <div key={way}>{way}</div>))}
        </address>
      ))}
      <dl>
        {lines.map(([name, value]) =>
          value === '' ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd dir="auto">{value}</dd>
            </div>
          ),
        )}
      </dl>
      {picture === undefined ? null : <img src={pictureAddress(picture)} alt={t('field.picture')} />}
    </main>
  );
}

function textOf(value: string | readonly string[] | undefined): string {
  return typeof value === 'string' ? value : (value ?? []).join('\n');
}
