/** What the bench asks of a page that has the list in memory: times of look-ups and of steps, in the browser itself. */
import { FiltersEngine } from '@ghostery/adblocker';
import Detector from 'eth-phishing-detect/src/detector.js';
import { applySetDelta, decodeSetDelta } from '../../../../utils/indicators/set-delta.ts';
import { hashInto } from '../../../../utils/indicators/hash.ts';
import { indexOf } from '../../../../utils/indicators/set.ts';
import { decodeSet } from '../../../../utils/indicators/wire.ts';
import type { Indicator } from '../../../../utils/model/indicator.ts';
import { ownFile, type Wish } from './candidate.ts';
import { requestFor } from './request.ts';

/** Sums of what look-ups give, so that they are not optimised away. */
let sink = 0;

/** Nanoseconds a name, of each way in each round. */
async function lookUps(rounds: number, slow: number): Promise<Record<string, number[]>> {
  const listed = new TextDecoder().decode(await ownFile('names.txt')).split('\n');
  const others = new TextDecoder().decode(await ownFile('others.txt')).split('\n');
  // One half warms up before the other is timed: what ran before has filled the caches with its own.
  const half = others.length / 2;
  const { set } = decodeSet(await ownFile('hashes.bin'));
  const native = new Set(listed);
  const engine = FiltersEngine.deserialize(await ownFile('ghostery.bin'));
  const detector = new Detector([
    { name: 'bench', version: 1, tolerance: 0, fuzzylist: [], allowlist: [], blocklist: listed },
  ]);
  const hash = new Uint32Array(2);
  const hashAll = (said: readonly Indicator[]): number => {
    let sum = 0;
    for (const indicator of said) {
      hashInto(hash, indicator);
      sum += hash[0] ?? 0;
    }
    return sum;
  };
  const lookUpAll = (said: readonly Indicator[]): number => {
    let sum = 0;
    for (const indicator of said) {
      hashInto(hash, indicator);
      sum += indexOf(set, hash);
    }
    return sum;
  };
  const count = (names: readonly string[], isListed: (name: string) => boolean): number => {
    let sum = 0;
    for (const name of names) if (isListed(name)) sum++;
    return sum;
  };
  const hasAll = (names: readonly string[]): number => {
    let sum = 0;
    for (const name of names) if (native.has(name)) sum++;
    return sum;
  };
  const isBlocked = (name: string): boolean => engine.match(requestFor(name)).match;
  const ways: Record<string, { names: number; run: (names: readonly string[], said: readonly Indicator[]) => number }> =
    {
      'hash in place': { names: half, run: (_names, said) => hashAll(said) },
      own: { names: half, run: (_names, said) => lookUpAll(said) },
      'native Set': { names: half, run: hasAll },
      '@ghostery/adblocker': { names: slow * 100, run: (names) => count(names, isBlocked) },
      'eth-phishing-detect': { names: slow, run: (names) => count(names, (name) => detector.check(name).result) },
    };
  const times: Record<string, number[]> = {};
  for (let round = -1; round < rounds; round++) {
    for (const [name, { names, run }] of Object.entries(ways)) {
      // Whether a name is new to a Set counts: a text keeps the hash that was once made of it.
      const fresh = JSON.parse(JSON.stringify(others)) as string[];
      const said = fresh.map((value): Indicator => ({ kind: 'domain', value }));
      const [warm, asked] = [fresh.slice(0, names), fresh.slice(-names)];
      sink += run(warm, said.slice(0, names));
      const last = said.slice(-names);
      const start = performance.now();
      sink += run(asked, last);
      const ns = ((performance.now() - start) * 1e6) / names;
      if (round >= 0) (times[name] ??= []).push(ns);
    }
  }
  return times;
}

/** Milliseconds of a copy of the list and of a step, in each round. */
async function steps(rounds: number): Promise<Record<'copy' | 'apply', number[]>> {
  const { buffer, set } = decodeSet(await ownFile('hashes.bin'));
  const bytes = await ownFile('step.bin');
  const times = { copy: [] as number[], apply: [] as number[] };
  for (let round = -1; round < rounds; round++) {
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
async function ask(wish: Wish): Promise<{ ms: number; value: boolean }> {
  const start = performance.now();
  const { value, error } = await chrome.runtime.sendMessage<Wish, { value: boolean; error?: string }>(wish);
  if (error !== undefined) throw new Error(error);
  return { ms: performance.now() - start, value };
}

Object.assign(globalThis, { bench: { ask, lookUps, steps, sunk: () => sink } });
