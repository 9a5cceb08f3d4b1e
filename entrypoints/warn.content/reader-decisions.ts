/** What the reader decided on warnings: collapsed, hidden, called fine, or contacted nevertheless. The last dismissal can be undone. */
import type { Finding } from '../../utils/page-reader/overlay-state.ts';
import { createChoices } from './choices.ts';
import { createLastDismissal, type Dismissal } from './last-dismissal.ts';
import { createPostMarks } from './post-marks.ts';

export interface ReaderDecisions {
  /** Requests the decisions that the worker keeps, once for each post. */
  load(findings: readonly Finding[]): void;
  /** Whether the warning was hidden, or its post called fine. */
  isDismissed(finding: Finding): boolean;
  /** Whether the reader called the post fine, or contacted somebody in it: no question is asked any more. */
  isAccepted(finding: Finding): boolean;
  /** Whether the reader closed the panel of this post: it does not open by itself again. */
  isCollapsed(finding: Finding): boolean;
  collapse(finding: Finding): void;
  dismiss(finding: Finding, kind: Dismissal['kind']): void;
  /** The last dismissal while it can be undone; null when there is none. */
  lastDismissal(): Dismissal | null;
  /** @returns the post whose warning is shown again; null when there is nothing to undo */
  undo(): Finding | null;
  /** The reader contacts somebody in the post with this id. */
  accept(postId: string): void;
  stop(): void;
}

interface ReaderDecisionsDeps {
  /** Called when the worker's decisions have come. */
  onLoad(): void;
  /** Whether a keyboard is at "Undo". */
  isUndoFocused(): boolean;
  /** Called when the last dismissal can be undone no longer. */
  onUndoEnd(): void;
}

export function createReaderDecisions({ onLoad, isUndoFocused, onUndoEnd }: ReaderDecisionsDeps): ReaderDecisions {
  const choices = createChoices(onLoad);
  const last = createLastDismissal(isUndoFocused, onUndoEnd);
  const collapsed = createPostMarks();
  const dismissed = { hidden: createPostMarks(), fine: createPostMarks() };
  const { hidden, fine } = dismissed;
  return {
    load: (findings) => choices.load(findings.map(({ post }) => post.id)),
    isDismissed: (finding) => hidden.has(finding) || fine.has(finding) || choices.get(finding.post.id) === 'fine',
    isAccepted: (finding) => fine.has(finding) || choices.get(finding.post.id) !== null,
    isCollapsed: collapsed.has,
    collapse: collapsed.add,
    dismiss(finding, kind) {
      if (kind === 'fine') choices.set(finding.post.id, 'fine');
      dismissed[kind].add(finding);
      last.set({ finding, kind });
    },
    lastDismissal: last.current,
    undo() {
      const dismissal = last.current();
      if (dismissal === null) return null;
      const { finding, kind } = dismissal;
      if (kind === 'fine') choices.set(finding.post.id, null);
      dismissed[kind].delete(finding);
      last.clear();
      return finding;
    },
    accept: (postId) => choices.set(postId, 'opened'),
    stop: last.clear,
  };
}
