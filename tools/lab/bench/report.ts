/** The measures as tables, with the bars that they must keep beside them. */
import type { Timed } from './interleave.ts';
import type { FillerMeasures } from './measure-filler.ts';
import type { LIST_BARS, ListMeasures } from './list.ts';
import type { PhraseTimes } from './phrases.ts';
import type { FirstPostTimes } from './first-post-times.ts';
import type { ScaleMeasures } from './scale.ts';
import type { Sizes } from './measure-sizes.ts';
import type { VerdictTimes } from './time-verdicts.ts';

/** What judging posts takes. */
export interface VerdictMeasures {
  node: string;
  cpu: string;
  posts: number;
  verdicts: VerdictTimes;
  firstPost: FirstPostTimes;
  filler: FillerMeasures;
  manyPosts: { posts: number; seconds: number };
  sizes: Sizes;
  phrases: PhraseTimes;
}

export interface Measures extends VerdictMeasures {
  scale: ScaleMeasures;
  list: ListMeasures & { bars: typeof LIST_BARS };
}

export const BARS = {
  ratio: 20,
  firstPostMs: 30,
  firstVerdictMs: 60,
  fillerMs: 50,
  manyPostsSeconds: 5,
  gzipBytes: 2_600_000,
} as const;

type Line = readonly (string | number)[];

export function report(of: VerdictMeasures): string {
  const verdict = of.verdicts.all['whole verdict'];
  const { filler, firstPost, manyPosts, phrases, sizes, verdicts } = of;
  return [
    `${of.cpu}, Node ${of.node}; medians, candidates of one table in turn in one process`,
    table(
      ['measure', 'here', 'bar', ''],
      [
        line(
          'whole verdict of a 2 KB post, warm, times a charCodeAt loop',
          verdict?.ratio ?? Number.NaN,
          BARS.ratio,
          '',
        ),
        line('first post cold: load and verdict', firstPost.totalMs, BARS.firstPostMs, ' ms'),
        line('first verdict of a fresh process, knowledge loaded', firstPost.verdictMs, BARS.firstVerdictMs, ' ms'),
        line('a lure behind 900 KB in 1 MB, median', filler.medianMs, BARS.fillerMs, ' ms'),
        ['such lures found', `${filler.found} of ${filler.lures}`, filler.lures, keeps(filler.lost.length, 0)],
        line(`${manyPosts.posts} posts of 2 KB through check`, manyPosts.seconds, BARS.manyPostsSeconds, ' s'),
        line('knowledge of the engine, gzip', sizes.engine.gzip / 1024, BARS.gzipBytes / 1024, ' KB'),
      ],
    ),
    table(['a 2 KB post, warm', 'us', 'times the loop'], timedLines(verdicts.all)),
    table(['whole verdict by kind and language', 'us', 'times the loop'], timedLines(verdicts.groups)),
    table(
      [`${phrases.phrases} of ${phrases.spellings} phrases, a 2 KB post`, 'us', 'times own'],
      timedLines(phrases.times),
    ),
    table(
      ['first post cold', 'ms'],
      [
        ['load', fixed(firstPost.loadMs)],
        ['verdict', fixed(firstPost.verdictMs)],
      ],
    ),
    table(
      ['compiled knowledge', 'bytes', 'gzip'],
      [...Object.entries(sizes.files), ['engine', sizes.engine] as const, ['all', sizes.all] as const].map(
        ([name, { raw, gzip }]) => [name, raw, gzip],
      ),
    ),
    ...(filler.lost.length > 0 ? [`Lost behind filler: ${filler.lost.join(', ')}`] : []),
  ].join('\n\n');
}

function line(name: string, value: number, bar: number, unit: string): Line {
  return [name, `${fixed(value)}${unit}`, `${bar}${unit}`, keeps(value, bar)];
}

const keeps = (value: number, bar: number): string => (value <= bar ? 'kept' : 'MISSED');

const fixed = (value: number): string => value.toFixed(value < 10 ? 2 : 1);

function timedLines(times: Readonly<Record<string, Timed>>): Line[] {
  return Object.entries(times).map(([name, { us, ratio }]) => [name, fixed(us), fixed(ratio)]);
}

export function table(head: Line, lines: readonly Line[]): string {
  const all = [head, ...lines];
  const widths = head.map((_, column) => Math.max(...all.map((each) => String(each[column] ?? '').length)));
  const draw = (each: Line): string =>
    `| ${widths.map((width, column) => String(each[column] ?? '')[column === 0 ? 'padEnd' : 'padStart'](width)).join(' | ')} |`;
  const rule = `|${widths.map((width, column) => (column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [draw(head), rule, ...lines.map(draw)].join('\n');
}
