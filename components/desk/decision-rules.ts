/** Which actions a case allows, and what each action needs. */
import type { Action } from '../../utils/desk/decision.ts';
import type { QueueCase } from '../../utils/desk/queue.ts';
import { indicatorKey, type LogState } from '../../utils/desk/log-state.ts';
import type { Category, Indicator } from '../../utils/model/indicator.ts';

export interface DecisionDraft {
  action: Action | null;
  indicators: readonly Indicator[];
  category: Category | null;
  evidence: string;
  note: string;
}

/** The interface has a message `desk.needs.<id>` for each. */
export type MissingInput = 'action' | 'names' | 'category' | 'evidence' | 'note';

/** The letter that chooses each action. */
export const ACTION_KEYS: Readonly<Partial<Record<string, Action>>> = {
  l: 'list',
  w: 'watch',
  r: 'reject',
  m: 'need-more',
};

export function actionsFor({ isDispute, indicators }: QueueCase, standing: LogState): Action[] {
  if (isDispute) return ['take-up', 'accept', 'uphold', 'need-more'];
  const states = indicators.flatMap((each) => standing.indicators.get(indicatorKey(each))?.status ?? []);
  return [
    'list',
    'watch',
    'reject',
    'need-more',
    'confirm-public',
    'confirm-sources',
    ...(states.includes('listed') || states.includes('proposed') ? (['withdraw'] as const) : []),
  ];
}

export function findMissingInputs({ action, indicators, category, evidence, note }: DecisionDraft): MissingInput[] {
  if (action === null) return ['action'];
  const missing: MissingInput[] = [];
  // A dispute that names nothing listed is answered by `uphold` without an indicator.
  const aboutIndicators = !['watch', 'reject', 'need-more', 'uphold'].includes(action);
  if (aboutIndicators && indicators.length === 0) missing.push('names');
  if (action === 'list' && category === null) missing.push('category');
  if (action === 'list' && evidence.trim() === '') missing.push('evidence');
  const explained = ['withdraw', 'confirm-public', 'confirm-sources', 'accept', 'uphold'].includes(action);
  if (explained && note.trim() === '') missing.push('note');
  return missing;
}
