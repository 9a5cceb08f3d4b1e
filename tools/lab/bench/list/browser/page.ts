/** Times look-ups and deltas in the browser itself, on a page that has the list in memory. */
import { FiltersEngine } from '@ghostery/adblocker';
import Detector from 'eth-phishing-detect/src/detector.js';
import { applySetDelta, decodeSetDelta } from '../../../../../utils/indicators/set-delta.ts';
import { hashInto } from '../../../../../utils/indicators/hash.ts';
import { indexOf } from '../../../../../utils/indicators/indicator-set.ts';
import { decodeSet } from '../../../../../utils/indicators/encode-hashes.ts';
import type { Indicator } from '../../../../../utils/model/indicator.ts';
import { ownFile, type CandidateRequest } from './candidate.ts';
import { requestFor } from './request.ts';

/** Rounds that are not counted: on a busy machine the browser takes seconds until it has compiled what is hot. */
const WARM_UP_ROUNDS = 40;
/** Names that are timed at once, and those that warm up. */
const NAMES_PER_BATCH = 2000;
const WARM_UP_NAMES = 50_000;

/** Sums of what look-ups give, so that they are not optimised away. */
let sink = 0;

/**
 * Nanoseconds a name, of each way in each round. Each way is warmed up before it is timed, for what ran before has
 * filled the caches with its own. The timed names are new strings each time, as those of a page are. A string keeps the
 * hash that a Set made of it.
 */
async function lookUps(rounds: number, few: number): Promise<Record<string, number[]>> {
  const listed = new TextDecoder().decode(await ownFile('names.txt')).split('\n');
  const others = new TextDecoder().decode(await ownFile('others.txt')).split('\n');
  const { set } = decodeSet(await ownFile('hashes.bin'));
  const native = new Set(listed);
  const engine = FiltersEngine.deserialize(await ownFile('ghostery.bin'));
  const detector = new Detector([
    { name: 'bench', version: 1, tolerance: 0, fuzzylist: [], allowlist: [], blocklist: listed },
  ]);
  const hash = new Uint32Array(2);
  const hashAll = (indicators: readonly Indicator[]): number => {
    let sum = 0;
    for (const indicator of indicators) {
      hashInto(hash, indicator);
      sum += hash[0] ?? 0;
    }
    return sum;
  };
  const lookUpAll = (indicators: readonly Indicator[]): number => {
    let sum = 0;
    for (const indicator of indicators) {
      hashInto(hash, indicator);
      sum += indexOf(set, hash);
    }
    return sum;
  };
  const hasAll = (indicators: readonly Indicator[]): number => {
    let sum = 0;
    for (const { value } of indicators) if (native.has(value)) sum++;
    return sum;
  };
  const matchAll = (indicators: readonly Indicator[]): number => {
    let sum = 0;
    for (const { value } of indicators) if (engine.match(requestFor(value)).match) sum++;
    return sum;
  };
  const checkAll = (indicators: readonly Indicator[]): number => {
    let sum = 0;
    for (const { value } of indicators) if (detector.check(value).result) sum++;
    return sum;
  };
  const ways: [name: string, run: (indicators: readonly Indicator[]) => number, names: number, warm: number][] = [
    ['hash in place', hashAll, NAMES_PER_BATCH, WARM_UP_NAMES],
    ['own', lookUpAll, NAMES_PER_BATCH, WARM_UP_NAMES],
    ['native Set', hasAll, NAMES_PER_BATCH, WARM_UP_NAMES],
    ['@ghostery/adblocker', matchAll, NAMES_PER_BATCH, NAMES_PER_BATCH],
    ['eth-phishing-detect', checkAll, few, 1],
  ];
  const warmUp = others.slice(0, WARM_UP_NAMES).map((value): Indicator => ({ kind: 'domain', value }));
  const times: Record<string, number[]> = {};
  for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
    const text = JSON.stringify(
      others.slice(WARM_UP_NAMES + ((round + WARM_UP_ROUNDS) % 10) * NAMES_PER_BATCH).slice(0, NAMES_PER_BATCH),
    );
    for (const [name, run, names, warm] of ways) {
      sink += run(warmUp.slice(0, warm));
      const indicators = (JSON.parse(text) as string[])
        .slice(0, names)
        .map((value): Indicator => ({ kind: 'domain', value }));
      const start = performance.now();
      sink += run(indicators);
      const ns = ((performance.now() - start) * 1e6) / names;
      if (round >= 0) (times[name] ??= []).push(ns);
    }
  }
  return times;
}

/** Milliseconds of a copy of the list and of a delta, in each round. */
async function deltas(rounds: number): Promise<Record<'copy' | 'apply', number[]>> {
  const { buffer, set } = decodeSet(await ownFile('hashes.bin'));
  const bytes = await ownFile('delta.bin');
  const times = { copy: [] as number[], apply: [] as number[] };
  for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
    let start = performance.now();
    sink += buffer.slice(0).byteLength;
    const copied = performance.now() - start;
    start = performance.now();
    sink += applySetDelta(set, decodeSetDelta(bytes)).set.count;
    const applied = performance.now() - start;
    if (round >= 0) times.copy.push(copied);
    if (round >= 0) times.apply.push(applied);
  }
  return times;
}

/** Milliseconds until the worker's answer is here. */
async function timeRequest(request: CandidateRequest): Promise<{ ms: number; value: boolean }> {
  const start = performance.now();
  const { value, error } = await chrome.runtime.sendMessage<CandidateRequest, { value: boolean; error?: string }>(
    request,
  );
  if (error !== undefined) throw new Error(error);
  return { ms: performance.now() - start, value };
}

Object.assign(globalThis, { bench: { ask: timeRequest, lookUps, deltas, sunk: () => sink } });
