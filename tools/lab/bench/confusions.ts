/**
 * Measures which signs of a handle the recogniser confuses. Posters of made-up handles are rendered and read, and what
 * was read is aligned with what was rendered. The pairs in `utils/indicators/confused-characters.ts` are chosen by hand from this.
 */
import { ensureKnowledge } from '../../knowledge/compile-knowledge.ts';
import { openPictureReader } from '../../picture/picture-reader.ts';
import { ensureFonts } from '../../setup/fonts.ts';
import { seededRandom, type Random } from '../../setup/seeded-random.ts';
import { confusionsIn } from './pictures/confusions-in.ts';
import { POSTER_STYLES } from './pictures/poster-html.ts';
import { drawPosters, type RenderedPoster } from './pictures/render-posters.ts';

const FOLDER = '.test/confusions';
const HANDLES_PER_POSTER = 12;
/** Signs on either side of a pair; longer errors are lines that were lost. */
const MAX_SIGNS = 2;
const PARTS = ['anna', 'leo', 'nok', 'mr', 'hr', 'job', 'work', 'team', 'global', 'asia', 'lucky', 'gold', 'dream'];
const MORE_PARTS = ['max', 'vip', 'money', 'admin', 'corner', 'bill', 'office', 'zoe', 'quinn', 'agent', 'hire', 'win'];

export interface ConfusionMeasures {
  handles: number;
  /** Handles that were read without an error. */
  whole: number;
  /** Underscores in the handles, and those that were lost or read as a space. */
  underscores: { shown: number; lost: number };
  /** What was shown, what was read, and how often; the most frequent first. */
  pairs: [shown: string, read: string, count: number][];
}

/** @param count posters of 12 handles each @throws Error when fonts are missing: posters of empty boxes would be measured */
export async function measureConfusions({ count, seed }: { count: number; seed: number }): Promise<ConfusionMeasures> {
  if (!ensureFonts((line) => console.error(line))) throw new Error('The Noto fonts of every script must be installed.');
  await ensureKnowledge();
  const posters = makePosters(count, seed);
  await drawPosters(FOLDER, posters, seed);
  const measures: ConfusionMeasures = { handles: 0, whole: 0, underscores: { shown: 0, lost: 0 }, pairs: [] };
  const counts = new Map<string, number>();
  const reader = await openPictureReader('en');
  try {
    for (const { file, text } of posters) {
      const result = await reader.read(file);
      if ('error' in result) continue;
      for (const [shown, read] of pairLines(text, result.text)) {
        measures.handles++;
        const confusions = confusionsIn(shown, read);
        if (confusions.length === 0) measures.whole++;
        measures.underscores.shown += shown.split('_').length - 1;
        for (const [wanted, found] of confusions) {
          if (/^_+$/u.test(wanted) && /^ *$/u.test(found)) measures.underscores.lost += wanted.length;
          else if (wanted.length <= MAX_SIGNS && found.length <= MAX_SIGNS)
            counts.set(`${wanted}\t${found}`, (counts.get(`${wanted}\t${found}`) ?? 0) + 1);
        }
      }
    }
  } finally {
    await reader.close();
  }
  measures.pairs = Array.from(counts, ([pair, times]): [string, string, number] => {
    const [shown = '', read = ''] = pair.split('\t');
    return [shown, read, times];
  }).sort((a, b) => b[2] - a[2] || (a[0] < b[0] ? -1 : 1));
  return measures;
}

/** Posters of made-up handles in every style. */
function makePosters(count: number, seed: number): RenderedPoster[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, at) => {
    const style = POSTER_STYLES[at % POSTER_STYLES.length]!;
    const text = Array.from({ length: HANDLES_PER_POSTER }, () => `@${madeUpHandle(random)}`).join('\n');
    const file = `handles-${at}-${style}.${style === 'phone' ? 'jpg' : 'png'}`;
    return { style, language: 'en', text, honest: true, file };
  });
}

/** Two words, with underscores and digits between and behind them. */
function madeUpHandle(random: Random): string {
  const pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)]!;
  const digits = (): string => String(Math.floor(random() * 10_000));
  const join = random() < 0.6 ? '_' : '';
  const end = random() < 0.6 ? `${random() < 0.4 ? '_' : ''}${digits()}` : '';
  return `${pick(PARTS)}${join}${pick(MORE_PARTS)}${end}`;
}

/** Each handle with the nearest that was read; none for lost ones. Lower case, without `@`. The reader joins lines. */
function pairLines(truth: string, read: string): [string, string][] {
  const plain = (line: string): string =>
    line
      .toLowerCase()
      .replace(/^\s*@?\s*/u, '')
      .trim();
  const lines = read.split(/\s*\n\s*|\s+(?=@)/u).map(plain);
  return truth.split('\n').flatMap((line): [string, string][] => {
    const shown = plain(line);
    const near = lines
      .map((found) => ({ found, errors: editsOf(shown, found) }))
      .sort((a, b) => a.errors - b.errors)
      .at(0);
    return near === undefined || near.errors > shown.length / 3 ? [] : [[shown, near.found]];
  });
}

function editsOf(shown: string, read: string): number {
  return confusionsIn(shown, read).reduce((sum, [a, b]) => sum + Math.max(a.length, b.length), 0);
}

export function reportConfusions({ handles, whole, underscores, pairs }: ConfusionMeasures): string {
  return [
    `${handles} handles read, ${whole} without an error`,
    `underscores lost: ${underscores.lost} of ${underscores.shown}`,
    ...pairs.slice(0, 30).map(([shown, read, count]) => `"${shown}" read as "${read}": ${count}`),
  ].join('\n');
}
