/**
 * The list of a million entries in real Chromium: bytes to download, memory, and the time of a look-up. Two published
 * packages that do the same are measured beside it. All candidates run in turn in one browser.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from './interleave.ts';
import { startChromium, type Chromium, type Session } from './list/chromium-session.ts';
import { buildExtensions, CANDIDATES, TOGETHER, type BuiltExtension, type CandidateName } from './list/extensions.ts';
import { makeMaterial, type Material } from './list/material.ts';

export const LIST_ENTRIES = 1_000_000;

/** Upper limits; those of times are ratios of candidates that ran in turn. */
export const LIST_BARS = {
  wire: 1.05,
  lookUp: 2,
  lookUpToSet: 8,
  coldStart: 2,
  memoryMb: 10,
  deltaWire: 1.15,
  deltaApply: 3,
  lookUpToPeers: 50,
  coldStartToPeers: 2,
} as const;

export interface ListMeasures {
  entries: number;
  wire: { bytes: number; bound: number; ratio: number };
  /** Medians: nanoseconds a name, all of them misses, and times hashing in place in the same round. */
  lookUp: Record<string, { ns: number; ratio: number }>;
  /** Median milliseconds from the request to a stopped worker's answer about a name that is not listed. */
  coldStart: Record<CandidateName, number>;
  /** Median ratios to an empty worker in the same round: of a miss, and of a hit. A hit reads the listing. */
  coldRatio: number;
  coldHitRatio: number;
  /** Bytes that the list adds to a worker, after its first answers and a collection. */
  memory: Record<CandidateName, number>;
  delta: { bytes: number; bound: number; copyMs: number; applyMs: number; ratio: number };
}

const ROUNDS = { lookUp: 101, slowNames: 1, deltas: 21, coldStart: 21 };

export async function measureList(entries = LIST_ENTRIES): Promise<ListMeasures> {
  const folder = mkdtempSync(join(tmpdir(), 'joblantern-list-'));
  const material = makeMaterial(entries, Date.now());
  const built = await buildExtensions(folder, material);
  const browser = await startChromium(Object.values(built).map((extension) => extension.folder));
  try {
    const workers = await measureWorkers(browser, built, material);
    const page = await browser.open(`${built[TOGETHER].base}page.html`);
    const call = <T>(text: string): Promise<T> => page.evaluate<T>(`bench.${text}`);
    const lookUp = await call<Record<string, number[]>>(`lookUps(${ROUNDS.lookUp}, ${ROUNDS.slowNames})`);
    const { copy, apply } = await call<Record<'copy' | 'apply', number[]>>(`deltas(${ROUNDS.deltas})`);
    return {
      entries,
      wire: wireOf(material),
      lookUp: timesOf(lookUp),
      ...workers,
      delta: {
        ...deltaOf(material),
        copyMs: median(copy),
        applyMs: median(apply),
        ratio: median(apply.map((ms, at) => ms / (copy[at] ?? Number.NaN))),
      },
    };
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Starts each stopped worker in turn, until its first answer. */
async function measureWorkers(
  browser: Chromium,
  built: Record<CandidateName, BuiltExtension>,
  { names, others }: Material,
): Promise<Pick<ListMeasures, 'coldStart' | 'coldRatio' | 'coldHitRatio' | 'memory'>> {
  const pages = {} as Record<CandidateName, Session>;
  const times = {} as Record<CandidateName, number[]>;
  /** A worker's heap before there was a list. */
  const bare = {} as Record<CandidateName, number>;
  const memory = {} as Record<CandidateName, number>;
  const stop = {} as Record<CandidateName, () => Promise<void>>;
  const ask = (name: CandidateName, request: object): Promise<{ ms: number; value: boolean }> =>
    pages[name].evaluate(`bench.ask(${JSON.stringify(request)})`);
  const askFor = async (name: CandidateName, domain: string, listed: boolean): Promise<number> => {
    const { ms, value } = await ask(name, { do: 'ask', name: domain });
    if (value !== (listed && name !== 'empty'))
      throw new Error(`${name}: ${domain} is reported as ${value ? 'listed' : 'free'}`);
    return ms;
  };
  for (const name of CANDIDATES) {
    times[name] = [];
    pages[name] = await browser.open(`${built[name].base}page.html`);
    stop[name] = await stopper(pages[name]);
    await ask(name, { do: 'wake' });
    bare[name] = await heapOf(browser, built[name].base);
    await ask(name, { do: 'prepare' });
  }
  const hits: number[] = [];
  for (let round = -1; round < ROUNDS.coldStart; round++) {
    for (const name of CANDIDATES) {
      await stop[name]();
      const ms = await askFor(name, others[round + 1] ?? '', false);
      if (round >= 0) times[name].push(ms);
    }
    await stop.own();
    const ms = await askFor('own', names[(round + 1) * 1000] ?? '', true);
    if (round >= 0) hits.push(ms);
  }
  for (const name of CANDIDATES) {
    await stop[name]();
    for (let at = 0; at < 20; at++) await askFor(name, names[at * 500] ?? '', true);
    // Waits for the checks that the list runs after its first answer.
    await ask(name, { do: 'settle' });
    memory[name] = (await heapOf(browser, built[name].base)) - bare[name];
  }
  const ratioOf = (own: readonly number[]): number =>
    median(own.map((ms, round) => ms / (times.empty[round] ?? Number.NaN)));
  const coldStart = Object.fromEntries(CANDIDATES.map((name) => [name, median(times[name])]));
  return {
    memory,
    coldStart: coldStart as Record<CandidateName, number>,
    coldRatio: ratioOf(times.own),
    coldHitRatio: ratioOf(hits),
  };
}

/** Makes a function that ends the worker of a page's extension. It resolves when the worker has stopped. */
export async function stopper(page: Session): Promise<() => Promise<void>> {
  const states = new Map<string, string>();
  let reported = (): void => undefined;
  page.on('ServiceWorker.workerVersionUpdated', ({ versions }: { versions: Record<string, string>[] }) => {
    for (const { versionId = '', runningStatus = '' } of versions) states.set(versionId, runningStatus);
    reported();
  });
  await page.send('ServiceWorker.enable');
  const isDead = (): boolean => states.size > 0 && Array.from(states.values()).every((state) => state === 'stopped');
  return async () => {
    while (!isDead()) {
      const news = new Promise<void>((resolve) => (reported = resolve));
      for (const [versionId, state] of states)
        if (state === 'running') await page.send('ServiceWorker.stopWorker', { versionId });
      if (!isDead()) await news;
    }
  };
}

/** Bytes in use by a running worker after garbage collection, buffers included. */
async function heapOf(browser: Chromium, base: string): Promise<number> {
  const worker = await browser.worker(base);
  if (worker === null) throw new Error(`${base}: no worker runs`);
  for (let turn = 0; turn < 3; turn++) await worker.send('HeapProfiler.collectGarbage');
  const used = await worker.send<{ usedSize: number; backingStorageSize: number }>('Runtime.getHeapUsage');
  await worker.detach();
  return used.usedSize + used.backingStorageSize;
}

function timesOf(rounds: Record<string, number[]>): ListMeasures['lookUp'] {
  const base = rounds['hash in place'] ?? [];
  return Object.fromEntries(
    Object.entries(rounds).map(([name, times]) => [
      name,
      { ns: median(times), ratio: median(times.map((time, round) => time / (base[round] ?? Number.NaN))) },
    ]),
  );
}

/** log2 of the number of sets of n out of 2^width, in bytes, by Stirling. */
const boundOf = (n: number, width: number): number => (n * (width - Math.log2(n) + Math.LOG2E)) / 8;

function wireOf({ names, hashes }: Material): ListMeasures['wire'] {
  const bound = boundOf(names.length, 64);
  return { bytes: hashes.length, bound, ratio: hashes.length / bound };
}

function deltaOf({ names, delta, changed }: Material): { bytes: number; bound: number } {
  return { bytes: delta.length, bound: boundOf(changed.added, 64) + boundOf(changed.removed, Math.log2(names.length)) };
}
