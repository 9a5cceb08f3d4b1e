/** Whose list, how long, how old, and what went wrong with it last. */
import type { JSX } from 'preact';
import type { ChannelInfo } from '../../utils/background/list-state.ts';
import { useWords } from '../words.ts';
import { Swatch } from './Swatch.tsx';

interface Props {
  channel: Pick<ChannelInfo, 'colour' | 'state'>;
  /** Milliseconds since 1970. */
  now: number;
}

export function ListLine({ channel: { colour, state }, now }: Props): JSX.Element {
  const { t, ago, find } = useWords();
  return (
    <>
      <p>
        <Swatch colour={colour} />
        <bdi>{state.publisher}</bdi>
        {state.version === null ? null : <span class="quiet"> · {t('list.entries', { count: state.entries })}</span>}
        {state.checkedAt === null ? null : <span class="quiet"> · {ago(state.checkedAt, now)}</span>}
      </p>
      {state.stale ? <p class="note caution">{t('list.stale')}</p> : null}
      {state.problem === null ? null : (
        <p class="note caution">{find(`problem.${state.problem.key}`, 'problem.other')}</p>
      )}
    </>
  );
}
