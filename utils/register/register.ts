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

const MAX_ROWS = 20;

/** Throws a FormatError when the bytes are no register. The index of names is made on the first look-up by name. */
export function openRegister(bytes: Uint8Array): Register {
  const file = decodeRegister(bytes);
  const lines = openColumns(file);
  const { country, register, source, asOf, expiresOn, count } = file;
  const agencyAt = (row: number): Agency => readAgency(lines, row);
  const keyAt = (row: number): string => numberKey(country, lines.numbers(row)) ?? '';
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
 * Hash table of the halves of all names. When one letter of a name differs, its first or its second half is still the same, so a
 * name and those one letter off are found by the halves alone.
 */
interface NameIndex {
  /** Row + 1 of each slot; 0 is free. */
  slots: Uint32Array;
  keys: (row: number) => string[];
}

function indexNames(lines: Lines, count: number): NameIndex {
  const keysOf = (row: number): string[] =>
    [lines.names(row), ...splitValues(lines.tradeNames(row))].map(agencyKey).filter((key) => key !== '');
  const all = Array.from({ length: count }, (_, row) => keysOf(row));
  const entries = all.reduce((sum, keys) => sum + 2 * keys.length, 0);
  const slots = new Uint32Array(2 ** Math.ceil(Math.log2(2 * entries + 2)));
  for (const [row, keys] of all.entries()) {
    for (const key of keys) for (const half of halves(key, key.length)) insert(slots, half, row);
  }
  return { slots, keys: (row) => all[row] ?? [] };
}

/** The two halves of a name of `length` letters, marked as first or second, and with the length. */
function halves(key: string, length: number): [first: string, second: string] {
  const middle = length >> 1;
  return [`${length}<${key.slice(0, middle)}`, `${length}>${key.slice(key.length - (length - middle))}`];
}

function insert(slots: Uint32Array, half: string, row: number): void {
  for (let slot = hashText(half) & (slots.length - 1); ; slot = (slot + 1) & (slots.length - 1)) {
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
  for (const length of [key.length, key.length - 1, key.length + 1]) {
    for (const half of halves(key, length)) {
      for (let slot = hashText(half) & (slots.length - 1); slots[slot] !== 0; slot = (slot + 1) & (slots.length - 1)) {
        const row = (slots[slot] ?? 0) - 1;
        if (seen.has(row)) continue;
        seen.add(row);
        const own = keys(row);
        if (own.includes(key)) {
          if (same.length < MAX_ROWS) same.push(agencyAt(row));
        } else if (similar.length < MAX_ROWS && own.some((each) => isOneLetterOff(each, key)))
          similar.push(agencyAt(row));
      }
    }
  }
  return { same, similar };
}

/** FNV-1a, 32 bits, mixed at the end. */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
}
