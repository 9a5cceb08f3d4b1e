/** The simulation as tables, for the screen and for docs/reports/scale.md alike. */
import { readFileSync } from 'node:fs';
import { readSection, writeSection } from '../../../docs/generated-section.ts';
import type { OriginLoad, ScaleMeasures } from '../scale.ts';
import type { Demand } from './simulate-demand.ts';

const PAGE = 'docs/reports/scale.md';
/** More releases a day than this are in the JSON only: they outrun the chain of deltas. */
const MAX_RELEASES_SHOWN = 4;

/** What was simulated; the import is timed, so it is not part of the page. */
export function scaleTables(of: Omit<ScaleMeasures, 'import'>): string {
  const { recorded, first, demand, origin, spread, herd, assumed } = of;
  const habits = assumed.habits.map(({ name, share, sessions, hours }) => [
    name,
    percent(share),
    sessions === 0 ? 'never closed' : rounded(sessions),
    String(hours),
  ]);
  return [
    `**Recorded** from a signed list of ${whole(recorded.entries)} entries:`,
    table(
      ['file', 'bytes', 'fetched'],
      [
        ['timestamp.json', whole(recorded.timestamp), 'at each sync'],
        ['N.snapshot.json', whole(recorded.snapshot), 'when anything was signed'],
        ['N.targets.json', whole(recorded.targets), 'when the list changed'],
        [
          'N.withdrawals.json and withdrawn.json',
          whole(recorded.withdrawals + recorded.withdrawn),
          'when the list changed',
        ],
        ...Object.entries(recorded.deltas).map(([changes, bytes]) => [
          `a delta of ${changes} changes`,
          whole(bytes),
          'for each release since',
        ]),
        [
          'indicators.hashes and .listings, whole',
          whole(recorded.hashes + recorded.listings),
          'first, or after more than 16 releases',
        ],
        ['the first sync, all of it', whole(first.bytes), `once, in ${first.requests} requests`],
      ],
    ),
    '**Assumed** readers (nobody counts ours):',
    table(['habit', 'share of installs', 'starts a day', 'hours each'], habits),
    `**Each install**, a day, with ${assumed.changesADay} changed entries a day however often they are released:`,
    table(
      ['releases a day', 'syncs', 'requests', 'bytes', 'whole lists', 'busiest ten minutes over the mean'],
      demand.map((each) => [
        releases(each),
        rounded(each.syncs),
        rounded(each.requests),
        whole(each.bytes),
        each.whole.toFixed(4),
        `${each.peak.toFixed(1)} times`,
      ]),
    ),
    '**What reaches the origin**, a day:',
    table(
      ['installs', 'releases a day', 'cache hits', 'requests', 'bytes', 'requests a second', 'at the peak'],
      origin
        .filter(({ releasesADay }) => releasesADay <= MAX_RELEASES_SHOWN)
        .map((each) => [
          whole(each.installs),
          releases(each),
          hits(each),
          short(each.requestsADay),
          `${short(each.bytesADay)}B`,
          rounded(each.requestsASecond),
          rounded(each.peakASecond),
        ]),
    ),
    '**A removal** published now:',
    table(
      ['has reached', '50 %', '99 %'],
      [
        ['browsers that are open then', time(spread.open50), time(spread.open99)],
        ['all installs, those that are opened once a week too', time(spread.all50), time(spread.all99)],
      ],
    ),
    `**All at once**: when every browser asks in the same minute, as after an outage, ${percent(herd.withJitter)} of them ask in the busiest minute of the next round; without the alarm's jitter it would be ${percent(herd.without)}.`,
  ].join('\n\n');
}

export function reportScale(of: ScaleMeasures, bar: number): string {
  const { source, lines, added, repeated, refused, seconds } = of.import;
  const kept = seconds <= bar ? 'kept' : 'MISSED';
  return `${scaleTables(of)}\n\n**Import** by the command line: ${whole(lines)} ${source} domains in ${seconds.toFixed(1)} s (bar ${bar} s: ${kept}); ${whole(added)} added, ${whole(repeated)} repeated, ${whole(refused)} refused, each with its reason.`;
}

export function writeScalePage(of: Omit<ScaleMeasures, 'import'>): void {
  writeSection(PAGE, 'scale', scaleTables(of));
}

/** What stands between the marks now. */
export function scalePagePart(): string {
  return readSection(readFileSync(PAGE, 'utf8'), 'scale');
}

function hits({ cache, hitRate }: OriginLoad): string {
  const rate = `${(100 * hitRate).toFixed(hitRate > 0.99 ? 2 : 0)} %`;
  return cache === 'headers' ? `${rate}, as the headers allow` : rate;
}

const releases = ({ releasesADay }: Pick<Demand, 'releasesADay'>): string =>
  releasesADay < 1 ? `1 in ${Math.round(1 / releasesADay)} days` : String(releasesADay);

const whole = (value: number): string => Math.round(value).toLocaleString('en');
const percent = (share: number): string => `${(100 * share).toFixed(share < 0.01 ? 2 : 0)} %`;

function rounded(value: number): string {
  return value >= 100 ? whole(value) : value.toFixed(value < 1 ? 3 : 2);
}

function short(value: number): string {
  const units = ['', ' k', ' M', ' G', ' T', ' P'];
  let [left, unit] = [value, 0];
  for (; left >= 1000 && unit < units.length - 1; unit++) left /= 1000;
  return `${left.toFixed(left < 10 && unit > 0 ? 1 : 0)}${units[unit] ?? ''}${unit === 0 ? ' ' : ''}`.trimEnd();
}

function time(minutes: number): string {
  if (minutes < 120) return `${Math.round(minutes)} min`;
  return minutes < 2880 ? `${(minutes / 60).toFixed(1)} h` : `${(minutes / 1440).toFixed(1)} days`;
}

function table(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const draw = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [draw(head), draw(head.map((_, at) => (at === 0 ? '---' : '---:'))), ...lines.map(draw)].join('\n');
}
