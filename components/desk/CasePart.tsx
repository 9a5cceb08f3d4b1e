/** One case: its reports, its indicators, and the decision. */
import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { DeskState } from '../../utils/desk/desk-state.ts';
import type { DecisionInput } from '../../utils/desk/sign-decisions.ts';
import type { ReportBody } from '../../utils/desk/desk-store.ts';
import type { QueueCase } from '../../utils/desk/queue.ts';
import { useTranslator } from '../translator.ts';
import {
  fingerprintsOf,
  indicatorsOf,
  initialDraft,
  textKey,
  tickedIndicators,
  toggleTick,
  type CaseDraft,
} from './case-draft.ts';
import { DecisionForm } from './DecisionForm.tsx';
import { actionsFor, ACTION_KEYS, findMissingInputs, type MissingInput } from './decision-rules.ts';
import { IndicatorsPart } from './IndicatorsPart.tsx';
import type { DeskPictures } from './PictureView.tsx';
import { ReportView } from './ReportView.tsx';

interface Props {
  queueCase: QueueCase;
  /** The id of the case when it was opened: while it stays, so does what was entered. */
  openedAs: string;
  state: DeskState;
  busy: boolean;
  /** Single letters choose an action. */
  letters: boolean;
  onBody: (id: string) => Promise<ReportBody | null>;
  pictures: DeskPictures;
  onDecide: (choice: DecisionInput) => void;
  onBack: () => void;
}

export function CasePart({
  queueCase,
  openedAs,
  state,
  busy,
  letters,
  onBody,
  pictures,
  onDecide,
  onBack,
}: Props): JSX.Element {
  const { t } = useTranslator();
  const { logState } = state;
  const heading = useRef<HTMLHeadingElement>(null);
  const [shown, setShown] = useState<string | null>(null);
  const [draft, setDraft] = useState(() => initialDraft(queueCase, state));
  const [needs, setNeeds] = useState<readonly MissingInput[]>([]);
  // Before drawing: a key press must never act on the case before.
  useLayoutEffect(() => {
    setShown(null);
    setDraft(initialDraft(queueCase, state));
    setNeeds([]);
    heading.current?.focus();
  }, [openedAs]);
  // By its id: reports that arrive meanwhile must not put another one in its place.
  const at = Math.max(0, queueCase.reports.indexOf(shown ?? ''));
  const id = queueCase.reports[at];
  const turn = (to: number): void => setShown(queueCase.reports[to] ?? null);
  const report = id === undefined ? undefined : state.reports.get(id);
  const indicators = indicatorsOf(queueCase, state, draft, report?.facts ?? null);
  const change = (part: Partial<CaseDraft>): void => setDraft({ ...draft, ...part });
  const tick = (key: string): void => change({ ticked: toggleTick(draft.ticked, key) });
  const decide = (): void => {
    const chosen = tickedIndicators(queueCase, state, draft);
    const missing = findMissingInputs({ ...draft, indicators: chosen });
    setNeeds(missing);
    if (missing.length > 0 || draft.action === null) return;
    const { action, category, evidence, note } = draft;
    const listing = action === 'list';
    onDecide({
      action,
      reports: queueCase.reports,
      indicators: chosen,
      category: listing ? category : null,
      evidence: listing ? evidence : '',
      note,
    });
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && event.ctrlKey) {
      event.preventDefault();
      decide();
      return;
    }
    const typing = event.target instanceof Element && event.target.closest('input[type=text],textarea,select') !== null;
    if (!letters || typing || event.ctrlKey || event.altKey || event.metaKey) return;
    const action = ACTION_KEYS[event.key.toLowerCase()];
    if (action !== undefined && actionsFor(queueCase, logState).includes(action)) change({ action });
    else if (event.key.toLowerCase() === 'n') {
      event.preventDefault();
      document.querySelector<HTMLTextAreaElement>('#note')?.focus();
    }
  };
  return (
    <section class="card rows case" onKeyDown={onKey}>
      <div class="bar wrap">
        <button type="button" class="plain back" onClick={onBack}>
          {t('desk.back')}
        </button>
        <h2 ref={heading} tabIndex={-1}>
          {t(queueCase.dispute ? 'desk.case.dispute' : 'desk.case', { count: queueCase.reports.length })}
        </h2>
      </div>
      <p>
        {t(`desk.status.${queueCase.status}.note`)}{' '}
        {queueCase.dispute
          ? null
          : t('desk.case.sources', { open: queueCase.sources.public, closed: queueCase.sources.private })}
      </p>
      {queueCase.reports.length > 1 ? (
        <div class="bar wrap">
          <button type="button" disabled={at === 0} onClick={() => turn(at - 1)}>
            {t('desk.report.before')}
          </button>
          <span class="quiet">{t('desk.report.of', { report: at + 1, count: queueCase.reports.length })}</span>
          <button type="button" disabled={at >= queueCase.reports.length - 1} onClick={() => turn(at + 1)}>
            {t('desk.report.after')}
          </button>
        </div>
      ) : null}
      {report === undefined ? null : <ReportView report={report} onBody={onBody} pictures={pictures} />}
      <IndicatorsPart
        indicators={indicators}
        text={
          report !== undefined && fingerprintsOf(queueCase, state, report.facts).length > 0
            ? textKey(report.facts.id)
            : null
        }
        logState={logState}
        team={state.team}
        today={state.today}
        ticked={draft.ticked}
        onTick={tick}
      />
      <DecisionForm
        actions={actionsFor(queueCase, logState)}
        {...draft}
        needs={needs}
        busy={busy}
        onAction={(action) => change({ action })}
        onCategory={(category) => change({ category })}
        onEvidence={(evidence) => change({ evidence })}
        onNote={(note) => change({ note })}
        onDecide={decide}
      />
    </section>
  );
}
