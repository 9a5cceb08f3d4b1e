/** Sizes of files that the publisher's own code makes: signed metadata, whole lists, and deltas between lists. */
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MAX_DELTAS } from '../../../../utils/channel/list-targets.ts';
import { DAY_MS, dayOf } from '../../../../utils/indicators/day-number.ts';
import { makeDelta, type ListFiles } from '../../../../utils/indicators/list-delta.ts';
import { encodeListings } from '../../../../utils/indicators/listings.ts';
import { sortHashPairs } from '../../../../utils/indicators/indicator-set.ts';
import { encodeHashes } from '../../../../utils/indicators/encode-hashes.ts';
import { initChannel } from '../../../../hub/channel/key-files/init-channel.ts';
import { addIndicators } from '../../../../hub/channel/list/add-indicators.ts';
import { signChannel } from '../../../../hub/channel/signing/sign-channel.ts';
import { seededRandom, type Random } from '../../../setup/seeded-random.ts';

/** Bytes. */
export interface Recorded {
  /** Entries of the list. */
  entries: number;
  root: number;
  timestamp: number;
  snapshot: number;
  /** With a full chain of deltas. */
  targets: number;
  withdrawals: number;
  /** `withdrawn.json` with nothing in it. */
  withdrawn: number;
  hashes: number;
  listings: number;
  /** Number of entries that change in one release, a third of them removals, to the size of its delta. */
  deltas: Record<number, number>;
}

/** The example of the age specification. */
const RECIPIENT = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p';
const START = Date.UTC(2026, 10, 1);
const LISTED = Array.from({ length: 32 }, (_, day) => dayOf(START + day * DAY_MS));
const EXPIRES = Array.from({ length: 32 }, (_, day) => dayOf(START + (day + 365) * DAY_MS));

/** @param changes how many entries change in a release, one or several to be recorded */
export async function record(entries: number, changes: readonly number[]): Promise<Recorded> {
  return { entries, ...(await recordMetadata()), ...recordList(entries, changes, seededRandom(20_261_125)) };
}

/**
 * A real channel, signed until its chain of deltas has its full length. The size of metadata does not depend on that of
 * the list.
 */
async function recordMetadata(): Promise<
  Pick<Recorded, 'root' | 'timestamp' | 'snapshot' | 'targets' | 'withdrawals' | 'withdrawn'>
> {
  const dir = await mkdtemp(join(tmpdir(), 'joblantern-scale-'));
  try {
    await initChannel({ dir, publisher: 'Example Shelter', recipients: [RECIPIENT], now: START });
    const releases = MAX_DELTAS + 4;
    for (let at = 0; at < releases; at++) {
      const rows = Array.from(
        { length: at === 0 ? 400 : 4 },
        (_, row) => `line,name${at}x${row},trafficking,case ${at}`,
      );
      const csv = `kind,value,category,evidence\n${rows.join('\n')}\n`;
      await addIndicators({ dir, csv, now: START + at * DAY_MS });
      await signChannel({ dir, now: START + at * DAY_MS });
    }
    const folder = join(dir, 'public');
    const sizeOf = async (name: string): Promise<number> => (await stat(join(folder, name))).size;
    const target = (await readdir(join(folder, 'targets'))).find((name) => name.endsWith('.withdrawn.json')) ?? '';
    return {
      root: await sizeOf('1.root.json'),
      timestamp: await sizeOf('timestamp.json'),
      snapshot: await sizeOf(`${releases}.snapshot.json`),
      targets: await sizeOf(`${releases}.targets.json`),
      withdrawals: await sizeOf(`${releases}.withdrawals.json`),
      withdrawn: await sizeOf(join('targets', target)),
    };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** Random hashes are what real ones look like; one evidence reference for every five entries. */
function recordList(
  entries: number,
  changes: readonly number[],
  random: Random,
): Pick<Recorded, 'hashes' | 'listings' | 'deltas'> {
  const days = new Map<number, number>();
  let list = filesOf(drawPairs(entries, random), days, entries);
  const deltas: Record<number, number> = {};
  for (const [at, count] of changes.entries()) {
    const pairs = changePairs(list.pairs, count, random);
    const known = new Set(list.pairs);
    for (let i = 0; i < pairs.length; i += 2) if (!known.has(pairs[i] ?? 0)) days.set(pairs[i] ?? 0, at + 1);
    const next = filesOf(pairs, days, entries, list.listings);
    deltas[count] = makeDelta(list, next).length;
    list = next;
  }
  return { hashes: encodeHashes(list.pairs).length, listings: list.listings.length, deltas };
}

function drawPairs(count: number, random: Random): Uint32Array {
  return sortHashPairs(Uint32Array.from({ length: 2 * count }, () => Math.floor(random() * 2 ** 32))).pairs;
}

/** `days`: on which day an entry, by its high half, was listed; the others on the first. */
function filesOf(pairs: Uint32Array, days: ReadonlyMap<number, number>, size: number, before?: Uint8Array): ListFiles {
  const cases = Math.ceil(size / 5);
  const listings = Array.from({ length: pairs.length / 2 }, (_, at) => {
    const high = pairs[2 * at] ?? 0;
    const day = days.get(high) ?? 0;
    return {
      publisher: 'Example Shelter',
      category: high % 3 === 0 ? 'trafficking' : 'job-scam',
      listedOn: LISTED[day] ?? '',
      expiresOn: EXPIRES[day] ?? '',
      evidence: `NGO-2026-${high % cases}-${day}`,
    };
  });
  return { pairs, listings: encodeListings(listings, before) };
}

/** Removes a third of `changes` entries and adds two thirds. */
function changePairs(before: Uint32Array, changes: number, random: Random): Uint32Array {
  const count = before.length / 2;
  const removals = Math.floor(changes / 3);
  const gone = new Set<number>();
  while (gone.size < removals) gone.add(Math.floor(random() * count));
  const kept = before.filter((_, at) => !gone.has(at >> 1));
  const added = drawPairs(changes - removals, random);
  const pairs = new Uint32Array(kept.length + added.length);
  pairs.set(kept);
  pairs.set(added, kept.length);
  return sortHashPairs(pairs).pairs;
}
