/** The sealed reports on this device with their states. Those that are not sent can be saved; a button deletes them all. */
import type { JSX } from 'preact';
import type { OutboxItem } from '../../utils/report/outbox.ts';
import { useTranslator } from '../translator.ts';
import { OutboxItemState } from './FormResultNote.tsx';

interface Props {
  items: readonly OutboxItem[];
  publisher: string;
  onTryAgain: () => void;
  /** Saves the sealed report with this key as a file. */
  onSave: (key: string) => void;
  onErase: () => void;
}

export function OutboxPart({ items, publisher, onTryAgain, onSave, onErase }: Props): JSX.Element | null {
  const { t, day } = useTranslator();
  if (items.length === 0) return null;
  return (
    <section class="card rows" id="outbox">
      <h2>{t('outbox.title')}</h2>
      <ul class="rows">
        {items.map((item) => (
          <li key={item.key}>
            <p class="quiet">{t('outbox.saved-on', { day: day(item.savedOn) })}</p>
            <OutboxItemState item={item} publisher={publisher} />
            {isSavable(item) ? (
              <button type="button" class="save-item" onClick={() => onSave(item.key)}>
                {t('report.save-sealed')}
              </button>
            ) : null}
          </li>
        ))}
      </ul>
      <div class="bar wrap">
        {items.some(({ state, reason }) => state === 'waiting' && reason !== 'other-relay') ? (
          <button type="button" id="try-again" onClick={onTryAgain}>
            {t('outbox.try')}
          </button>
        ) : null}
        <button type="button" id="erase" onClick={onErase}>
          {t('outbox.erase')}
        </button>
      </div>
    </section>
  );
}

/** Not sent by itself, and its ciphertext is still here. */
function isSavable({ state, reason }: OutboxItem): boolean {
  return reason === 'other-relay' || (state === 'refused' && reason !== 'too-old');
}
