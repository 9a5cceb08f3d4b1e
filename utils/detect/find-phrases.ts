/**
 * From raw finds of the automaton to what they mean: accents checked, phrases in
 * several stretches put together, and in the disguised readings only what they add.
 */
import { matchPhrases, type MatchInput } from '../text/phrase-matcher.ts';
import type { PhraseMatches } from '../text/phrase-matches.ts';
import {
  payloadId,
  payloadKind,
  payloadLanguage,
  PAYLOAD_KINDS,
  ACCENT_SENSITIVE,
  type PayloadKind,
} from '../text/payload.ts';
import {
  BOUNDARY as boundary,
  SUBSTITUTED as substituted,
  SYMBOL_BREAK as symbolBreak,
  SENTENCE_BREAK as sentenceBreak,
  ZERO_WIDTH as zeroWidth,
  type FoldedText,
} from '../text/folded-text.ts';
import { LATIN, SCRIPT_MASK, SCRIPT_OF as scriptOf, UNSPACED as unspaced } from '../text/scripts.ts';
import { includesKey, usesAccents, AccentReader } from '../text/accents.ts';
import type { Knowledge } from './knowledge.ts';
import { fieldOf, type PostText } from './post-text.ts';

// Own copies: V8 folds the constants of a module, but reads imported ones from memory at each use
const BOUNDARY = boundary;
const SUBSTITUTED = substituted;
const SYMBOL_BREAK = symbolBreak;
const SENTENCE_BREAK = sentenceBreak;
const ZERO_WIDTH = zeroWidth;
const SCRIPT_OF = scriptOf;
const UNSPACED = unspaced;

export interface Find {
  kind: PayloadKind;
  id: number;
  /** Index into the languages; `ANY_LANGUAGE` for places and channels. */
  language: number;
  from: number;
  to: number;
  /** The word was disguised: look-alikes, signs or gaps inside it. */
  masked: boolean;
  /** Common in honest ads, too: it counts little. */
  weak: boolean;
}

/** Limits of a search: see `MatchInput`. */
export type SearchLimits = Pick<MatchInput, 'kinds' | 'minEnds'>;

/** Phrases of a post, in order of their start. `active`: by language, 1 where the post is written in it. */
export function findPhrases(
  post: PostText,
  knowledge: Knowledge,
  active: Uint8Array,
  limits: SearchLimits = {},
): Find[] {
  const { graph, scratch } = knowledge;
  const raw = matchPhrases({ graph, scratch, text: post.text, ...limits }, active);
  const finds: Find[] = [];
  const stretches = new PhraseParts(post.text, knowledge);
  let accents: ToneChecker | null = null;
  const benignContexts = new BenignContexts(raw, post.text, knowledge);
  for (let i = 0; i < raw.length; i++) {
    const value = raw.payloads[i] as number;
    const from = raw.starts[i] as number;
    const to = raw.ends[i] as number;
    const language = payloadLanguage(value);
    const kind = PAYLOAD_KINDS[payloadKind(value)] as PayloadKind;
    if (kind === 'benign' || (kind === 'part' && stretches.meaningOf(payloadId(value)) === 'benign')) continue;
    const cover = kind === 'part' ? null : benignContexts.effectOn(from, to);
    if (cover === SUPPRESS && kind !== 'money') continue;
    if ((value & ACCENT_SENSITIVE) !== 0 && !(accents ??= new ToneChecker(post, knowledge)).fit(from, to, value))
      continue;
    if (kind === 'part') {
      const whole = stretches.addPart(payloadId(value), from, to);
      // Covered is the phrase as a whole: an everyday wording may hold one of its words
      const over = whole === null ? SUPPRESS : benignContexts.effectOn(whole.from, whole.to);
      if (whole !== null && over !== SUPPRESS) finds.push({ ...whole, weak: over === WEAKEN });
      continue;
    }
    if (isRepeated(finds, kind, payloadId(value), from, to)) continue;
    finds.push({
      kind,
      id: payloadId(value),
      language,
      from,
      to,
      masked: isDisguised(post.text, from, to),
      weak: cover === WEAKEN,
    });
  }
  return finds;
}

/** The same words with the same meaning in another language's list: simplified and traditional Chinese share most. */
function isRepeated(finds: readonly Find[], kind: PayloadKind, id: number, from: number, to: number): boolean {
  for (let i = finds.length - 1; i >= 0; i--) {
    const find = finds[i] as Find;
    if (find.from !== from || find.to !== to) return false;
    if (find.kind === kind && find.id === id) return true;
  }
  return false;
}

/** What an everyday wording makes of the phrases inside it: they mean nothing, or little. */
const SUPPRESS = 0;
const WEAKEN = 1;
type ContextEffect = typeof SUPPRESS | typeof WEAKEN | null;

/** Wordings of everyday ads and texts that hold words of a lure by chance (`knowledge/benign-contexts.yaml`). */
class BenignContexts {
  private readonly spans: { from: number; to: number; cover: ContextEffect }[] = [];
  private next = 0;

  constructor(raw: PhraseMatches, text: FoldedText, knowledge: Knowledge) {
    const stretches = new PhraseParts(text, knowledge);
    let inOrder = true;
    for (let i = 0; i < raw.length; i++) {
      const value = raw.payloads[i] as number;
      const kind = PAYLOAD_KINDS[payloadKind(value)];
      if (kind === 'benign') this.add(raw.starts[i] as number, raw.ends[i] as number, payloadId(value));
      if (kind !== 'part' || stretches.meaningOf(payloadId(value)) !== 'benign') continue;
      const whole = stretches.addPart(payloadId(value), raw.starts[i] as number, raw.ends[i] as number);
      if (whole === null) continue;
      this.add(whole.from, whole.to, whole.id);
      inOrder = false;
    }
    if (!inOrder) this.spans.sort((a, b) => a.from - b.from);
  }

  private add(from: number, to: number, id: number): void {
    this.spans.push({ from, to, cover: id === 1 ? WEAKEN : SUPPRESS });
  }

  /** Finds are asked about in order of their beginning. */
  effectOn(from: number, to: number): ContextEffect {
    while (this.next < this.spans.length && (this.spans[this.next]?.to ?? 0) <= from) this.next++;
    let cover: ContextEffect = null;
    for (let i = this.next; i < this.spans.length; i++) {
      const span = this.spans[i];
      if (span === undefined || span.from > from) break;
      if (span.to >= to && (cover === null || span.cover === SUPPRESS)) cover = span.cover;
    }
    return cover;
  }
}

/** A word broken by signs or written with letters of another alphabet. */
export function isDisguised(text: FoldedText, from: number, to: number): boolean {
  const { flags } = text;
  let some = (flags[from] as number) & SUBSTITUTED;
  let edges = 0;
  for (let i = from + 1; i < to; i++) {
    const flag = flags[i] as number;
    some |= flag;
    edges += (flag & BOUNDARY) === 0 ? 0 : 1;
  }
  if ((some & SUBSTITUTED) !== 0) return true;
  if ((some & (BOUNDARY | ZERO_WIDTH)) === 0) return false;
  if ((some & ZERO_WIDTH) !== 0 && hidesInLatin(text, from, to)) return true;
  const isSpread = edges === to - from - 1 && to - from >= 4;
  if (!isSpread && (some & SYMBOL_BREAK) === 0) return false;
  const spaced = ((SCRIPT_OF[text.units[from] as number] as number) & UNSPACED) === 0;
  const signed = (some & SYMBOL_BREAK) !== 0 && holdsSign(flags, from, to);
  return isSpread ? spaced || signed : signed && to - from <= 12 && spaced;
}

/** A control that is not seen, inside a Latin word. */
function hidesInLatin({ units, flags }: FoldedText, from: number, to: number): boolean {
  for (let i = from + 1; i < to; i++) {
    if (
      ((flags[i] as number) & ZERO_WIDTH) !== 0 &&
      ((SCRIPT_OF[units[i] as number] as number) & SCRIPT_MASK) === LATIN
    )
      return true;
  }
  return false;
}

/** A sign and nothing else between two letters. */
function holdsSign(flags: Uint8Array, from: number, to: number): boolean {
  for (let i = from + 1; i < to; i++)
    if (((flags[i] as number) & (BOUNDARY | SENTENCE_BREAK)) === SYMBOL_BREAK) return true;
  return false;
}

const readers = new WeakMap<Int32Array, AccentReader>();

function readerOf({ fold: { unitTable: step } }: Knowledge): AccentReader {
  let reader = readers.get(step);
  if (reader === undefined) readers.set(step, (reader = new AccentReader(step)));
  return reader;
}

/** Vietnamese tones: a find must be written as the phrase is, or the whole field without accents. */
class ToneChecker {
  private readonly post: PostText;
  private readonly knowledge: Knowledge;
  private readonly reader: AccentReader;
  private readonly accented = new Map<string, boolean>();

  constructor(post: PostText, knowledge: Knowledge) {
    this.post = post;
    this.knowledge = knowledge;
    this.reader = readerOf(knowledge);
  }

  fit(from: number, to: number, value: number): boolean {
    const range = fieldOf(this.post, from);
    const { offsets: at } = this.post.text;
    const next = to < range.to ? (at[to] as number) : range.source.length;
    const end = Math.min(next, range.source.length, (at[to - 1] as number) + 4);
    this.reader.readSpan(range.source, at[from] as number, end, value);
    if (includesKey(this.knowledge.toneKeys(), this.reader.key)) return true;
    return this.reader.unaccented && !this.isAccented(range.field, range.source);
  }

  private isAccented(field: string, source: string): boolean {
    let known = this.accented.get(field);
    if (known === undefined) this.accented.set(field, (known = usesAccents(source.slice(0, 20_000))));
    return known;
  }
}

/** Puts stretches of one phrase together as they come, in order of the text. */
class PhraseParts {
  private readonly text: FoldedText;
  private readonly knowledge: Knowledge;
  /** Per phrase: where each stretch ended last, and where the phrase began. */
  private readonly open = new Map<number, ({ from: number; to: number } | undefined)[]>();

  constructor(text: FoldedText, knowledge: Knowledge) {
    this.text = text;
    this.knowledge = knowledge;
  }

  /** What the phrase that a stretch belongs to means. */
  meaningOf(part: number): PayloadKind | undefined {
    const { numbers, starts } = this.knowledge.stretched;
    const start = starts[this.knowledge.parts[2 * part] ?? 0];
    return start === undefined ? undefined : PAYLOAD_KINDS[payloadKind(numbers[start] as number)];
  }

  /** The phrase that ends with this stretch, or null while more of it must come. */
  addPart(part: number, from: number, to: number): Find | null {
    const phrase = this.knowledge.parts[2 * part] ?? 0;
    const index = this.knowledge.parts[2 * part + 1] ?? 0;
    const { numbers, starts } = this.knowledge.stretched;
    const start = starts[phrase];
    if (start === undefined) return null;
    const gaps = numbers[start + 1] as number;
    let ends = this.open.get(phrase);
    if (ends === undefined) this.open.set(phrase, (ends = []));
    let begin = from;
    if (index > 0) {
      const before = ends[index - 1];
      if (before === undefined || !isWithinWords(this.text, before.to, from, numbers[start + 1 + index] as number))
        return null;
      begin = before.from;
    }
    if (index < gaps) {
      ends[index] = { from: begin, to };
      return null;
    }
    const value = numbers[start] as number;
    return {
      kind: PAYLOAD_KINDS[payloadKind(value)] as PayloadKind,
      id: payloadId(value),
      language: payloadLanguage(value),
      from: begin,
      to,
      masked: false,
      weak: false,
    };
  }
}

/** At most `words` words between two stretches of one sentence; three letters make a word where none are parted. */
function isWithinWords(text: FoldedText, end: number, start: number, words: number): boolean {
  if (start < end) return false;
  const reach = 3 * words + (words === 0 ? 1 : 0);
  let edges = 0;
  let letters = 0;
  for (let i = end; i <= start; i++) {
    const flag = text.flags[i] ?? 0;
    const unspaced = ((SCRIPT_OF[text.units[i] ?? 0] ?? 0) & UNSPACED) !== 0;
    if ((flag & SENTENCE_BREAK) !== 0 && !unspaced) return false;
    if (unspaced) letters++;
    else if ((flag & BOUNDARY) !== 0) edges++;
    // An open end ("ticket*") may have letters of its own word left
    if (edges > words + 1 || letters > reach + 1 || i - end > 80) return false;
  }
  return true;
}
