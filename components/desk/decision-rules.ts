/** What may be decided about a case, and what each decision needs. */
import type { Action } from '../../utils/desk/decision.ts';
import type { QueueCase } from '../../utils/desk/queue.ts';
import { nameKey, type Standing } from '../../utils/desk/standing.ts';
import type { Category, Indicator } from '../../utils/model/indicator.ts';

export interface DecisionDraft {
  action: Action | null;
  names: readonly Indicator[];
  category: Category | null;
  evidence: string;
  note: string;
}

/** Words stand under `desk.needs.<id>`. */
export type Need = 'action' | 'names' | 'category' | 'evidence' | 'note';

/** Letter by which each is chosen. */
export const LETTERS: Readonly<Partial<Record<string, Action>>> = {
  l: 'list',
  w: 'watch',
  r: 'reject',
  m: 'need-more',
};

export function actionsFor({ dispute, indicators }: QueueCase, standing: Standing): Action[] {
  if (dispute) return ['take-up', 'accept', 'uphold', 'need-more'];
  const states = indicators.flatMap((each) => standing.names.get(nameKey(each))?.state ?? []);
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

export function needsOf({ action, names, category, evidence, note }: DecisionDraft): Need[] {
  if (action === null) return ['action'];
  const needs: Need[] = [];
  // A dispute that names nothing on the list is answered by `uphold` without a name
  const aboutNames = !['watch', 'reject', 'need-more', 'uphold'].includes(action);
  if (aboutNames && names.length === 0) needs.push('names');
  if (action === 'list' && category === null) needs.push('category');
  if (action === 'list' && evidence.trim() === '') needs.push('evidence');
  const explained = ['withdraw', 'confirm-public', 'confirm-sources', 'accept', 'uphold'].includes(action);
  if (explained && note.trim() === '') needs.push('note');
  return needs;
}
