/** Where the original of a folded unit ends. */
import { COMPOSE, DROP, foldedUnit, type FoldTable } from './fold-table.ts';
import type { FoldedText } from './folded-text.ts';
import { syllableEnd } from './join-finals.ts';
import { codeUnitLength } from './supplementary.ts';

/** Offset in the source, exclusive, at which the original of unit `to` - 1 ends, with the marks attached to it. */
export function originalEnd(text: FoldedText, source: string, to: number, table: FoldTable): number {
  const begin = text.offsets[to - 1] ?? 0;
  let end = begin + codeUnitLength(source, begin);
  while (end < source.length && attachesToPrevious(foldedUnit(table.unitTable, source.charCodeAt(end)))) end++;
  const next = to < text.length ? (text.offsets[to] as number) : 0;
  return syllableEnd(source, text.units[to - 1] as number, begin, end, next > begin ? next : source.length);
}

function attachesToPrevious(code: number): boolean {
  return code === DROP || code === COMPOSE;
}
