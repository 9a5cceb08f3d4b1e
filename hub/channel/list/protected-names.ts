/**
 * Names that no list may hit by mistake or by a crafted hash collision: `knowledge/indicators/protected.csv`. A protected name
 * is refused unless the publisher confirms it. Another name with the same hash is always refused.
 */
import { readFile } from 'node:fs/promises';
import { hashOf, hashText } from '../../../utils/indicators/hash.ts';
import { indicatorOf, isIndicatorKind } from '../../../utils/indicators/canonical.ts';
import type { Indicator } from '../../../utils/model/indicator.ts';
import { Refusal } from '../../refusal.ts';
import { readCsvRows } from './csv-rows.ts';

export const PROTECTED_NAMES_FILE = new URL('../../../knowledge/indicators/protected.csv', import.meta.url);

/** Hash in hexadecimal to the protected name. */
export type ProtectedNames = ReadonlyMap<string, Indicator>;

/** Throws a Refusal that names the lines that cannot be read. */
export async function readProtectedNames(file: URL = PROTECTED_NAMES_FILE): Promise<ProtectedNames> {
  const faults: string[] = [];
  const names = new Map<string, Indicator>();
  for (const { line, cells } of readCsvRows(
    await readFile(file, 'utf8'),
    'protected.csv',
    ['kind', 'value'],
    ['what'],
  )) {
    const { kind = '', value = '' } = cells;
    const name = isIndicatorKind(kind) ? indicatorOf(kind, value) : null;
    if (name === null) faults.push(`protected.csv: line ${line}: "${value}" is no ${kind}`);
    else names.set(hashText(hashOf(name)), name);
  }
  if (faults.length > 0) throw new Refusal(...faults);
  return names;
}

/** Returns why the indicator must not be listed, or null. @param allowProtected the publisher means the protected name itself */
export function protectionReason(
  names: ProtectedNames,
  indicator: Indicator,
  allowProtected: boolean,
  hash = hashText(hashOf(indicator)),
): string | null {
  const name = names.get(hash);
  if (name === undefined) return null;
  if (name.kind === indicator.kind && name.value === indicator.value) {
    return allowProtected ? null : `${indicator.value} is on the protected list (large employers, well-known sites)`;
  }
  return `its hash is that of the protected name ${name.value}: it was probably made to flag that name`;
}

/** Returns a line for each entry that has the hash of a protected name without being that name. */
export function hashCollisions(names: ProtectedNames, entries: Iterable<Indicator>): string[] {
  return Array.from(entries).flatMap((entry) => {
    const fault = protectionReason(names, entry, true);
    return fault === null ? [] : [`${entry.kind} ${entry.value}: ${fault}`];
  });
}
