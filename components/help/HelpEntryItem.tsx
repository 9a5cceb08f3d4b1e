/** One contact: its name, buttons to reach it, and behind a line how well it is verified. */
import type { JSX } from 'preact';
import { directionOf } from '../../utils/i18n/languages.ts';
import type { HelpEntry } from '../../utils/model/help.ts';
import { isolateHandles } from '../check/isolates.ts';
import { useTranslator } from '../translator.ts';
import { localText } from './local-text.ts';
import { officeName } from './office-name.ts';

/** A contact with its country. */
export interface HelpContact {
  entry: HelpEntry;
  /** ISO 3166 code of the country whose file has the entry; '' for an international organisation. */
  country: string;
  /** Day on which its source was read. */
  gathered: string;
}

export function HelpEntryItem({ entry, country, gathered }: HelpContact): JSX.Element {
  const translator = useTranslator();
  const { t, day, language, languageName } = translator;
  const name = officeName(entry, country, translator);
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
          {entry.hours === '24h' ? ` · ${t('help.hours.24h')}` : ''}
          {spoken === undefined ? '' : ` · ${t('help.languages', { languages: spoken })}`}
        </span>
      </p>
      <div class="bar wrap">
        {entry.number === undefined ? null : (
          <a class="button main" href={telephoneLink(entry.number)}>
            <bdi>{t('help.call', { number: entry.number })}</bdi>
          </a>
        )}
        {entry.whatsapp === undefined ? null : (
          <a class="button" href={whatsappLink(entry.whatsapp)} target="_blank" rel="noreferrer">
            <bdi>{t('help.whatsapp', { number: entry.whatsapp })}</bdi>
          </a>
        )}
        {entry.telegram === undefined ? null : (
          <a
            class={entry.number === undefined ? 'button main' : 'button'}
            href={telegramLink(entry.telegram)}
            target="_blank"
            rel="noreferrer"
          >
            <bdi>{t('help.telegram', { number: entry.telegram })}</bdi>
          </a>
        )}
        {entry.email === undefined ? null : (
          <a class="button" href={`mailto:${entry.email}`}>
            <bdi>{t('help.mail', { email: entry.email })}</bdi>
          </a>
        )}
        {entry.url === undefined ? null : (
          <a class="button" href={entry.url} target="_blank" rel="noreferrer">
            {t('help.site', { site: new URL(entry.url).hostname })}
          </a>
        )}
      </div>
      {note === null ? null : (
        // Not by its first letter: a note in Urdu may begin with "LINE".
        <p lang={note.language} dir={directionOf(note.language)}>
          {isolateHandles(note.text)}
        </p>
      )}
      <details class="quiet small doubt">
        <summary>{t('help.doubt')}</summary>
        <p>
          {entry.source === null ? '' : `${t(`help.confidence.${entry.confidence}`)} `}
          {sourceLine()} {entry.sourceDate === undefined ? '' : `${t('help.source-date', { date: entry.sourceDate })} `}
          {entry.old ? t('help.note.verify') : ''}
        </p>
        {entry.hours === undefined ? <p>{t('help.hours.unknown')}</p> : null}
        {spoken === undefined ? <p>{t('help.languages.unknown')}</p> : null}
      </details>
    </li>
  );

  function sourceLine(): string {
    if (entry.source === null) return t('help.no-source');
    const source = new URL(entry.source).hostname;
    return entry.called === null
      ? t('help.not-called', { source, day: day(entry.gathered ?? gathered) })
      : t('help.checked', { source, day: day(entry.called) });
  }
}

/** `+66-99-130-1300` -> `tel:+66991301300`; `#` must be escaped. */
export function telephoneLink(number: string): string {
  return `tel:${number.replaceAll(/[\s-]/gu, '').replaceAll('#', '%23')}`;
}

/** `+66-99-130-1300` -> `https://wa.me/66991301300`. */
export function whatsappLink(number: string): string {
  return `https://wa.me/${number.replaceAll(/\D/gu, '')}`;
}

/** `+855-979-117-117` -> `https://t.me/+855979117117`, which opens the chat with this number. */
export function telegramLink(number: string): string {
  return `https://t.me/+${number.replaceAll(/\D/gu, '')}`;
}
