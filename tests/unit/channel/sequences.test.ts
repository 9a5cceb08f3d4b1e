/**
 * Random sequences of syncs while the clock goes forward. Their hosts mix files of any releases, lose some and damage
 * others. The client always trusts one whole release, never an older one than before, and throws only a ChannelError.
 */
import * as fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { ChannelError } from '../../../utils/channel/channel-error.ts';
import type { ChannelState } from '../../../utils/channel/stored-release.ts';
import { countEntries } from '../../../utils/indicators/indicator-list.ts';
import { PUBLISHERS } from './test-publishers.ts';
import { restoreAndVerify, DAY_MS, NOW, clientOf, sync, type Host } from './test-channel.ts';

/** Host after each release; release n has n + 1 entries, and its snapshot is version n + 1 or higher. */
let hosts: Host[];
const entriesBySnapshot = new Map<number, number>();

beforeAll(async () => {
  const make = PUBLISHERS[1]![1];
  const publisher = await make();
  hosts = [await publisher.host()];
  for (let release = 1; release < 6; release++) {
    if (release === 2) await publisher.renewRoot();
    if (release === 4) await publisher.renewRoot({ replace: ['online'] });
    hosts.push(await publisher.release(`later_${release}x`));
  }
  for (const [at, host] of hosts.entries()) {
    for (const path of host.keys()) {
      const version = Number(/^(\d+)\.snapshot\.json$/u.exec(path)?.[1] ?? 0);
      if (version > 0 && !entriesBySnapshot.has(version)) entriesBySnapshot.set(version, at + 1);
    }
  }
});

const releases = fc.nat(5);
const attempt = fc.record({
  /** Which release each kind of file is taken from. */
  from: fc.record({ root: releases, timestamp: releases, other: releases }),
  /** Names under which other files lie: which two change places. */
  swapped: fc.option(fc.tuple(fc.nat(40), fc.nat(40)), { nil: null, freq: 3 }),
  lost: fc.option(fc.nat(40), { nil: null, freq: 3 }),
  damaged: fc.option(fc.tuple(fc.nat(40), fc.nat(4000), fc.nat(7)), { nil: null, freq: 3 }),
  hours: fc.nat(48),
});

type Attempt = typeof attempt extends fc.Arbitrary<infer T> ? T : never;

function hostFor({ from, swapped, lost, damaged }: Attempt): Host {
  const mixed: Host = new Map();
  for (const [path, bytes] of hosts[from.other]!) mixed.set(path, bytes);
  for (const path of mixed.keys()) if (path.endsWith('root.json')) mixed.delete(path);
  for (const [path, bytes] of hosts[from.root]!) if (path.endsWith('root.json')) mixed.set(path, bytes);
  mixed.set('timestamp.json', hosts[from.timestamp]!.get('timestamp.json')!);
  const paths = [...mixed.keys()].sort();
  const at = (place: number): string => paths[place % paths.length]!;
  if (swapped !== null) {
    const [one, two] = swapped.map(at);
    const kept = mixed.get(one!)!;
    mixed.set(one!, mixed.get(two!)!).set(two!, kept);
  }
  if (damaged !== null) {
    const [place, byte, bit] = damaged;
    const bytes = mixed.get(at(place))!.slice();
    bytes[byte % bytes.length]! ^= 1 << bit;
    mixed.set(at(place), bytes);
  }
  if (lost !== null) mixed.delete(at(lost));
  return mixed;
}

it('always holds one whole release, never an older one, whatever hosts serve', { timeout: 120_000 }, async () => {
  const pinned = hosts[0]!;
  let taken = 0;
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(attempt, { minLength: 2, maxLength: 8 }), async (attempts) => {
      let state: ChannelState | null = null;
      let version = 0;
      let root = 1;
      let now = NOW;
      for (const each of attempts) {
        now += (each.hours * DAY_MS) / 24;
        const before: ChannelState | null = structuredClone(state);
        try {
          const result = await sync(hostFor(each), clientOf(pinned, state, now));
          const { opened } = result;
          expect(opened.version).toBeGreaterThanOrEqual(version);
          expect(result.state.roots.length + 1).toBeGreaterThanOrEqual(root);
          expect(await countEntries(opened.list!)).toBe(entriesBySnapshot.get(opened.version));
          expect(opened.isStale).toBe(false);
          state = structuredClone(result.state);
          expect((await restoreAndVerify(state, clientOf(pinned, null, now))).version).toBe(opened.version);
          version = opened.version;
          root = state.roots.length + 1;
          taken++;
        } catch (error) {
          if (!(error instanceof ChannelError)) throw error;
          expect(state).toEqual(before);
          refused++;
        }
      }
    }),
    { numRuns: 120, seed: 20_261_125 },
  );
  // Both happened often enough to mean something.
  expect(Math.min(taken, refused)).toBeGreaterThan(60);
});
