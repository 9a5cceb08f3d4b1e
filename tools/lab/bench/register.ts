/** Measures a register of 40,000 invented agencies: size, import, opening and look-up. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { initChannel } from '../../../hub/channel/key-files/init-channel.ts';
import { importRegister } from '../../../hub/register/import-register.ts';
import { registerTargets } from '../../../hub/register/register-folder.ts';
import { agencyKey } from '../../../utils/register/agency-name.ts';
import { numberKey } from '../../../utils/register/number-key.ts';
import { openRegister } from '../../../utils/register/register.ts';
import { inventRegisterCsv, type InventedRow } from './register/invent-register-csv.ts';
import { table } from './report.ts';

export const REGISTER_BARS = { gzipBytes: 1_000_000, lookUpUs: 50, importSeconds: 10 } as const;

export interface RegisterMeasures {
  agencies: number;
  bytes: number;
  gzipBytes: number;
  importSeconds: number;
  /** First look-up by name included: it makes the index. */
  openMs: number;
  /** Median of batches, in microseconds for each look-up. */
  lookUpUs: { number: number; name: number; nameOneLetterOff: number };
}

const AGENCIES = 40_000;
const BATCH = 500;
const ROUNDS = 21;

export async function measureRegister(): Promise<RegisterMeasures> {
  const folder = await mkdtemp(join(tmpdir(), 'register-bench-'));
  try {
    const dir = join(folder, 'channel');
    await initChannel({ dir, publisher: 'Bench', now: Date.parse('2026-11-20') });
    const { csv, rows } = inventRegisterCsv(AGENCIES);
    await writeFile(join(folder, 'list.csv'), csv);
    const started = performance.now();
    const files = [join(folder, 'list.csv')];
    await importRegister({ dir, files, mapping: 'in-emigrate', asOf: '2026-11-20', today: '2026-11-20' });
    const importSeconds = (performance.now() - started) / 1000;
    const [target] = await registerTargets(dir);
    const bytes = new Uint8Array(target?.bytes ?? []);
    return {
      agencies: AGENCIES,
      bytes: bytes.length,
      gzipBytes: gzipSync(bytes).length,
      importSeconds,
      ...timeLookUps(bytes, rows),
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function timeLookUps(bytes: Uint8Array, rows: readonly InventedRow[]): Pick<RegisterMeasures, 'openMs' | 'lookUpUs'> {
  const started = performance.now();
  const register = openRegister(bytes);
  register.byName('none');
  const openMs = performance.now() - started;
  const sample = rows.filter((_, at) => at % Math.floor(rows.length / BATCH) === 0);
  const numbers = sample.map(({ number }) => numberKey('IN', number) ?? '');
  const names = sample.map(({ name }) => agencyKey(name));
  const near = names.map((name, at) => `${name.slice(0, (at % 7) + 2)}${name.slice((at % 7) + 3)}`);
  return {
    openMs,
    lookUpUs: {
      number: medianUs(numbers, (key) => register.byNumber(key).length === 1),
      name: medianUs(names, (key) => register.byName(key).same.length > 0),
      nameOneLetterOff: medianUs(near, (key) => register.byName(key).similar.length > 0),
    },
  };
}

function medianUs(keys: readonly string[], find: (key: string) => boolean): number {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now();
    const found = keys.filter(find).length;
    times.push(((performance.now() - started) * 1000) / keys.length);
    if (found < keys.length * 0.95) throw new Error(`found ${found} of ${keys.length}`);
  }
  return times.toSorted((a, b) => a - b)[ROUNDS >> 1] ?? Number.NaN;
}

export function reportRegister(of: RegisterMeasures): string {
  const row = (name: string, value: number, bar: number | null): string[] => [
    name,
    value.toFixed(2),
    bar === null ? '' : String(bar),
    bar === null ? '' : value <= bar ? 'keeps' : 'MISSES',
  ];
  const { gzipBytes, lookUpUs, importSeconds } = REGISTER_BARS;
  return table(
    [`a register of ${of.agencies} agencies`, 'here', 'bar', ''],
    [
      row('gzip, MB', of.gzipBytes / 1e6, gzipBytes / 1e6),
      row('look-up of a number, us', of.lookUpUs.number, lookUpUs),
      row('look-up of a name, us', of.lookUpUs.name, lookUpUs),
      row('look-up of a name one letter off, us', of.lookUpUs.nameOneLetterOff, lookUpUs),
      row('import from CSV, s', of.importSeconds, importSeconds),
      row('opening, with the index of names, ms', of.openMs, null),
    ],
  );
}
