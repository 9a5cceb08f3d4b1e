/** Says what the last press on the report page did. */
import type { JSX, Ref } from 'preact';
import type { OutboxItem } from '../../utils/report/outbox.ts';
import { useTranslator } from '../translator.ts';

export type FormResult =
  | { what: 'sent'; item: OutboxItem }
  | { what: 'saved' }
  | { what: 'copied' }
  /** The browser refused to copy the sealed text: it is shown, to be copied by hand. */
  | { what: 'not-copied'; armoured: string }
  | { what: 'erased' }
  /** By its code; the answer stands beside the code. */
  | { what: 'withdrawn' }
  | { what: 'no-consent' }
  /** The message is `problem.<key>`. */
  | { what: 'problem'; key: string };

interface Props {
  result: FormResult;
  publisher: string;
  mail: string | null;
  /** The note, which can take the focus. */
  note?: Ref<HTMLDivElement>;
}

export function FormResultNote({ result, publisher, mail, note = null }: Props): JSX.Element | null {
  const { t, find } = useTranslator();
  if (result.what === 'withdrawn') return null;
  const isRefused = result.what === 'no-consent' || result.what === 'not-copied';
  const bad = result.what === 'problem' || isRefused;
  const refused = result.what === 'sent' && result.item.state === 'refused';
  return (
    <div ref={note} id="outcome" class={`note ${bad || refused ? 'caution' : ''}`} role="status" tabIndex={-1}>
      {result.what === 'saved' ? <p>{t('report.saved')}</p> : null}
      {result.what === 'copied' ? <p>{t('report.copied', { mail: mail ?? '' })}</p> : null}
      {result.what === 'erased' ? <p>{t('outbox.erased')}</p> : null}
      {isRefused ? <p>{t('report.no-consent')}</p> : null}
      {result.what === 'not-copied' ? (
        <textarea
          id="sealed-text"
          rows={4}
          dir="ltr"
          readOnly
          spellcheck={false}
          autocomplete="off"
          aria-label={t('report.copy', { mail: mail ?? '' })}
          value={result.armoured}
          onFocus={(event) => event.currentTarget.select()}
        />
      ) : null}
      {result.what === 'problem' ? <p>{find(`problem.${result.key}`, 'problem.other')}</p> : null}
      {result.what === 'sent' ? <OutboxItemState item={result.item} publisher={publisher} /> : null}
    </div>
  );
}

/** A sealed report's state, and why it waits or was refused. */
export function OutboxItemState({ item, publisher }: { item: OutboxItem; publisher: string }): JSX.Element {
  const { t, day } = useTranslator();
  return (
    <p>
      {/* It waits, but does not go by itself as the state would say. */}
      {item.reason === 'other-relay'
        ? null
        : t(`report-state.${item.state}`, { publisher: item.publisher ?? publisher })}
      {item.reason === null || item.state === 'delivered' ? null : ` ${t(`report-state.${item.reason}`)}`}
      {item.deliveredOn === null ? null : ` ${t('report-state.delivered.receipt', { day: day(item.deliveredOn) })}`}
    </p>
  );
}
