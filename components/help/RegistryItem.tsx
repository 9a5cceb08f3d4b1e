/** A register of licensed recruiters: its name, a button to it, and the page that names it. */
import type { JSX } from 'preact';
import type { Registry } from '../../utils/model/help.ts';
import { useTranslator } from '../translator.ts';
import { localText } from './local-text.ts';

interface Props {
  registry: Registry;
  /** Day on which its source was read. */
  gathered: string;
}

export function RegistryItem({ registry, gathered }: Props): JSX.Element {
  const { t, day, language } = useTranslator();
  const name = localText(registry.name, language);
  const note = registry.note === undefined ? null : localText(registry.note, language);
  return (
    <li class="office">
      <p>
        <strong lang={name.language} dir="auto">
          {name.text}
        </strong>
      </p>
      <div class="bar wrap">
        <a class="button" href={registry.url} target="_blank" rel="noreferrer">
          {t('help.site', { site: new URL(registry.url).hostname })}
        </a>
      </div>
      {note === null ? null : (
        <p lang={note.language} dir="auto">
          {note.text}
        </p>
      )}
      <p class="quiet small">
        {t('licence.source', { day: day(gathered), source: new URL(registry.source).hostname })}
      </p>
    </li>
  );
}
