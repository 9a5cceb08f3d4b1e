/** The first reading of a post: folded text, languages, contacts, and the text model's log-odds. */
import type { JobPost } from '../model/job-post.ts';
import type { UnitSpan } from '../model/span.ts';
import type { FoldedText } from '../text/folded-text.ts';
import { ANY_LANGUAGE, kindMask, SERVICE_LANGUAGE } from '../text/payload.ts';
import { HAN, HANGUL, KANA } from '../text/scripts.ts';
import { findPostContacts, type PlacedContact } from './contact-facts.ts';
import { detectLanguages, type Languages } from './detect-languages.ts';
import { findDisguised } from './find-disguised.ts';
import { findPhrases, type FoundPhrase } from './find-phrases.ts';
import type { Knowledge } from './knowledge.ts';
import { modelSpans } from './model-spans.ts';
import { readPost, type PostText } from './post-text.ts';
import { classify, type TextOutput } from './text-classifier.ts';
import { THRESHOLDS } from './thresholds.ts';

export interface Wording {
  text: PostText;
  languages: Languages;
  /** Names of chat services, without disguised ones. */
  serviceWords: readonly FoundPhrase[];
  contacts: PlacedContact[];
  /** Spans that the text model reads: see `modelSpans`. */
  spans: readonly UnitSpan[];
  /** Null without a text model. */
  modelOutput: TextOutput | null;
  /** 0 to 1: how far a text of this length can be judged by its wording. */
  reliability: number;
  /** 0 to 1: how short it is. */
  shortness: number;
}

/** `into`: receives the folded text; the result is valid until it is filled anew. */
export function readWording(post: JobPost, knowledge: Knowledge, hint: string | null, into?: FoldedText): Wording {
  const text = readPost(post, knowledge.fold, into);
  const serviceWords = findPhrases(text, knowledge, SERVICE_LANGUAGE_ONLY, SERVICE_WORDS);
  const contacts = findPostContacts(text, serviceWords, knowledge);
  const letters = titleAndTextLetters(text);
  const { unreliableLetters, reliableLetters, fewestLetters, shortLetters, longLetters } = THRESHOLDS;
  return {
    text,
    languages: detectLanguages(text.text, knowledge, hint),
    serviceWords,
    reliability: fractionBetween(letters, unreliableLetters, reliableLetters),
    shortness: letters < fewestLetters ? 0 : 1 - fractionBetween(letters, shortLetters, longLetters),
    ...readSpans(text, contacts, knowledge),
  };
}

const SERVICE_WORDS = { kinds: kindMask('channel') };
const SERVICE_LANGUAGE_ONLY = new Uint8Array(ANY_LANGUAGE + 1);
SERVICE_LANGUAGE_ONLY[SERVICE_LANGUAGE] = 1;

/** Log-odds of the text model, without contacts. */
export function readSpans(
  text: PostText,
  contacts: PlacedContact[],
  { model, levels }: Knowledge,
): Pick<Wording, 'contacts' | 'spans' | 'modelOutput'> {
  const spans = modelSpans(text, contacts);
  return { contacts, spans, modelOutput: model === null ? null : classify(model, text.text, spans, levels.harmless) };
}

/** Contacts of a post, also those beside the name of a chat service in disguise. */
export function findAllContacts({ text, serviceWords, contacts }: Wording, knowledge: Knowledge): PlacedContact[] {
  const hidden = findDisguised(text, serviceWords, { knowledge, active: SERVICE_LANGUAGE_ONLY, ...SERVICE_WORDS });
  return hidden.length === 0 ? contacts : findPostContacts(text, [...serviceWords, ...hidden], knowledge);
}

/**
 * Whether the text model alone shows that a post harms nobody. Its output is below one bound for the whole post and
 * below another for each span of it. No harmful post of the held-out rows is below both. Such a post is not searched for
 * phrases; that search takes more than half of a verdict's time.
 */
export function isSurelyHarmless({ modelOutput, reliability, text }: Wording, { levels }: Knowledge): boolean {
  if (modelOutput === null || reliability < 1) return false;
  if (text.text.substitutionCandidates.length * THRESHOLDS.minUnitsPerCandidate > text.text.length) return false;
  const margin = modelOutput.warning < 0 ? levels.harmlessStretch : levels.harmlessStretchInWarning;
  return modelOutput.harm < levels.harmless && modelOutput.worstSpan < levels.harmless + margin;
}

/** Weighted letters of title and text. */
function titleAndTextLetters({ text, fields }: PostText): number {
  if (text.length === 0) return 0;
  let own = 0;
  for (const { field, from, to } of fields) if (field === 'title' || field === 'text') own += to - from;
  return (own * weightedLength(text)) / text.length;
}

/** 0 at `none` or below, 1 at `all` or above, linear between. */
const fractionBetween = (value: number, none: number, all: number): number =>
  Math.min(1, Math.max(0, (value - none) / (all - none)));

/** One ideograph counts as two and a half letters. */
export function weightedLength({ length, scripts }: FoldedText): number {
  let dense = 0;
  for (const script of [HAN, KANA, HANGUL]) dense += scripts[script] ?? 0;
  return length + 1.5 * dense;
}
