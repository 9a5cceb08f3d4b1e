/** Sites where the reader paused reading, each with a button to resume. */
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { useTranslator } from '../translator.ts';
import { useFocusOnFewer } from '../ui/use-focus.ts';

interface Props {
  hosts: readonly string[];
  onResume: (host: string) => void;
}

export function PausedPart({ hosts, onResume }: Props): JSX.Element {
  const { t } = useTranslator();
  const head = useRef<HTMLHeadingElement>(null);
  useFocusOnFewer(head, hosts.length);
  return (
    <section class="card rows" id="paused">
      <h2 ref={head} tabIndex={-1}>
        {t('options.paused')}
      </h2>
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
