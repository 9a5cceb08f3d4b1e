/** The decision on the open case while it is entered. */
import { useLayoutEffect, useState } from 'preact/hooks';
import type { DeskState } from '../../utils/desk/desk-state.ts';
import type { QueueCase } from '../../utils/desk/queue.ts';
import type { DecisionInput } from '../../utils/desk/sign-decisions.ts';
import { initialDraft, tickedIndicators, toggleTick, type CaseDraft } from './case-draft.ts';
import { findMissingInputs, type MissingInput } from './decision-rules.ts';

export interface DecisionEntry {
  draft: CaseDraft;
  /** What was missing at the last attempt. */
  missing: readonly MissingInput[];
  change(part: Partial<CaseDraft>): void;
  /** @param key see `CaseDraft.ticked` */
  tick(key: string): void;
  /** Decides, or shows what is missing. */
  decide(): void;
}

/** @param openedAs the id of the case when it was opened: while it stays, so does what was entered */
export function useDecision(
  queueCase: QueueCase,
  openedAs: string,
  state: DeskState,
  onDecide: (choice: DecisionInput) => void,
): DecisionEntry {
  const [draft, setDraft] = useState(() => initialDraft(queueCase, state));
  const [missing, setMissing] = useState<readonly MissingInput[]>([]);
  // Before drawing: a key press must never act on the case before.
  useLayoutEffect(() => {
    setDraft(initialDraft(queueCase, state));
    setMissing([]);
  }, [openedAs]);
  const change = (part: Partial<CaseDraft>): void => setDraft({ ...draft, ...part });
  return {
    draft,
    missing,
    change,
    tick: (key) => change({ ticked: toggleTick(draft.ticked, key) }),
    decide() {
      const indicators = tickedIndicators(queueCase, state, draft);
      const found = findMissingInputs({ ...draft, indicators });
      setMissing(found);
      const { action, category, evidence, note } = draft;
      if (found.length > 0 || action === null) return;
      const listing = action === 'list' ? { category, evidence } : { category: null, evidence: '' };
      onDecide({ action, reports: queueCase.reports, indicators, ...listing, note });
    },
  };
}
