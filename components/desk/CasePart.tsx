/** One case: its reports, its indicators, and the decision. */
import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { DeskState } from '../../utils/desk/desk-state.ts';
import type { ReportBody } from '../../utils/desk/report-rows.ts';
import type { QueueCase } from '../../utils/desk/queue.ts';
import type { DecisionInput } from '../../utils/desk/sign-decisions.ts';
import { fingerprintsOf, indicatorsOf, textKey } from './case-draft.ts';
import { CaseHead } from './CaseHead.tsx';
import { commandKey } from './command-key.ts';
import { actionsFor, ACTION_KEYS } from './decision-rules.ts';
import { DecisionForm } from './DecisionForm.tsx';
import { IndicatorsPart } from './IndicatorsPart.tsx';
import type { DeskPictures } from './PictureView.tsx';
import { ReportTurner } from './ReportTurner.tsx';
import { ReportView } from './ReportView.tsx';
import { useDecision } from './use-decision.ts';

interface Props {
  queueCase: QueueCase;
  /** The id of the case when it was opened: while it stays, so does what was entered. */
  openedAs: string;
  state: DeskState;
  isDeciding: boolean;
  /** Single letters choose an action. */
  hasLetterKeys: boolean;
  onBody: (id: string) => Promise<ReportBody | null>;
  pictures: DeskPictures;
  onDecide: (choice: DecisionInput) => void;
  onBack: () => void;
}

export function CasePart(props: Props): JSX.Element {
  const { queueCase, openedAs, state, onBody, pictures, onBack } = props;
  const { logState } = state;
  const heading = useRef<HTMLHeadingElement>(null);
  const [shown, setShown] = useState<string | null>(null);
  const { draft, missing, change, tick, decide } = useDecision(queueCase, openedAs, state, props.onDecide);
  useLayoutEffect(() => {
    setShown(null);
    heading.current?.focus();
  }, [openedAs]);
  // By its id: reports that arrive meanwhile must not put another one in its place.
  const at = Math.max(0, queueCase.reports.indexOf(shown ?? ''));
  const id = queueCase.reports[at];
  const report = id === undefined ? undefined : state.reports.get(id);
  const hasCopies = report !== undefined && fingerprintsOf(queueCase, state, report.facts).length > 0;
  const actions = actionsFor(queueCase, logState);

  function onKey(event: KeyboardEvent): void {
    if (event.key === 'Enter' && event.ctrlKey) {
      event.preventDefault();
      decide();
      return;
    }
    const letter = props.hasLetterKeys ? commandKey(event)?.toLowerCase() : undefined;
    const action = letter === undefined ? undefined : ACTION_KEYS[letter];
    if (action !== undefined && actions.includes(action)) change({ action });
    else if (letter === 'n') {
      event.preventDefault();
      document.querySelector<HTMLTextAreaElement>('#note')?.focus();
    }
  }

  return (
    <section class="card rows case" onKeyDown={onKey}>
      <CaseHead queueCase={queueCase} headingRef={heading} onBack={onBack} />
      <ReportTurner at={at} count={queueCase.reports.length} onTurn={(to) => setShown(queueCase.reports[to] ?? null)} />
      {report === undefined ? null : <ReportView report={report} onBody={onBody} pictures={pictures} />}
      <IndicatorsPart
        indicators={indicatorsOf(queueCase, state, draft, report?.facts ?? null)}
        text={hasCopies ? textKey(report.facts.id) : null}
        logState={logState}
        team={state.team}
        today={state.today}
        ticked={draft.ticked}
        onTick={tick}
      />
      <DecisionForm
        actions={actions}
        draft={draft}
        missing={missing}
        isDeciding={props.isDeciding}
        onChange={change}
        onDecide={decide}
      />
    </section>
  );
}
