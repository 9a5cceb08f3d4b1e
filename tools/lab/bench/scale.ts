/**
 * What a list costs its host, by simulation: requests, bytes and the origin's load. For a thousand, a million and a
 * hundred million installs. Also the time that a removal takes. The sizes of files are those that the publisher's own
 * code makes. Only the import is timed; all else is deterministic.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { TIMESTAMP_MAX_AGE_SECONDS } from '../../../hub/channel/host/host-files.ts';
import { HABITS, type Habit } from './scale/draw-install.ts';
import { seededRandom } from '../../setup/seeded-random.ts';
import { record, type Recorded } from './scale/record.ts';
import {
  CONNECTION_BYTES,
  demandOf,
  drawSample,
  EDGES,
  firstSync,
  HEAD_BYTES,
  herdOf,
  hitRateByHeaders,
  originOf,
  spreadOf,
  type Demand,
  type Herd,
  type Spread,
} from './scale/simulate-demand.ts';

export const SCALE_BARS = { importSeconds: 20 } as const;

/** A list of the size of the public lists of scam domains. */
const ENTRIES = 204_440;
/** Entries that change a day, however often they are released. */
const CHANGES_A_DAY = 336;
export const RELEASES_A_DAY = [1 / 7, 1, 4, 24] as const;
export const INSTALLS = [1000, 1_000_000, 100_000_000] as const;
export const HIT_RATES = [0, 0.9, 0.99] as const;
const SAMPLE = 10_000;
const SPREAD_SAMPLE = 4000;
const HERD_SAMPLE = 1_000_000;
const LISTS = '../shared/indicators';

export interface OriginLoad {
  installs: number;
  releasesADay: number;
  /** Of the content network; `headers`: what the headers of `publishRelease` allow. */
  cache: number | 'headers';
  hitRate: number;
  requestsADay: number;
  bytesADay: number;
  requestsASecond: number;
  /** In the busiest ten minutes of the day. */
  peakASecond: number;
}

export interface ImportTime {
  /** `real`: from the folder `LISTS` beside the project. `made up`: that folder is missing. */
  source: 'real' | 'made up';
  lines: number;
  added: number;
  repeated: number;
  refused: number;
  seconds: number;
}

export interface ScaleMeasures {
  assumed: {
    habits: readonly Habit[];
    headBytes: number;
    connectionBytes: number;
    timestampSeconds: number;
    edges: number;
    changesADay: number;
  };
  recorded: Recorded;
  first: { requests: number; bytes: number };
  demand: Demand[];
  origin: OriginLoad[];
  spread: Spread;
  herd: Herd;
  import: ImportTime;
}

export async function measureScale(): Promise<ScaleMeasures> {
  return { ...(await simulateScale()), import: await timeImport() };
}

/** All but the import; deterministic. */
export async function simulateScale(entries = ENTRIES): Promise<Omit<ScaleMeasures, 'import'>> {
  const changesOf = (releases: number): number => Math.round(CHANGES_A_DAY / releases);
  const recorded = await record(entries, RELEASES_A_DAY.map(changesOf));
  const sample = drawSample(SAMPLE);
  const demand = RELEASES_A_DAY.map((releases) =>
    demandOf(sample, recorded, releases, recorded.deltas[changesOf(releases)] ?? 0),
  );
  const origin = INSTALLS.flatMap((installs) =>
    demand.flatMap((each) =>
      [...HIT_RATES, 'headers' as const].map((cache): OriginLoad => {
        const hitRate = cache === 'headers' ? hitRateByHeaders(each, installs) : cache;
        return { installs, releasesADay: each.releasesADay, cache, hitRate, ...originOf(each, installs, hitRate) };
      }),
    ),
  );
  return {
    assumed: {
      habits: HABITS,
      headBytes: HEAD_BYTES,
      connectionBytes: CONNECTION_BYTES,
      timestampSeconds: TIMESTAMP_MAX_AGE_SECONDS,
      edges: EDGES,
      changesADay: CHANGES_A_DAY,
    },
    recorded,
    first: firstSync(recorded),
    demand,
    origin,
    spread: spreadOf(SPREAD_SAMPLE),
    herd: herdOf(HERD_SAMPLE),
  };
}

/** By the command line, start of the process included. */
async function timeImport(): Promise<ImportTime> {
  const folder = await mkdtemp(join(tmpdir(), 'joblantern-import-'));
  try {
    const isReal = existsSync(LISTS);
    const names = isReal ? realNames() : madeUpNames();
    const [file, dir] = [join(folder, 'domains.txt'), join(folder, 'list')];
    await writeFile(file, `${names.join('\n')}\n`);
    hub('init', dir, '--one-person', '--no-passphrase');
    const start = performance.now();
    const output = hub('import', dir, file, '--category', 'job-scam', '--evidence', 'PUB-1', '--skip-refused');
    const seconds = (performance.now() - start) / 1000;
    const counts = /(\d+) added, \d+ already listed, (\d+) repeated, (\d+) refused/u.exec(output) ?? [];
    const [, added = 0, repeated = 0, refused = 0] = counts.map(Number);
    return { source: isReal ? 'real' : 'made up', lines: names.length, added, repeated, refused, seconds };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function hub(...args: string[]): string {
  const child = spawnSync(process.execPath, ['hub/hub.ts', 'channel', ...args], { encoding: 'utf8' });
  if (child.status !== 0) throw new Error(`channel ${args[0]}: ${child.stderr}`);
  return child.stdout;
}

function realNames(): string[] {
  const files = readdirSync(LISTS).filter((file) => file.endsWith('.gz'));
  const lines = files.flatMap((file) =>
    gunzipSync(readFileSync(join(LISTS, file)))
      .toString()
      .split('\n'),
  );
  return [...new Set(lines.filter((line) => line !== ''))];
}

/** As many as in the real lists, with the same share of subdomains. */
function madeUpNames(): string[] {
  const random = seededRandom(ENTRIES);
  return Array.from({ length: ENTRIES }, (_, at) => {
    const name = `${Math.floor(random() * 2 ** 32).toString(36)}-${at.toString(36)}.com`;
    return random() < 0.17 ? `www${at % 7}.${name}` : name;
  });
}
