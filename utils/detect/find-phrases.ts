/**
 * Turns the raw matches of the word graph into phrases with a meaning. It checks accents, joins the parts of phrases with
 * gaps, and applies benign contexts.
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
import { phrasePartsOf, type PhraseParts } from './phrase-parts.ts';
import { fieldOf, type PostText } from './post-text.ts';

// Own copies: V8 folds the constants of a module, but reads imported ones from memory at each use
const BOUNDARY = boundary;
const SUBSTITUTED = substituted;
const SYMBOL_BREAK = symbolBreak;
const SENTENCE_BREAK = sentenceBreak;
const ZERO_WIDTH = zeroWidth;
const SCRIPT_OF = scriptOf;
const UNSPACED = unspaced;

/** A phrase of the lexicon in a text. `from` and `to` (exclusive) are folded units. */
export interface FoundPhrase {
  kind: PayloadKind;
  id: number;
  /** Index into the languages; `ANY_LANGUAGE` for places, `SERVICE_LANGUAGE` for channels. */
  language: number;
  from: number;
  to: number;
  /** The word was disguised: look-alikes, signs or gaps inside it. */
  isDisguised: boolean;
  /** Common in honest ads, too: it counts little. */
  isWeak: boolean;
}

/** Limits of a search: see `MatchInput`. */
export type SearchLimits = Pick<MatchInput, 'kinds' | 'minEnds'>;

const PART = PAYLOAD_KINDS.indexOf('part');
const BENIGN = PAYLOAD_KINDS.indexOf('benign');
const MONEY = PAYLOAD_KINDS.indexOf('money');

/** Phrases of a post, in order of their start. `active`: by language, 1 where the post is written in it. */
export function findPhrases(
  post: PostText,
  knowledge: Knowledge,
  active: Uint8Array,
  limits: SearchLimits = {},
): FoundPhrase[] {
  const { graph, scratch } = knowledge;
  const { text } = post;
  const raw = matchPhrases({ graph, scratch, text, ...limits }, active);
  const phrases: FoundPhrase[] = [];
  if (raw.length === 0) return phrases;
  const parts = phrasePartsOf(knowledge);
  parts.startSearch();
  let accents: AccentChecker | null = null;
  const benignContexts = new BenignContexts(raw, text, parts);
  const { starts, ends, payloads } = raw;
  for (let i = 0; i < raw.length; i++) {
    const value = payloads[i] as number;
    const from = starts[i] as number;
    const to = ends[i] as number;
    const id = payloadId(value);
    const kind = payloadKind(value);
    if (kind === BENIGN || (kind === PART && parts.kindOf(id) === BENIGN)) continue;
    const effect = kind === PART ? null : benignContexts.effectOn(from, to);
    if (effect === SUPPRESS && kind !== MONEY) continue;
    if ((value & ACCENT_SENSITIVE) !== 0 && !(accents ??= new AccentChecker(post, knowledge)).fits(from, to, value))
      continue;
    if (kind === PART) {
      const phrase = parts.add(text, id, from, to);
      // The context must cover the whole phrase: it may cover a single part by chance
      const wholeEffect = phrase === null ? SUPPRESS : benignContexts.effectOn(phrase.from, phrase.to);
      if (phrase !== null && wholeEffect !== SUPPRESS)
        phrases.push({
          kind: PAYLOAD_KINDS[phrase.kind] as PayloadKind,
          id: phrase.id,
          language: phrase.language,
          from: phrase.from,
          to,
          isDisguised: false,
          isWeak: wholeEffect === WEAKEN,
        });
      continue;
    }
    const name = PAYLOAD_KINDS[kind] as PayloadKind;
    if (isRepeated(phrases, name, id, from, to)) continue;
    phrases.push({
      kind: name,
      id,
      language: payloadLanguage(value),
      from,
      to,
      isDisguised: isDisguised(text, from, to),
      isWeak: effect === WEAKEN,
    });
  }
  return phrases;
}

/** The same words with the same meaning in another language's list: simplified and traditional Chinese share most. */
function isRepeated(phrases: readonly FoundPhrase[], kind: PayloadKind, id: number, from: number, to: number): boolean {
  for (let i = phrases.length - 1; i >= 0; i--) {
    const phrase = phrases[i] as FoundPhrase;
    if (phrase.from !== from || phrase.to !== to) return false;
    if (phrase.kind === kind && phrase.id === id) return true;
  }
  return false;
}

/** Effects of a benign context on the phrases inside it: they are dropped, or count little. */
const SUPPRESS = 0;
const WEAKEN = 1;
type ContextEffect = typeof SUPPRESS | typeof WEAKEN | null;

/** Benign contexts of a text: everyday wordings that contain words of a lure (`knowledge/benign-contexts.yaml`). */
class BenignContexts {
  private readonly spans: { from: number; to: number; effect: ContextEffect }[] = [];
  private next = 0;

  constructor({ length, payloads, starts, ends }: PhraseMatches, text: FoldedText, parts: PhraseParts) {
    let isInOrder = true;
    for (let i = 0; i < length; i++) {
      const value = payloads[i] as number;
      const kind = payloadKind(value);
      if (kind === BENIGN) this.add(starts[i] as number, ends[i] as number, payloadId(value));
      if (kind !== PART || parts.kindOf(payloadId(value)) !== BENIGN) continue;
      const whole = parts.add(text, payloadId(value), starts[i] as number, ends[i] as number);
      if (whole === null) continue;
      this.add(whole.from, whole.to, whole.id);
      isInOrder = false;
    }
    if (!isInOrder) this.spans.sort((a, b) => a.from - b.from);
  }

  private add(from: number, to: number, id: number): void {
    this.spans.push({ from, to, effect: id === 1 ? WEAKEN : SUPPRESS });
  }

  /** Must be called with spans in order of their start. */
  effectOn(from: number, to: number): ContextEffect {
    if (this.spans.length === 0) return null;
    while (this.next < this.spans.length && (this.spans[this.next]?.to ?? 0) <= from) this.next++;
    let cover: ContextEffect = null;
    for (let i = this.next; i < this.spans.length; i++) {
      const span = this.spans[i];
      if (span === undefined || span.from > from) break;
      if (span.to >= to && (cover === null || span.effect === SUPPRESS)) cover = span.effect;
    }
    return cover;
  }
}

/** Whether a word is broken by signs or written with letters of another alphabet. */
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

/** Whether a zero-width character stands inside a Latin word. */
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

/** Whether a sign, and nothing else, stands between two of the letters. */
function holdsSign(flags: Uint8Array, from: number, to: number): boolean {
  for (let i = from + 1; i < to; i++)
    if (((flags[i] as number) & (BOUNDARY | SENTENCE_BREAK)) === SYMBOL_BREAK) return true;
  return false;
}

const accentReaders = new WeakMap<Int32Array, AccentReader>();

function accentReaderOf({ fold: { unitTable } }: Knowledge): AccentReader {
  let reader = accentReaders.get(unitTable);
  if (reader === undefined) accentReaders.set(unitTable, (reader = new AccentReader(unitTable)));
  return reader;
}

/** Checks Vietnamese accents: the words must have those of the phrase, or the whole field must have none. */
class AccentChecker {
  private readonly post: PostText;
  private readonly knowledge: Knowledge;
  private readonly reader: AccentReader;
  private readonly usesAccentsByField = new Map<string, boolean>();

  constructor(post: PostText, knowledge: Knowledge) {
    this.post = post;
    this.knowledge = knowledge;
    this.reader = accentReaderOf(knowledge);
  }

  fits(from: number, to: number, value: number): boolean {
    const range = fieldOf(this.post, from);
    const { offsets: at } = this.post.text;
    const next = to < range.to ? (at[to] as number) : range.source.length;
    const end = Math.min(next, range.source.length, (at[to - 1] as number) + 4);
    this.reader.readSpan(range.source, at[from] as number, end, value);
    if (includesKey(this.knowledge.accentKeys(), this.reader.key)) return true;
    return this.reader.isUnaccented && !this.isAccented(range.field, range.source);
  }

  private isAccented(field: string, source: string): boolean {
    let known = this.usesAccentsByField.get(field);
    if (known === undefined) this.usesAccentsByField.set(field, (known = usesAccents(source.slice(0, 20_000))));
    return known;
  }
}
