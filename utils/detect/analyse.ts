/** The engine: makes an analysis of a post and the knowledge, and of that and the listings a verdict. */
import type { Analysis } from './analysis.ts';
import { askedOffers, mayAsk } from './asked-offer.ts';
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

/** Longest of the short fields that is read, in UTF-16 units; contacts together. */
const MAX_SHORT_FIELD_UNITS = 4_000;
const MAX_MENTIONS = 2_000;

/** Pure and synchronous. `hint`: BCP 47 language that the page or the caller names, or null. */
export function analyse(post: JobPost, knowledge: Knowledge, hint: string | null = null): Analysis {
  const bounded = truncatePost(post);
  if (bounded.text.length > MAX_SINGLE_PASS_UNITS) return analyseLongText(post, bounded, knowledge, hint);
  const wording = readWording(bounded, knowledge, hint, knowledge.scratch.post);
  return isSurelyHarmless(wording, knowledge) && !mayAsk(bounded.text)
    ? analyseHarmless(bounded, wording, knowledge)
    : analyseFeatures(bounded, featuresOf(wording, bounded, knowledge), knowledge, hint);
}

/** A post that the text model alone clears; it gives no reasons. */
function analyseHarmless(post: JobPost, wording: Wording, knowledge: Knowledge): Analysis {
  const features = wordingFeatures(wording, post);
  const found = summary(features.language, judge(features, knowledge));
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
  const found = { ...summary(language, judgement), reasons: explain(judgement, features, knowledge) };
  const noOffer = noOfferKind(bounded, features, judgement, knowledge);
  if (noOffer !== null) {
    const reasons = noOffer === 'held' ? [] : found.reasons;
    return withMentions({ ...found, level: 'none', kind: noOffer, reasons }, mentions);
  }
  const windows = judgement.level === 'none' ? windowsToReanalyse(features, judgement.score, knowledge) : [];
  if (judgement.level === 'none')
    windows.push(...askedOffers(features, knowledge).map((span) => ({ ...span, minScore: 0 })));
  // Here the piece ends: its folded text is filled anew
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
  if (features.shownAsJob) return null;
  const { text } = features.text;
  // Whoever is held names the same facts: only wording makes an offer of them
  const isWordedAsOffer = level !== 'none' && score >= probabilityOf(levels.caution);
  if (held?.isHeld(text, post.text, isWordedAsOffer ? logOddsOf(score) : null) === true) return 'held';
  // A code added to a lure hides nothing: only what is hardly alerted is taken for a code
  if (score < THRESHOLDS.maxCodeMessageScore && isOneTimeCode(post)) return 'too-little';
  const mayBeTooLittle = level === 'none' || (level === 'caution' && text.length < THRESHOLDS.minAlertUnits);
  return mayBeTooLittle && isTooLittle(post, text) ? 'too-little' : null;
}

/** What the worst of a post's paragraphs say by themselves, where that is much. */
function worstOfWindows(
  post: JobPost,
  windows: readonly WindowToReanalyse[],
  knowledge: Knowledge,
  hint: string | null,
): AnalysisWithoutMentions | null {
  let worst: AnalysisWithoutMentions | null = null;
  for (const { start, end, minScore } of windows) {
    const judged = judgeSpan(post, { start, end, inAwarenessArticle: false }, knowledge, hint);
    const { level, score } = judged.judgement;
    if (level === 'none' || score < minScore || (worst !== null && score <= worst.score)) continue;
    worst = { ...explainSpan(judged, start, knowledge), level: 'caution' };
  }
  return worst;
}

function analyseLongText(post: JobPost, bounded: JobPost, knowledge: Knowledge, hint: string | null): Analysis {
  const cut = post.text.length - bounded.text.length;
  const seam = cut > 0 ? MAX_TEXT_UNITS / 2 : null;
  const back = (start: number): number => (seam !== null && start >= seam ? start + cut : start);
  let worst: AnalysisWithoutMentions | null = null;
  for (const part of longTextSpans(readPost(bounded, knowledge.fold), knowledge, seam)) {
    const judged = judgeSpan(bounded, part, knowledge, hint);
    if (worst === null || judged.judgement.score > worst.score)
      worst = explainSpan(judged, back(part.start), knowledge);
  }
  const judged: AnalysisWithoutMentions =
    worst!.evidence < probabilityOf(knowledge.levels.longTextSpan) ? { ...worst!, level: 'none', kind: null } : worst!;
  return withMentions(judged, () => {
    const contacts = findPostContacts(readPost(bounded, knowledge.fold), [], knowledge);
    return mentionsOf(bounded, contacts)
      .slice(0, MAX_MENTIONS)
      .map((each) => (each.field === 'text' ? { ...each, start: back(each.start), end: back(each.end) } : each));
  });
}

/** The post with its text cut as `capText` does and its short fields cut at the end: offsets stay what they are. */
function truncatePost(post: JobPost): JobPost {
  const { title, company, location, salary, poster } = post;
  const contacts: string[] = [];
  let room = MAX_SHORT_FIELD_UNITS;
  for (const contact of post.contacts) {
    if (contact.length > room) break;
    contacts.push(contact);
    room -= contact.length + 1;
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

/** A part of a longer text, judged as a post of its own; what it was judged by holds until the next part is read. */
interface JudgedSpan {
  features: ExtractedFeatures;
  judgement: Judgement;
}

function judgeSpan(
  post: JobPost,
  { start, end, inAwarenessArticle }: LongTextSpan,
  knowledge: Knowledge,
  hint: string | null,
): JudgedSpan {
  const part = { ...post, text: post.text.slice(start, end) };
  const features = extractFeatures(part, knowledge, hint, knowledge.scratch.post);
  return { features, judgement: judge(features, knowledge, inAwarenessArticle) };
}

/** `start`: offset of the part in the text that the reader sees. */
function explainSpan(
  { features, judgement }: JudgedSpan,
  start: number,
  knowledge: Knowledge,
): AnalysisWithoutMentions {
  const reasons = shiftOffsets(explain(judgement, features, knowledge), start);
  return { ...summary(features.language, judgement), reasons };
}

function summary(
  language: string,
  { level, kind, score, isAwarenessText }: Judgement,
): Omit<AnalysisWithoutMentions, 'reasons'> {
  return { language, level, kind, score, evidence: score, isAwarenessText };
}

/** `readAwareness`: whether it is an awareness text. */
function withMentions(
  found: AnalysisWithoutMentions,
  read: () => QuotedMention[],
  readAwareness: () => boolean = () => found.isAwarenessText,
): Analysis {
  return new AnalysisOfPost(found, read, readAwareness);
}

/** An analysis of which some is read on demand: it is needed only when a list has something of the post. */
class AnalysisOfPost implements Analysis {
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

/** Offsets of a piece of the text, as offsets of the whole. */
function shiftOffsets(reasons: readonly Reason[], by: number): Reason[] {
  return reasons.map((each) =>
    each.field === 'text' && each.start !== null && each.end !== null
      ? { ...each, start: each.start + by, end: each.end + by }
      : each,
  );
}
