/**
 * Looks for a cry for help inside a long text: a chat in a format that is not known, a forwarded mail. The model of cries
 * (`utils/detect/held.ts`) was fitted to short texts, so short windows of the text are judged one by one. In a longer text more
 * windows resemble a cry by chance, so each needs higher log-odds. News that quote a cry have awareness phrases around it.
 */
import { filterAwareness } from '../detect/awareness-filter.ts';
import { analyse } from '../detect/analyse.ts';
import { extractFeatures } from '../detect/extract-features.ts';
import type { Knowledge } from '../detect/knowledge.ts';
import { rulesOf } from '../detect/rules.ts';
import { THRESHOLDS } from '../detect/thresholds.ts';
import type { Span } from '../model/span.ts';
import { fold } from '../text/fold.ts';
import { lineBounds, sentenceBounds } from '../text/paragraph-bounds.ts';
import { postFromText } from './post-from-text.ts';

/** UTF-16 units of a window, and the distance from its start to that of the next window of this length. */
const WINDOWS = [
  { letters: 150, step: 40 },
  { letters: 500, step: 120 },
] as const;
/** UTF-16 units before and after a window in which awareness phrases count. */
const CONTEXT_LETTERS = 1_500;
/** Most windows that are judged as texts of their own. */
const MAX_JUDGED = 8;
/** In the last UTF-16 units of a text the lower threshold applies: a chat ends with its newest message. */
const NEWEST_LETTERS = 500;

interface ScoredWindow extends Span {
  odds: number;
}

/** Whether one of the texts holds a cry for help. Only for texts too long to be judged as one as a whole. */
export const holdsCry = (texts: readonly string[], knowledge: Knowledge): boolean =>
  texts.some((text) => findCry(text, knowledge) !== null);

/** The span of a cry for help in a text that is too long to be one as a whole; null: there is none. */
export function findCry(text: string, knowledge: Knowledge): Span | null {
  if (knowledge.held === null || text.length <= THRESHOLDS.maxHeldUnits) return null;
  const { heldInLongText, heldPerDoubling, maxHeldUnits } = THRESHOLDS;
  const needed = heldInLongText + heldPerDoubling * Math.log2(text.length / maxHeldUnits);
  const likely = scoredWindows(text, knowledge, knowledge.held).filter(
    ({ odds, end }) => odds >= (end > text.length - NEWEST_LETTERS ? heldInLongText : needed),
  );
  for (const { start, end } of likeliestApart(likely))
    if (isCry(text.slice(start, end), knowledge) && !isInWarning(text, { start, end }, knowledge))
      return { start, end };
  return null;
}

type Held = NonNullable<Knowledge['held']>;

function scoredWindows(text: string, knowledge: Knowledge, held: Held): ScoredWindow[] {
  const bounds = sentenceBounds(text, lineBounds(text));
  const found: ScoredWindow[] = [];
  for (const { letters, step } of WINDOWS) {
    let lastEnd = 0;
    let next = 0;
    for (let first = 0, last = 0; first + 1 < bounds.length; first++) {
      const start = bounds[first] as number;
      if (start < next) continue;
      last = Math.max(last, first + 1);
      while (last + 1 < bounds.length && (bounds[last + 1] as number) - start <= letters) last++;
      const end = bounds[last] as number;
      next = start + step;
      if (end === lastEnd) continue;
      lastEnd = end;
      const part = text.slice(start, end);
      found.push({ start, end, odds: held.logOdds(fold(part, knowledge.fold), part) });
    }
  }
  return found;
}

/** The windows with the highest log-odds that do not overlap, at most `MAX_JUDGED`. */
function likeliestApart(windows: ScoredWindow[]): ScoredWindow[] {
  const kept: ScoredWindow[] = [];
  for (const each of windows.sort((a, b) => b.odds - a.odds)) {
    if (kept.length === MAX_JUDGED) break;
    if (!kept.some(({ start, end }) => each.start < end && start < each.end)) kept.push(each);
  }
  return kept;
}

/** By the same rules as a short text: a sure offer that names the same facts is none. */
const isCry = (text: string, knowledge: Knowledge): boolean => analyse(postFromText(text), knowledge).kind === 'held';

/** The words of the cry itself do not count: it says that people were cheated, too. */
function isInWarning(text: string, { start, end }: Span, knowledge: Knowledge): boolean {
  const around = `${text.slice(Math.max(0, start - CONTEXT_LETTERS), start)}\n${text.slice(end, end + CONTEXT_LETTERS)}`;
  const { facts, text: read } = extractFeatures(postFromText(around), knowledge, null);
  return filterAwareness(facts, read.text, read.fields, rulesOf(knowledge)).isAwarenessText;
}
