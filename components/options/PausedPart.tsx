/** Sites where the reader paused reading, each with a button to resume. */
import type { JSX } from 'preact';
import { useTranslator } from '../translator.ts';

interface Props {
  hosts: readonly string[];
  onResume: (host: string) => void;
}

export function PausedPart({ hosts, onResume }: Props): JSX.Element {
  const { t } = useTranslator();
  return (
    <section class="card rows" id="paused">
      <h2>{t('options.paused')}</h2>
      {hosts.length === 0 ? <p class="quiet">{t('options.paused.none')}</p> : null}
      <ul class="rows">
        {hosts.map((host) => (
          <li key={host}>
            <button type="button" onClick={() => onResume(host)}>
              {t('popup.resume', { host })}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
