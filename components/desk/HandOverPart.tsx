/** Exchange of files: the publisher's file, the team file, the team itself, and the counts. */
import type { JSX } from 'preact';
import type { DeskState } from '../../utils/desk/desk-state.ts';
import { computeStatistics } from '../../utils/desk/make-desk-export.ts';
import type { Team } from '../../utils/desk/team-file.ts';
import { useTranslator } from '../translator.ts';
import { FileButton } from './FileButton.tsx';
import { TeamPart } from './TeamPart.tsx';
import { UnconfirmedPart } from './UnconfirmedPart.tsx';

/** Refused files that are listed. */
const MAX_REFUSED = 200;

export interface HandOverActions {
  onExport: () => void;
  onTeamFile: () => void;
  onMerge: (file: File) => void;
  onOpenFile: (file: File) => void;
  onTeam: (team: Team) => void;
  /** @param keys of indicators, see `indicatorKey` */
  onConfirm: (keys: readonly string[]) => void;
  onDeleteFromRelay: () => void;
  onDeleteWithdrawn: () => void;
}

interface Props extends HandOverActions {
  state: DeskState;
  isBusy: boolean;
}

export function HandOverPart(props: Props): JSX.Element {
  const { t } = useTranslator();
  const { state, isBusy } = props;
  const gone = [...state.reports.values()].filter(({ goneOn }) => goneOn !== '').length;
  return (
    <>
      <section class="card rows">
        <h2>{t('desk.release')}</h2>
        <p>{t('desk.release.note')}</p>
        <Counts state={state} />
        <div class="bar wrap">
          <button type="button" id="release" class="main" disabled={isBusy} onClick={props.onExport}>
            {t('desk.release.do')}
          </button>
        </div>
      </section>
      <section class="card rows">
        <h2>{t('desk.team')}</h2>
        <p>{t('desk.team.note')}</p>
        <div class="bar wrap">
          <button type="button" id="team-file" disabled={isBusy} onClick={props.onTeamFile}>
            {t('desk.team.save')}
          </button>
          <FileButton id="merge" label={t('desk.team.merge')} disabled={isBusy} onFile={props.onMerge} />
        </div>
        <UnconfirmedPart {...props} />
        <TeamPart {...props} />
      </section>
      <section class="card rows">
        <h2>{t('desk.files')}</h2>
        <p>{t('desk.files.note')}</p>
        <div class="bar wrap">
          <FileButton id="open-file" label={t('desk.files.open')} disabled={isBusy} onFile={props.onOpenFile} />
        </div>
        {state.refused.length === 0 ? null : <Refused state={state} />}
      </section>
      <section class="card rows">
        <h2>{t('desk.relay')}</h2>
        <p>{t('desk.relay.off.note')}</p>
        <div class="bar wrap">
          <button type="button" id="take-off" disabled={isBusy} onClick={props.onDeleteFromRelay}>
            {t('desk.relay.off')}
          </button>
        </div>
        {gone === 0 ? null : (
          <>
            <p class="note">{t('desk.gone', { count: gone })}</p>
            <div class="bar wrap">
              <button type="button" id="erase-gone" disabled={isBusy} onClick={props.onDeleteWithdrawn}>
                {t('desk.gone.erase')}
              </button>
            </div>
          </>
        )}
      </section>
    </>
  );
}

function Counts({ state }: { state: DeskState }): JSX.Element {
  const { t } = useTranslator();
  const { listed, withdrawn, waiting, disputes, daysToDecide } = computeStatistics(state.logState, state.today);
  return (
    <ul class="rows tight" id="statistics">
      <li>{t('desk.count.listed', { count: listed })}</li>
      <li>{t('desk.count.waiting', { count: waiting })}</li>
      <li>{t('desk.count.withdrawn', { count: withdrawn })}</li>
      <li>{t('desk.count.disputes', { count: disputes.underReview })}</li>
      {daysToDecide === null ? null : <li>{t('desk.count.days', { count: daysToDecide.median })}</li>}
    </ul>
  );
}

function Refused({ state }: { state: DeskState }): JSX.Element {
  const { t, day } = useTranslator();
  return (
    <details>
      <summary>{t('desk.refused', { count: state.refused.length })}</summary>
      <ul class="rows tight">
        {state.refused.slice(0, MAX_REFUSED).map(({ id, arrivedOn, key }) => (
          <li key={id}>
            {day(arrivedOn)} · {t(`desk.refused.${key}`)}
          </li>
        ))}
      </ul>
    </details>
  );
}
