/** What a phrase of the lexicon means, packed into one 32-bit number: kind, id, language and flags. */

/** Kinds of meaning. `benign`: a context in which the words of a signal are ordinary. `part`: one part of a phrase with gaps. */
export const PAYLOAD_KINDS = ['signal', 'concept', 'place', 'channel', 'part', 'money', 'benign'] as const;
export type PayloadKind = (typeof PAYLOAD_KINDS)[number];

const ID_SHIFT = 3;
const ID_MASK = 0x7fff;
/** Ids run from 0 to `PAYLOAD_IDS` - 1. */
export const PAYLOAD_IDS = ID_MASK + 1;
const LANGUAGE_SHIFT = 18;
const LANGUAGE_MASK = 0x1f;
/** The phrase may begin inside a word (`*word` in the lexicon). */
export const OPEN_START = 1 << 23;
/** The phrase may end inside a word (`word*`). */
export const OPEN_END = 1 << 24;
export const SEVERAL_WORDS = 1 << 25;
/** Accents carry meaning: a match counts when the accents fit (`accents.ts`). */
export const ACCENT_SENSITIVE = 1 << 26;
/** A later part of a phrase. It counts only when the part with the id before it stands earlier in the text. */
export const NEEDS_PREVIOUS_PART = 1 << 27;

/** Language number of phrases that belong to no language (places, money). */
export const ANY_LANGUAGE = 31;
/**
 * Language number of the names of chat services. They are searched first, in every text, and most texts need no other
 * phrases: their graph is apart, so that it is soon read.
 */
export const SERVICE_LANGUAGE = 30;

/** Throws a RangeError when the id or the language number does not fit. */
export function payload(kind: PayloadKind, id: number, language: number, flags: number): number {
  if (id > ID_MASK || language > LANGUAGE_MASK) throw new RangeError(`payload out of range: ${kind} ${id} ${language}`);
  return PAYLOAD_KINDS.indexOf(kind) | (id << ID_SHIFT) | (language << LANGUAGE_SHIFT) | flags;
}

/** Bit set with one bit for each of these kinds. */
export const kindMask = (...kinds: readonly PayloadKind[]): number =>
  kinds.reduce((bits, kind) => bits | (1 << PAYLOAD_KINDS.indexOf(kind)), 0);

/** Index into `PAYLOAD_KINDS`. */
export const payloadKind = (value: number): number => value & 7;
export const payloadId = (value: number): number => (value >> ID_SHIFT) & ID_MASK;
export const payloadLanguage = (value: number): number => (value >> LANGUAGE_SHIFT) & LANGUAGE_MASK;
