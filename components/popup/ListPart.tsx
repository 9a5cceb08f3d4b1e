/** The list: whose, how old, how long, and why the last update did not work. */
import type { JSX } from 'preact';
import type { ListState } from '../../utils/background/list-state.ts';
import { useWords } from '../words.ts';

interface Props {
  /** Null while it is asked for. */
  list: ListState | null;
  /** False in a package without a channel. */
  hasChannel: boolean;
  updating: boolean;
  offline: boolean;
  /** Milliseconds since 1970. */
  now: number;
  onUpdate: () => void;
}

export function ListPart({ list, hasChannel, updating, offline, now, onUpdate }: Props): JSX.Element {
  const { t, ago, find } = useWords();
  const busy = updating || list?.syncing === true;
  return (
    <section class="card rows">
      <h2>{t('list.title')}</h2>
      {list === null ? <p class="quiet">{t('ui.loading')}</p> : null}
      {list !== null && !hasChannel ? <p>{t('list.none')}</p> : null}
      {list !== null && hasChannel ? (
        <>
          <p>
            {t('list.publisher', { publisher: list.publisher })}
            {list.version === null ? null : <span class="quiet"> · {t('list.entries', { count: list.entries })}</span>}
          </p>
          <p class="quiet">
            {list.checkedAt === null ? t('list.floor') : t('list.checked', { ago: ago(list.checkedAt, now) })}
          </p>
          {offline ? <p class="note">{t('popup.offline')}</p> : null}
          {list.stale ? <p class="note caution">{t('list.stale')}</p> : null}
          {list.problem === null || (offline && list.problem.key === 'offline') ? null : (
            <div class="note caution" role="status">
              <p>{t('list.problem')}</p>
              <p>{find(`problem.${list.problem.key}`, 'problem.other')}</p>
              {list.version === null ? null : <p>{t('list.kept')}</p>}
              <details>
                <summary>{t('list.detail')}</summary>
                <code>{list.problem.detail}</code>
              </details>
            </div>
          )}
          <button type="button" disabled={busy || offline} onClick={onUpdate}>
            {t(busy ? 'list.updating' : 'list.update')}
          </button>
        </>
      ) : null}
    </section>
  );
}
