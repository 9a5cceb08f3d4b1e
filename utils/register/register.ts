/** An open register: agencies by licence number and by name, looked up in the columns of its file. */
import { FormatError } from '../indicators/format-error.ts';
import { agencyKey, isOneLetterOff } from './agency-name.ts';
import { numberKey } from './number-key.ts';
import {
  decodeRegister,
  LICENCE_STATUSES,
  splitValues,
  type Agency,
  type LicenceStatus,
  type RegisterFile,
  type RegisterInfo,
} from './register-file.ts';

export interface Register extends RegisterInfo {
  count: number;
  /** Agencies whose number has this key, or begins with it. At most 20. */
  byNumber(key: string, prefix?: boolean): Agency[];
  /** Agencies with this key of a name or trade name; `similar` ones differ by one letter. At most 20. */
  byName(key: string): { same: Agency[]; similar: Agency[] };
}

/** Agencies that one look-up returns. */
const MAX_ROWS = 20;

/** Throws a FormatError when the bytes are no register. The index of names is made on the first look-up by name. */
export function openRegister(bytes: Uint8Array): Register {
  const file = decodeRegister(bytes);
  const lines = openColumns(file);
  const { country, register, source, asOf, expiresOn, count } = file;
  const agencyAt = (row: number): Agency => readAgency(lines, row);
  /** Every search begins at the same rows. */
  const knownKeys = new Map<number, string>();
  const keyAt = (row: number): string => {
    const key = knownKeys.get(row) ?? numberKey(country, lines.numbers(row)) ?? '';
    knownKeys.set(row, key);
    return key;
  };
  let names: NameIndex | null = null;
  return {
    country,
    register,
    source,
    asOf,
    expiresOn,
    count,
    byNumber(key, prefix = false) {
      const found: Agency[] = [];
      for (let row = firstRow(count, key, keyAt); row < count && found.length < MAX_ROWS; row++) {
        const own = keyAt(row);
        if (prefix ? !own.startsWith(key) : own !== key) break;
        found.push(agencyAt(row));
      }
      return found;
    },
    byName(key) {
      names ??= indexNames(lines, count);
      return lookUpName(names, key, agencyAt);
    },
  };
}

type Lines = Record<
  'numbers' | 'names' | 'statuses' | 'days' | 'addresses' | 'tradeNames' | 'contacts' | 'jobOrders',
  (row: number) => string
>;

function openColumns(file: RegisterFile): Lines {
  const column = (text: string): ((row: number) => string) => {
    const starts = new Uint32Array(file.count + 1);
    let at = 0;
    for (let row = 1; row < file.count; row++) {
      at = text.indexOf('\n', at) + 1;
      if (at === 0) throw new FormatError(`register: a column has ${row} lines, not ${file.count}`);
      starts[row] = at;
    }
    if (text.includes('\n', at)) throw new FormatError(`register: a column has more than ${file.count} lines`);
    starts[file.count] = text.length + 1;
    return (row) => text.slice(starts[row], (starts[row + 1] ?? 1) - 1);
  };
  return {
    numbers: column(file.numbers),
    names: column(file.names),
    statuses: column(file.statuses),
    days: column(file.days),
    addresses: column(file.addresses),
    tradeNames: column(file.tradeNames),
    contacts: column(file.contacts),
    jobOrders: column(file.jobOrders),
  };
}

function readAgency(lines: Lines, row: number): Agency {
  const status = lines.statuses(row);
  const validUntil = lines.days(row);
  return {
    name: lines.names(row),
    number: lines.numbers(row),
    // A word that this version does not know is no ground to call a licence valid.
    status: status === '' ? 'valid' : isStatus(status) ? status : 'suspended',
    validUntil: validUntil === '' ? null : validUntil,
    address: lines.addresses(row),
    tradeNames: splitValues(lines.tradeNames(row)),
    contacts: splitValues(lines.contacts(row)),
    jobOrders: splitValues(lines.jobOrders(row)),
  };
}

function isStatus(text: string): text is LicenceStatus {
  return (LICENCE_STATUSES as readonly string[]).includes(text);
}

/** First row whose key is not below `key`. */
function firstRow(count: number, key: string, keyAt: (row: number) => string): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keyAt(middle) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Hash table of the beginnings of all names, whole and with each letter left out in turn. SymSpell calls that symmetric
 * delete, for a prefix. Two names that differ by one letter share an entry.
 */
interface NameIndex {
  /** Row + 1 of each slot; 0 is free. */
  slots: Uint32Array;
  /** Keys of name and trade names of each row. */
  keys: readonly (readonly string[])[];
}

/** Letters of a name that are hashed. */
const PREFIX_LETTERS = 10;

function indexNames(lines: Lines, count: number): NameIndex {
  const keys = Array.from({ length: count }, (_, row) =>
    [lines.names(row), ...splitValues(lines.tradeNames(row))].map(agencyKey).filter((key) => key !== ''),
  );
  const entries = keys.reduce((sum, own) => sum + own.length * (PREFIX_LETTERS + 1), 0);
  const slots = new Uint32Array(2 ** Math.ceil(Math.log2(2 * entries + 2)));
  for (const [row, own] of keys.entries()) {
    for (const key of own) for (const hash of prefixHashes(key)) insert(slots, hash, row);
  }
  return { slots, keys };
}

/** Hashes of the beginning of a key, whole and with each of its letters left out. */
function prefixHashes(key: string): number[] {
  const length = Math.min(key.length, PREFIX_LETTERS);
  const hashes = [hashPrefix(key, length, length)];
  for (let skipped = 0; skipped < length; skipped++) {
    // Leaving out either of two equal letters gives the same.
    if (key[skipped] !== key[skipped + 1]) hashes.push(hashPrefix(key, length, skipped));
  }
  return hashes;
}

/** FNV-1a, 32 bits, mixed at the end, of the first letters without one. */
function hashPrefix(key: string, length: number, skipped: number): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < length; at++) if (at !== skipped) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
}

function insert(slots: Uint32Array, hash: number, row: number): void {
  for (let slot = hash & (slots.length - 1); ; slot = (slot + 1) & (slots.length - 1)) {
    if (slots[slot] === row + 1) return;
    if (slots[slot] !== 0) continue;
    slots[slot] = row + 1;
    return;
  }
}

function lookUpName(
  { slots, keys }: NameIndex,
  key: string,
  agencyAt: (row: number) => Agency,
): ReturnType<Register['byName']> {
  const same: Agency[] = [];
  const similar: Agency[] = [];
  const seen = new Set<number>();
  if (key === '') return { same, similar };
  for (const hash of prefixHashes(key)) {
    for (let slot = hash & (slots.length - 1); slots[slot] !== 0; slot = (slot + 1) & (slots.length - 1)) {
      const row = (slots[slot] ?? 0) - 1;
      if (seen.has(row)) continue;
      seen.add(row);
      const own = keys[row] ?? [];
      if (own.includes(key)) {
        if (same.length < MAX_ROWS) same.push(agencyAt(row));
      } else if (similar.length < MAX_ROWS && own.some((each) => isOneLetterOff(each, key))) {
        similar.push(agencyAt(row));
      }
    }
  }
  return { same, similar };
}
