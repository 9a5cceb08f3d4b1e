/** The engine: a post and knowledge in, an analysis out; with what the lists say of its mentions, a verdict. */
import type { Hit, Mention } from '../model/indicator.ts';
import { capText, type JobPost } from '../model/job-post.ts';
import type { Level, Reason, Verdict } from '../model/verdict.ts';
import type { Reading as LetterReading } from '../text/fold.ts';
import type { FoldedText } from '../text/folded-text.ts';
import { HAN, HANGUL, KANA } from '../text/scripts.ts';
import { contactFacts, mentionsOf, readContacts, type PlacedContact } from './contact-facts.ts';
import { explain } from './explain.ts';
import { findsOf, phraseFacts, type Fact } from './facts.ts';
import { lineBreaks, readGuard, type Guard } from './guard.ts';
import type { Knowledge } from './knowledge.ts';
import { readLanguages } from './language.ts';
import { payFacts, readPay } from './pay-facts.ts';
import { rawFinds, resolve, type Find } from './phrases.ts';
import { readJourney } from './place-facts.ts';
import { readPost, type PostText } from './reading.ts';
import { weigh, type Points } from './signals.ts';

export { KNOWLEDGE_TARGETS, KnowledgeError, loadKnowledge, type Knowledge } from './knowledge.ts';

/** What the post says by itself, before any list is asked. */
export interface Analysis {
  language: string;
  level: Level;
  kind: 'lure' | 'job-scam' | null;
  score: number;
  reasons: Reason[];
  /** News, a warning or a story: hits in it are notes. */
  guarded: boolean;
  /** What to look up in the lists. */
  mentions: Mention[];
}

/** Longest text read in one piece; a longer one is read in overlapping pieces and the worst one counts. */
const PIECE = 12_000;
const OVERLAP = 2_000;

/** Pure and synchronous. `hint`: language that the page or the caller names. */
export function analyse(post: JobPost, knowledge: Knowledge, hint: string | null = null): Analysis {
  const capped: JobPost = { ...post, text: capText(post.text) };
  if (capped.text.length <= PIECE) return analysePiece(capped, knowledge, hint);
  let worst: Analysis | null = null;
  let mentions: Mention[] = [];
  for (let start = 0; start < capped.text.length; start += PIECE - OVERLAP) {
    const piece = analysePiece({ ...capped, text: capped.text.slice(start, start + PIECE) }, knowledge, hint);
    const moved = moveBy(piece, start);
    mentions = mentions.concat(moved.mentions.filter((mention) => start === 0 || mention.field === 'text'));
    if (worst === null || moved.score > worst.score) worst = moved;
    if (start + PIECE >= capped.text.length) break;
  }
  return { ...(worst as Analysis), mentions: mentions.slice(0, 2000) };
}

function moveBy(analysis: Analysis, by: number): Analysis {
  const move = <T extends { field: string; start: number | null; end: number | null }>(each: T): T =>
    each.field === 'text' && each.start !== null && each.end !== null
      ? { ...each, start: each.start + by, end: each.end + by }
      : each;
  return { ...analysis, reasons: analysis.reasons.map(move), mentions: analysis.mentions.map(move) };
}

function analysePiece(post: JobPost, knowledge: Knowledge, hint: string | null): Analysis {
  const text = readPost(post, knowledge.fold);
  const raw = rawFinds(text, knowledge);
  const languages = readLanguages(text.text, raw, knowledge, hint);
  const finds = resolve(text, raw, knowledge, languages.active);
  const hidden = text.text.mixed ? disguised(post, text, finds, knowledge, languages.active) : [];
  const all = [...finds, ...hidden].sort((a, b) => a.from - b.from);
  const contacts = readContacts(text, all, knowledge);
  const journey = readJourney(findsOf(all, 'place'), knowledge.places, languages.main);
  const amounts = readPay(text, finds, knowledge, languages.main);
  const facts: Fact[] = [
    ...phraseFacts(all, text.text, knowledge),
    ...journey.facts,
    ...contactFacts(text, contacts, all, post.company, journey.countries),
    ...payFacts(amounts, journey.countries, knowledge),
    ...maskedFacts(all, knowledge),
  ];
  return judge(post, text, facts, contacts, languages.main, knowledge);
}

/** What only shows when digits and signs are read as letters: "K3mboja". */
function disguised(
  post: JobPost,
  plain: PostText,
  finds: readonly Find[],
  knowledge: Knowledge,
  active: readonly boolean[],
): Find[] {
  const found: Find[] = [];
  const known = new Set(finds.map((find) => `${find.kind}:${find.id}:${find.from}`));
  for (const letters of ['i', 'l'] as const satisfies readonly LetterReading[]) {
    const text = readPost(post, knowledge.fold, letters);
    // Signs read as letters are units of their own: back to the plain reading by offset
    for (const find of resolve(text, rawFinds(text, knowledge), knowledge, active)) {
      if (!find.masked) continue;
      const range = plain.fields.findIndex((_, index) => find.from < (text.fields[index]?.to ?? 0));
      const from = plainUnit(plain, range, text.text.at[find.from] ?? 0);
      const to = Math.max(from + 1, plainUnit(plain, range, (text.text.at[find.to - 1] ?? 0) + 1));
      const key = `${find.kind}:${find.id}:${from}`;
      if (known.has(key)) continue;
      known.add(key);
      found.push({ ...find, from, to });
    }
  }
  return found;
}

function plainUnit(plain: PostText, field: number, offset: number): number {
  const range = plain.fields[field];
  if (range === undefined) return 0;
  let low = range.from;
  let high = range.to;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((plain.text.at[middle] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return Math.min(low, Math.max(range.from, range.to - 1));
}

/** A disguised place, channel or telling phrase. */
function maskedFacts(finds: readonly Find[], knowledge: Knowledge): Fact[] {
  const find = finds.find(
    (each) =>
      each.masked &&
      (each.kind === 'place' ||
        each.kind === 'channel' ||
        (each.kind === 'signal' && (knowledge.signals.get(knowledge.signalIds[each.id] ?? '')?.weight ?? 0) > 0)),
  );
  return find === undefined ? [] : [{ id: 'masked-words', from: find.from, to: find.to, language: null, masked: true }];
}

function judge(
  post: JobPost,
  text: PostText,
  facts: readonly Fact[],
  contacts: readonly PlacedContact[],
  language: string,
  knowledge: Knowledge,
): Analysis {
  const breaks = text.fields.flatMap((range) => lineBreaks(text.text, range.source, range.from, range.to));
  const guard = readGuard(facts, text.text, breaks);
  const counted = guard.guarded ? guard.open : facts;
  const points = weigh(counted, knowledge);
  const reviewed = knowledge.meta.languages.find((each) => each.id === language)?.reviewed === true;
  const offer = !guard.guarded || contacts.some((each) => each.kind !== 'phone' && each.kind !== 'domain');
  const { level, kind, score } = decide(points, guard, offer, reviewed, lengthPoints(text.text, knowledge), knowledge);
  return {
    language,
    level,
    kind,
    score,
    reasons: explain(counted, kind, text, knowledge),
    guarded: guard.guarded && level === 'none',
    mentions: mentionsOf(post, contacts),
  };
}

/** How much more a long text must show, in points. */
function lengthPoints(text: FoldedText, knowledge: Knowledge): number {
  const { freeLetters, perDoubling } = knowledge.levels;
  let dense = 0;
  for (const script of [HAN, KANA, HANGUL]) dense += text.scripts[script] ?? 0;
  // One ideograph says as much as two and a half letters
  const letters = text.length + 1.5 * dense;
  return letters <= freeLetters ? 0 : perDoubling * Math.log2(letters / freeLetters);
}

function decide(
  points: Points,
  guard: Guard,
  offer: boolean,
  reviewed: boolean,
  length: number,
  knowledge: Knowledge,
): Pick<Analysis, 'level' | 'kind' | 'score'> {
  const { caution, danger } = knowledge.levels;
  const kind = points.jobScam > points.lure ? 'job-scam' : 'lure';
  const raised = Math.max(points.lure, points.jobScam);
  const doubt = guard.guarded || guard.doubtful ? 1.5 : 0;
  const worth = Math.max(0, raised + points.counter - doubt - length);
  const score = 1 / (1 + Math.exp(-(worth - caution) / 1.2));
  if (worth < caution || points.raising < 2 || !offer) {
    return { level: 'none', kind: null, score: offer ? score : Math.min(score, 0.2) };
  }
  const sure = worth >= danger && !guard.guarded && (reviewed || points.beyondLanguage);
  return { level: sure ? 'danger' : 'caution', kind, score };
}

/** The verdict, with what the lists say. `today`: `YYYY-MM-DD`. */
export function conclude(analysis: Analysis, hits: readonly Hit[], today: string): Verdict {
  const { language, score, reasons } = analysis;
  const live = hits.filter(({ listing }) => listing.expiresOn === undefined || listing.expiresOn >= today);
  const strongest = live.toSorted((a, b) => strengthOf(b) - strengthOf(a))[0];
  if (strongest === undefined) return { level: analysis.level, kind: analysis.kind, score, language, reasons };
  if (analysis.guarded) {
    return {
      level: 'none',
      kind: null,
      score,
      language,
      reasons: [listed(strongest, 'listed-in-warning', 'note'), ...reasons],
    };
  }
  const certain = strengthOf(strongest) === 2;
  const level: Level = certain || analysis.level === 'danger' ? 'danger' : 'caution';
  const id = strongest.listing.disputedSince !== undefined ? 'listed-disputed' : certain ? 'listed' : 'listed-name';
  return {
    level,
    kind: 'listed',
    score: Math.max(score, certain ? 0.99 : 0.7),
    language,
    reasons: [listed(strongest, id, certain ? 'strong' : 'sign'), ...reasons],
    listing: strongest.listing,
  };
}

/** 2: a contact, domain or account; 1: a name or a text alone, or under dispute. */
function strengthOf({ mention, listing }: Hit): number {
  if (listing.disputedSince !== undefined) return 1;
  return mention.kind === 'company' || mention.kind === 'text' ? 1 : 2;
}

function listed({ mention, listing }: Hit, id: string, severity: Reason['severity']): Reason {
  const { field, start, end } = mention;
  return { id, severity, field, quote: null, start, end, source: listing.publisher };
}
