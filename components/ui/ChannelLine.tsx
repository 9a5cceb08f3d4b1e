/** One line about a channel: publisher, size, age and last problem. */
import type { JSX } from 'preact';
import type { ChannelInfo } from '../../utils/contracts/channel-status.ts';
import { useTranslator } from '../translator.ts';
import { Swatch } from './Swatch.tsx';

interface Props {
  channel: Pick<ChannelInfo, 'colour' | 'state'>;
  /** Milliseconds since 1970. */
  now: number;
}

export function ChannelLine({ channel: { colour, state }, now }: Props): JSX.Element {
  const { t, ago, find } = useTranslator();
  return (
    <>
      <p>
        <Swatch colour={colour} />
        <bdi>{state.publisher}</bdi>
        {state.version === null ? null : <span class="quiet"> · {t('list.entries', { count: state.entries })}</span>}
        {state.checkedAt === null ? null : <span class="quiet"> · {ago(state.checkedAt, now)}</span>}
      </p>
      {state.stale ? <p class="note caution">{t('list.stale')}</p> : null}
      {state.newerFiles.length === 0 ? null : <p class="note caution">{t('list.newer')}</p>}
      {state.problem === null ? null : (
        <p class="note caution">{find(`problem.${state.problem.key}`, 'problem.other')}</p>
      )}
    </>
  );
}
