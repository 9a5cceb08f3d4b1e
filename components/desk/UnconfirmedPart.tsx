/** What a colleague's file made listed, until the moderator confirms it. */
import type { JSX } from 'preact';
import type { DeskState } from '../../utils/desk/desk-state.ts';
import type { IndicatorState } from '../../utils/desk/log-state.ts';
import { publicationOf } from '../../utils/desk/publication.ts';
import { useTranslator } from '../translator.ts';
import { UntrustedText } from './UntrustedText.tsx';

interface Props {
  state: DeskState;
  isBusy: boolean;
  /** @param keys of indicators, see `indicatorKey` */
  onConfirm: (keys: readonly string[]) => void;
}

export function UnconfirmedPart({ state, isBusy, onConfirm }: Props): JSX.Element | null {
  const { t } = useTranslator();
  const unconfirmed = [...state.logState.indicators].filter(([, indicator]) => isHeldByMerge(indicator, state.today));
  if (unconfirmed.length === 0) return null;
  return (
    <div class="note caution rows" id="unconfirmed">
      <p>{t('desk.held.merged')}</p>
      <ul class="rows tight">
        {unconfirmed.map(([key, { kind, value }]) => (
          <li key={key}>
            <span class="kind">{kind}</span> <UntrustedText text={value} maxUnits={200} />
          </li>
        ))}
      </ul>
      <div class="bar wrap">
        <button type="button" id="confirm" disabled={isBusy} onClick={() => onConfirm(unconfirmed.map(([key]) => key))}>
          {t('desk.team.confirm')}
        </button>
      </div>
    </div>
  );
}

function isHeldByMerge(indicator: IndicatorState, today: string): boolean {
  const publication = publicationOf(indicator, today);
  return publication.state === 'held' && publication.why === 'merged';
}
