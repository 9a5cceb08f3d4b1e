/**
 * Names that no list may hit by mistake or by somebody's craft: `knowledge/indicators/protected.csv`.
 * A protected name itself is refused unless the publisher insists; another name with the same hash, always.
 */
import { readFile } from 'node:fs/promises';
import { hashOf, hashText } from '../../utils/indicators/hash.ts';
import { indicatorOf, isIndicatorKind } from '../../utils/indicators/canonical.ts';
import type { Indicator } from '../../utils/model/indicator.ts';
import { Refusal } from '../refusal.ts';
import { readCsvRows } from './csv-rows.ts';

export const PROTECTED_NAMES_FILE = new URL('../../knowledge/indicators/protected.csv', import.meta.url);

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

/** Why the indicator must not be listed, or null. `allowProtected`: the publisher said that the protected name itself is meant. */
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
  return `its hash is that of the protected name ${name.value}: whoever made it up wants that name to be flagged`;
}

/** Entries, by whatever way they came onto the list, whose hash is that of a protected name which they are not: a line each. */
export function hashCollisions(names: ProtectedNames, entries: Iterable<Indicator>): string[] {
  return Array.from(entries).flatMap((entry) => {
    const fault = protectionReason(names, entry, true);
    return fault === null ? [] : [`${entry.kind} ${entry.value}: ${fault}`];
  });
}
