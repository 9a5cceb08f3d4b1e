/**
 * The requests of a sample of readers in two weeks, and the time until a removal reaches them. Scaled to any number of
 * installs.
 */
import { MAX_DELTAS } from '../../../../utils/channel/list-targets.ts';
import { TIMESTAMP_MAX_AGE_SECONDS } from '../../../../hub/channel/host/host-files.ts';
import { SYNC_PERIOD_MINUTES, syncDelayMinutes } from '../../../../utils/background/sync-alarm.ts';
import { drawInstall, type Install } from './draw-install.ts';
import { seededRandom } from '../../../setup/seeded-random.ts';
import type { Recorded } from './record.ts';

const DAYS = 14;
const MINUTES = DAYS * 1440;
/** Long enough that those who open a browser once a week have done so. */
const SPREAD_DAYS = 56;
const DAY_MINUTES = 1440;
const SEED = 20_261_125;

/** Assumed, in bytes: what an answer's head takes, and what opening a connection takes. */
export const HEAD_BYTES = 500;
export const CONNECTION_BYTES = 5000;
/** A timer signs snapshot and timestamp anew each day, between the releases. */
const REFRESHES_A_DAY = 1;

/** For each install and day, on average. */
export interface Demand {
  releasesADay: number;
  syncs: number;
  requests: number;
  /**
   * Requests for files that a cache may hold for ever, and for the two that change. These are the timestamp, and the
   * root that is not there yet.
   */
  lasting: number;
  changing: number;
  bytes: number;
  /** Syncs that had to fetch the whole list. */
  whole: number;
  /** Busiest minute of the day over the average one. */
  peak: number;
}

export interface Spread {
  /** Minutes until half, and until 99 %, of all installs have it. */
  all50: number;
  all99: number;
  /** Minutes after which half, and 99 %, of the browsers that are open have it. */
  open50: number;
  open99: number;
}

export interface Herd {
  /** Share of the installs that ask in the busiest minute, after all of them asked in one minute. */
  withJitter: number;
  without: number;
}

export function drawSample(installs: number): Install[] {
  const random = seededRandom(SEED);
  return Array.from({ length: installs }, () => drawInstall(random, DAYS));
}

/** @param deltaBytes bytes of one delta from a release to the next */
export function demandOf(
  sample: readonly Install[],
  sizes: Recorded,
  releasesADay: number,
  deltaBytes: number,
): Demand {
  const releases = timesOf(releasesADay);
  const stamps = [...releases, ...timesOf(REFRESHES_A_DAY)].sort((a, b) => a - b);
  const sum = { syncs: 0, lasting: 0, changing: 0, bytes: 0, whole: 0 };
  const minutes = new Uint32Array(1440);
  const get = (bytes: number): void => {
    sum.lasting++;
    sum.bytes += HEAD_BYTES + bytes;
  };
  for (const { syncs } of sample) {
    // The first sync of the fortnight is where everybody starts from.
    let [seen, stamp] = [before(releases, syncs[0] ?? 0), before(stamps, syncs[0] ?? 0)];
    for (const at of syncs.slice(1)) {
      const minute = Math.floor(at) % 1440;
      minutes[minute] = (minutes[minute] ?? 0) + 1;
      sum.syncs++;
      sum.changing += 2;
      sum.bytes += CONNECTION_BYTES + HEAD_BYTES + HEAD_BYTES + sizes.timestamp;
      const [newSeen, newStamp] = [before(releases, at), before(stamps, at)];
      if (newStamp > stamp) get(sizes.snapshot);
      if (newSeen > seen) {
        get(sizes.targets);
        get(sizes.withdrawals);
        get(sizes.withdrawn);
        const missed = newSeen - seen;
        if (missed <= MAX_DELTAS && missed * deltaBytes < sizes.hashes + sizes.listings) {
          for (let at = 0; at < missed; at++) get(deltaBytes);
        } else {
          sum.whole++;
          get(sizes.hashes);
          get(sizes.listings);
        }
      }
      [seen, stamp] = [newSeen, newStamp];
    }
  }
  const days = sample.length * DAYS;
  return {
    releasesADay,
    syncs: sum.syncs / days,
    requests: (sum.lasting + sum.changing) / days,
    lasting: sum.lasting / days,
    changing: sum.changing / days,
    bytes: sum.bytes / days,
    whole: sum.whole / days,
    peak: peakOf(minutes),
  };
}

/** Evenly spread over the fortnight. */
function timesOf(aDay: number): number[] {
  const count = Math.round(aDay * DAYS);
  return Array.from({ length: count }, (_, at) => ((at + 0.5) * MINUTES) / count);
}

/** How many of the ascending times lie before `at`. */
function before(times: readonly number[], at: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Over ten minutes, so that the sample's own chance is not taken for a peak. */
function peakOf(minutes: Uint32Array): number {
  let [most, total] = [0, 0];
  for (let at = 0; at < minutes.length; at += 10) {
    const here = minutes.subarray(at, at + 10).reduce((sum, each) => sum + each, 0);
    most = Math.max(most, here);
    total += here;
  }
  return total === 0 ? 0 : (most * (minutes.length / 10)) / total;
}

/** First request of a reader to the whole list, its metadata included. */
export function firstSync(sizes: Recorded): { requests: number; bytes: number } {
  const files = [
    sizes.timestamp,
    sizes.snapshot,
    sizes.targets,
    sizes.withdrawals,
    sizes.withdrawn,
    sizes.hashes,
    sizes.listings,
  ];
  const bytes = files.reduce((sum, size) => sum + size + HEAD_BYTES, CONNECTION_BYTES + HEAD_BYTES);
  return { requests: files.length + 1, bytes };
}

/** A removal is published at each hour of the third day. As long as a cache may hold the old timestamp comes on top. */
export function spreadOf(installs: number): Spread {
  const random = seededRandom(SEED);
  const sample = Array.from({ length: installs }, () => drawInstall(random, SPREAD_DAYS));
  const late = TIMESTAMP_MAX_AGE_SECONDS / 60;
  const all: number[] = [];
  const open = new Float64Array(DAY_MINUTES / BIN);
  const openWith = new Float64Array(DAY_MINUTES / BIN);
  for (let hour = 0; hour < 24; hour++) {
    const at = 2 * DAY_MINUTES + hour * 60 + 0.5;
    for (const { syncs, sessions } of sample) {
      const wait = (syncs.find((sync) => sync >= at + late) ?? Number.POSITIVE_INFINITY) - at;
      all.push(wait);
      for (const { from, to } of sessions) {
        if (from > at + DAY_MINUTES) break;
        for (let bin = Math.max(0, Math.ceil((from - at) / BIN)); bin < Math.min((to - at) / BIN, open.length); bin++) {
          open[bin] = (open[bin] ?? 0) + 1;
          if (wait <= bin * BIN) openWith[bin] = (openWith[bin] ?? 0) + 1;
        }
      }
    }
  }
  all.sort((a, b) => a - b);
  const share = (wanted: number): number =>
    open.findIndex((count, bin) => (openWith[bin] ?? 0) >= wanted * count) * BIN;
  return { all50: quantile(all, 0.5), all99: quantile(all, 0.99), open50: share(0.5), open99: share(0.99) };
}

/** Minutes that are looked at together. */
const BIN = 5;

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/**
 * All browsers ask in one minute, as after an outage, and run on. How many ask in the busiest minute of the next round.
 */
export function herdOf(installs: number): Herd {
  const busiest = (jitter: boolean): number => {
    const random = seededRandom(SEED);
    const minutes = new Map<number, number>();
    for (let at = 0; at < installs; at++) {
      const minute = Math.floor(jitter ? syncDelayMinutes(random()) : SYNC_PERIOD_MINUTES);
      minutes.set(minute, (minutes.get(minute) ?? 0) + 1);
    }
    return Math.max(...minutes.values()) / installs;
  };
  return { withJitter: busiest(true), without: busiest(false) };
}

/** What of the demand reaches the origin when a content network answers the rest. */
export function originOf(
  { requests, bytes, peak }: Demand,
  installs: number,
  hitRate: number,
): { requestsADay: number; bytesADay: number; requestsASecond: number; peakASecond: number } {
  const missed = 1 - hitRate;
  const requestsADay = requests * installs * missed;
  return {
    requestsADay,
    bytesADay: bytes * installs * missed,
    requestsASecond: requestsADay / 86_400,
    peakASecond: (requestsADay / 86_400) * peak,
  };
}

/** Points of presence of a large content network, assumed. */
export const EDGES = 300;

/**
 * The hit rate that the headers of `publishRelease` allow. Once in their cache time, each edge asks the origin for the
 * timestamp and for the missing next root. It asks for every other file once.
 */
export function hitRateByHeaders({ requests, changing, releasesADay }: Demand, installs: number): number {
  const perEdge = (changing * installs) / 2 / EDGES / 86_400;
  const revalidations = 2 * EDGES * 86_400 * (perEdge / (1 + perEdge * TIMESTAMP_MAX_AGE_SECONDS));
  const lasting = EDGES * (releasesADay + REFRESHES_A_DAY) * 6;
  return Math.max(0, 1 - Math.min(requests * installs, revalidations + lasting) / (requests * installs));
}
