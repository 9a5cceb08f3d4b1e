/** The publisher's channel: name, age, size, progress and last problem, and other channels with a problem. */
import type { JSX } from 'preact';
import type { ChannelInfo, ChannelStatus } from '../../utils/contracts/channel-status.ts';
import type { Statistics } from '../../utils/desk/desk-export.ts';
import { ChannelLine } from '../ui/ChannelLine.tsx';
import { Swatch } from '../ui/Swatch.tsx';
import { useTranslator } from '../translator.ts';
import { StatisticsPart } from './StatisticsPart.tsx';

interface Props {
  /** Null while it loads. */
  list: ChannelStatus | null;
  /** False in a package without a channel. */
  hasChannel: boolean;
  isUpdating: boolean;
  isOffline: boolean;
  /** Milliseconds since 1970. */
  now: number;
  onUpdate: () => void;
  /** There are subscriptions, which are updated too. */
  hasOthers: boolean;
  /** Subscriptions to show here. */
  others: readonly ChannelInfo[];
  /** The publisher's colour, or null. */
  colour: string | null;
  /** Figures of the publisher's work; null when it publishes none. */
  statistics: Statistics | null;
}

export function ChannelPart(props: Props): JSX.Element {
  const { list, hasChannel, isUpdating, isOffline, now, others, statistics } = props;
  const { t, ago, find } = useTranslator();
  const isBusy = isUpdating || list?.syncing === true;
  return (
    <section class="card rows">
      <h2>{t('list.title')}</h2>
      {list === null ? <p class="quiet">{t('ui.loading')}</p> : null}
      {list !== null && !hasChannel ? <p>{t('list.none')}</p> : null}
      {list !== null && hasChannel ? (
        <>
          <p>
            <Swatch colour={props.colour} />
            {t('list.publisher', { publisher: list.publisher })}
            {list.version === null ? null : <span class="quiet"> · {t('list.entries', { count: list.entries })}</span>}
          </p>
          <p class="quiet">
            {list.checkedAt === null ? t('list.floor') : t('list.checked', { ago: ago(list.checkedAt, now) })}
          </p>
          {isOffline ? <p class="note">{t('popup.offline')}</p> : null}
          {list.stale ? <p class="note caution">{t('list.stale')}</p> : null}
          {list.newerFiles.length === 0 ? null : <p class="note caution">{t('list.newer')}</p>}
          {list.problem === null || (isOffline && list.problem.key === 'offline') ? null : (
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
          {statistics === null ? null : <StatisticsPart statistics={statistics} />}
        </>
      ) : null}
      {others.length === 0 ? null : (
        <>
          <h3>{t('list.also')}</h3>
          <ul class="rows" id="list-others">
            {others.map((channel) => (
              <li key={channel.id} class="rows">
                <ChannelLine channel={channel} now={now} />
              </li>
            ))}
          </ul>
        </>
      )}
      {list !== null && (hasChannel || props.hasOthers) ? (
        <>
          {isBusy && list.progress !== null ? <UpdateProgress {...list.progress} /> : null}
          <button type="button" id="list-update" disabled={isBusy || isOffline} onClick={props.onUpdate}>
            {t(isBusy ? 'list.updating' : 'list.update')}
          </button>
        </>
      ) : null}
    </section>
  );
}

/** Received kibibytes of a running update, and the expected ones once they are known. */
function UpdateProgress({ received, expected }: NonNullable<ChannelStatus['progress']>): JSX.Element {
  const { t } = useTranslator();
  const [come, all] = [Math.round(received / 1024), Math.round((expected ?? 0) / 1024)];
  const words =
    expected === null
      ? t('list.progress.unknown', { received: come })
      : t('list.progress', { received: come, expected: all });
  return (
    <p class="bar">
      <progress
        id="list-progress"
        aria-label={words}
        {...(expected === null ? {} : { value: received, max: expected })}
      />
      <span class="quiet">{words}</span>
    </p>
  );
}
