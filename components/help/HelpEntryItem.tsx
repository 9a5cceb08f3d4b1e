/** One contact: its name, a button to call, and how well it is verified. */
import type { JSX } from 'preact';
import type { HelpEntry } from '../../utils/model/help.ts';
import { useTranslator } from '../translator.ts';
import { localText } from './local-text.ts';

interface Props {
  entry: HelpEntry;
  /** Day on which its source was read. */
  gathered: string;
}

export function HelpEntryItem({ entry, gathered }: Props): JSX.Element {
  const { t, day, language, languageName } = useTranslator();
  const name = localText(entry.name, language);
  const spoken = entry.languages?.spoken.map(languageName).join(', ');
  const note = entry.note === undefined ? null : localText(entry.note, language);
  return (
    <li class="office">
      <p class="who">
        <strong lang={name.language} dir="auto">
          {name.text}
        </strong>
        <span class="quiet">
          {' · '}
          {t(`help.topic.${entry.topic}`)}
        </span>
      </p>
      <p class="quiet small">
        {t(entry.hours === '24h' ? 'help.hours.24h' : 'help.hours.unknown')}
        {' · '}
        {spoken === undefined ? t('help.languages.unknown') : t('help.languages', { languages: spoken })}
      </p>
      <div class="bar wrap">
        {entry.number === undefined ? null : (
          <a class="button main" href={telephoneLink(entry.number)}>
            <bdi>{t('help.call', { number: entry.number })}</bdi>
          </a>
        )}
        {entry.url === undefined ? null : (
          <a class="button" href={entry.url} target="_blank" rel="noreferrer">
            {t('help.site', { site: new URL(entry.url).hostname })}
          </a>
        )}
      </div>
      {note === null ? null : (
        <p lang={note.language} dir="auto">
          {note.text}
        </p>
      )}
      <p class="quiet small">
        {sourceLine()} {entry.old ? t('help.note.verify') : ''}
      </p>
    </li>
  );

  function sourceLine(): string {
    if (entry.source === null) return t('help.no-source');
    const source = new URL(entry.source).hostname;
    return entry.called === null
      ? t('help.not-called', { source, day: day(gathered) })
      : t('help.checked', { source, day: day(entry.called) });
  }
}

/** `+66-99-130-1300` -> `tel:+66991301300`; `#` must be escaped. */
export function telephoneLink(number: string): string {
  return `tel:${number.replaceAll(/[\s-]/gu, '').replaceAll('#', '%23')}`;
}
