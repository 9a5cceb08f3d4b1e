/** The engine: `analyse` makes an analysis from a post and the knowledge. `conclude` adds listings and gives the verdict. */
import type { Analysis } from './analysis.ts';
import { quotedOffersInQuestion, mayAskAboutOffer } from './asked-offer.ts';
import type { JobPost } from '../model/job-post.ts';
import { capText, MAX_TEXT_UNITS } from '../model/cap-text.ts';
import type { Level, Reason } from '../model/verdict.ts';
import { mentionsOf, findPostContacts, textMentions, type QuotedMention } from './contact-facts.ts';
import { windowsToReanalyse, type WindowToReanalyse } from './windows-to-reanalyse.ts';
import { logOddsOf, probabilityOf } from './evidence.ts';
import { explain } from './explain.ts';
import { judge, type Judgement } from './judge.ts';
import type { Knowledge } from './knowledge.ts';
import { MAX_SINGLE_PASS_UNITS, longTextSpans, type LongTextSpan } from './long-text-spans.ts';
import { extractFeatures, featuresOf, wordingFeatures, type ExtractedFeatures } from './extract-features.ts';
import { readPost } from './post-text.ts';
import { findAllContacts, isSurelyHarmless, readWording, type Wording } from './read-wording.ts';
import { isOneTimeCode, isTooLittle } from './too-little.ts';
import { THRESHOLDS } from './thresholds.ts';

export { conclude } from './conclude.ts';
export {
  ALL_KNOWLEDGE_TARGETS,
  checkKnowledge,
  KNOWLEDGE_TARGETS,
  KnowledgeError,
  loadKnowledge,
  type Knowledge,
} from './knowledge.ts';

/** UTF-16 units that are read of each short field, and of all contacts together. */
const MAX_SHORT_FIELD_UNITS = 4_000;
const MAX_MENTIONS = 2_000;

/** Pure and synchronous. `hint`: language (BCP 47) that the page or the caller states, or null. */
export function analyse(post: JobPost, knowledge: Knowledge, hint: string | null = null): Analysis {
  const bounded = truncatePost(post);
  if (bounded.text.length > MAX_SINGLE_PASS_UNITS) return analyseLongText(post, bounded, knowledge, hint);
  const wording = readWording(bounded, knowledge, hint, knowledge.scratch.post);
  return isSurelyHarmless(wording, knowledge) && !mayAskAboutOffer(bounded.text)
    ? analyseHarmless(bounded, wording, knowledge)
    : analyseFeatures(bounded, featuresOf(wording, bounded, knowledge), knowledge, hint);
}

/** A post that the text model alone clears; it gives no reasons. */
function analyseHarmless(post: JobPost, wording: Wording, knowledge: Knowledge): Analysis {
  const features = wordingFeatures(wording, post);
  const found = summaryOf(features.language, judge(features, knowledge));
  const { contacts } = wording;
  const isPlain = wording.text.text.substitutionCandidates.length === 0;
  return withMentions(
    {
      ...found,
      level: 'none',
      kind: noOfferKind(post, features, { level: 'none', score: found.score }, knowledge),
      reasons: [],
    },
    () => [
      ...mentionsOf(post, isPlain ? contacts : findAllContacts(readWording(post, knowledge, null), knowledge)),
      ...textMentions(post, knowledge.fold),
    ],
    () => judge(extractFeatures(post, knowledge, null), knowledge).isAwarenessText,
  );
}

function analyseFeatures(
  bounded: JobPost,
  features: ExtractedFeatures,
  knowledge: Knowledge,
  hint: string | null,
): Analysis {
  const judgement = judge(features, knowledge);
  const { contacts, language } = features;
  const mentions = (): QuotedMention[] => [...mentionsOf(bounded, contacts), ...textMentions(bounded, knowledge.fold)];
  const found = { ...summaryOf(language, judgement), reasons: explain(judgement, features, knowledge) };
  const noOffer = noOfferKind(bounded, features, judgement, knowledge);
  if (noOffer !== null) {
    const reasons = noOffer === 'held' ? [] : found.reasons;
    return withMentions({ ...found, level: 'none', kind: noOffer, reasons }, mentions);
  }
  const windows = judgement.level === 'none' ? windowsToReanalyse(features, judgement.score, knowledge) : [];
  if (judgement.level === 'none')
    windows.push(...quotedOffersInQuestion(features, knowledge).map((span) => ({ ...span, minScore: 0 })));
  // From here on `features.text` is invalid: its folded text is filled anew
  const worstWindow = worstOfWindows(bounded, windows, knowledge, hint);
  return withMentions(worstWindow ?? found, mentions);
}

/** A cry for help, or a text in which nothing can be judged; null: judge it as an offer. */
function noOfferKind(
  post: JobPost,
  features: ExtractedFeatures,
  { level, score }: { level: Level; score: number },
  { held, levels }: Knowledge,
): 'held' | 'too-little' | null {
  if (features.isShownAsJob) return null;
  const { text } = features.text;
  // Whoever is held names the same facts: only wording makes an offer of them
  const isWordedAsOffer = level !== 'none' && score >= probabilityOf(levels.caution);
  if (held?.isHeld(text, post.text, isWordedAsOffer ? logOddsOf(score) : null) === true) return 'held';
  // A code added to a lure hides nothing: only what is hardly alerted is taken for a code
  if (score < THRESHOLDS.maxCodeMessageScore && isOneTimeCode(post)) return 'too-little';
  const mayBeTooLittle = level === 'none' || (level === 'caution' && text.length < THRESHOLDS.minAlertUnits);
  return mayBeTooLittle && isTooLittle(post, text) ? 'too-little' : null;
}

/** The analysis of the window with the highest score that is enough for a warning by itself; null: no window is. */
function worstOfWindows(
  post: JobPost,
  windows: readonly WindowToReanalyse[],
  knowledge: Knowledge,
  hint: string | null,
): AnalysisWithoutMentions | null {
  let worst: AnalysisWithoutMentions | null = null;
  for (const { start, end, minScore } of windows) {
    const judged = judgeSpan(post, { start, end, isInAwarenessArticle: false }, knowledge, hint);
    const { level, score } = judged.judgement;
    if (level === 'none' || score < minScore || (worst !== null && score <= worst.score)) continue;
    worst = { ...explainSpan(judged, start, knowledge), level: 'caution' };
  }
  return worst;
}

function analyseLongText(post: JobPost, bounded: JobPost, knowledge: Knowledge, hint: string | null): Analysis {
  const cut = post.text.length - bounded.text.length;
  const seam = cut > 0 ? MAX_TEXT_UNITS / 2 : null;
  const toOriginalOffset = (start: number): number => (seam !== null && start >= seam ? start + cut : start);
  let worst: AnalysisWithoutMentions | null = null;
  for (const part of longTextSpans(readPost(bounded, knowledge.fold), knowledge, seam)) {
    const judged = judgeSpan(bounded, part, knowledge, hint);
    if (worst === null || judged.judgement.score > worst.score)
      worst = explainSpan(judged, toOriginalOffset(part.start), knowledge);
  }
  const judged: AnalysisWithoutMentions =
    worst!.evidence < probabilityOf(knowledge.levels.longTextSpan) ? { ...worst!, level: 'none', kind: null } : worst!;
  return withMentions(judged, () => {
    const contacts = findPostContacts(readPost(bounded, knowledge.fold), [], knowledge);
    return mentionsOf(bounded, contacts)
      .slice(0, MAX_MENTIONS)
      .map((each) =>
        each.field === 'text'
          ? { ...each, start: toOriginalOffset(each.start), end: toOriginalOffset(each.end) }
          : each,
      );
  });
}

/** The post with its text cut as `capText` does and its short fields cut at the end: offsets stay what they are. */
function truncatePost(post: JobPost): JobPost {
  const { title, company, location, salary, poster } = post;
  const contacts: string[] = [];
  let unitsLeft = MAX_SHORT_FIELD_UNITS;
  for (const contact of post.contacts) {
    if (contact.length > unitsLeft) break;
    contacts.push(contact);
    unitsLeft -= contact.length + 1;
  }
  return {
    ...post,
    title: title.slice(0, MAX_SHORT_FIELD_UNITS),
    company: company.slice(0, MAX_SHORT_FIELD_UNITS),
    location: location.slice(0, MAX_SHORT_FIELD_UNITS),
    salary: salary.slice(0, MAX_SHORT_FIELD_UNITS),
    poster: poster.slice(0, MAX_SHORT_FIELD_UNITS),
    text: capText(post.text),
    contacts,
  };
}

type AnalysisWithoutMentions = Omit<Analysis, 'mentions'>;

/** A part of a longer text, judged as a post of its own. `features` is valid until the next part is read. */
interface JudgedSpan {
  features: ExtractedFeatures;
  judgement: Judgement;
}

function judgeSpan(
  post: JobPost,
  { start, end, isInAwarenessArticle }: LongTextSpan,
  knowledge: Knowledge,
  hint: string | null,
): JudgedSpan {
  const part = { ...post, text: post.text.slice(start, end) };
  const features = extractFeatures(part, knowledge, hint, knowledge.scratch.post);
  return { features, judgement: judge(features, knowledge, isInAwarenessArticle) };
}

/** `start`: offset of the part in the text that the reader sees. */
function explainSpan(
  { features, judgement }: JudgedSpan,
  start: number,
  knowledge: Knowledge,
): AnalysisWithoutMentions {
  const reasons = shiftOffsets(explain(judgement, features, knowledge), start);
  return { ...summaryOf(features.language, judgement), reasons };
}

function summaryOf(
  language: string,
  { level, kind, score, isAwarenessText }: Judgement,
): Omit<AnalysisWithoutMentions, 'reasons'> {
  return { language, level, kind, score, evidence: score, isAwarenessText };
}

/** Adds what is computed on demand: `read` gives the mentions, `readAwareness` whether it is an awareness text. */
function withMentions(
  found: AnalysisWithoutMentions,
  read: () => QuotedMention[],
  readAwareness: () => boolean = () => found.isAwarenessText,
): Analysis {
  return new LazyAnalysis(found, read, readAwareness);
}

/** Computes mentions and `isAwarenessText` at the first access: most posts never need them. */
class LazyAnalysis implements Analysis {
  readonly language: string;
  readonly level: Level;
  readonly kind: Analysis['kind'];
  readonly score: number;
  readonly evidence: number;
  readonly reasons: Reason[];
  readonly #read: () => QuotedMention[];
  #found: QuotedMention[] | null = null;
  readonly #readAwareness: () => boolean;
  #isAwarenessText: boolean | null = null;

  constructor(of: AnalysisWithoutMentions, read: () => QuotedMention[], readAwareness: () => boolean) {
    this.language = of.language;
    this.level = of.level;
    this.kind = of.kind;
    this.score = of.score;
    this.evidence = of.evidence;
    this.reasons = of.reasons;
    this.#read = read;
    this.#readAwareness = readAwareness;
  }

  get mentions(): readonly QuotedMention[] {
    return (this.#found ??= this.#read());
  }

  get isAwarenessText(): boolean {
    return (this.#isAwarenessText ??= this.#readAwareness());
  }
}

/** Turns offsets into a part of the text, which starts at `by`, into offsets into the whole text. */
function shiftOffsets(reasons: readonly Reason[], by: number): Reason[] {
  return reasons.map((each) =>
    each.field === 'text' && each.start !== null && each.end !== null
      ? { ...each, start: each.start + by, end: each.end + by }
      : each,
  );
}
