/**
 * Phrase syntax of the lexicon, expanded to plain words: `[a|b|]` alternatives (also inside one another), ` ... ` a gap of up to four words,
 * `word*` any ending, `*word` any beginning. See knowledge/README.md for how to write one.
 */

/** One part of a phrase, which is matched whole. */
export interface PhrasePart {
  words: string;
  openStart: boolean;
  openEnd: boolean;
  /** Maximum number of words between this part and the one before; 0: none. */
  gap: number;
}

const MAX_SPELLINGS = 4000;
const GAP_WORDS = 4;

/** All spellings of a phrase. Throws an Error that says what is wrong with the phrase. */
export function expandPhrase(phrase: string): PhrasePart[][] {
  const seen = new Set<string>();
  for (const spelling of alternatives(phrase)) seen.add(spelling.replaceAll(/\s+/gu, ' ').trim());
  return [...seen].map(toSegments);
}

/** All variants of a phrase with its brackets resolved; brackets may be nested. */
function alternatives(phrase: string): string[] {
  const open = phrase.indexOf('[');
  if (open < 0) {
    if (phrase.includes(']')) throw new Error('"]" without "["');
    return [phrase];
  }
  const { choices, end } = readChoices(phrase, open + 1);
  const rest = alternatives(phrase.slice(end));
  const inner = choices.flatMap(alternatives);
  if (inner.length * rest.length > MAX_SPELLINGS) throw new Error(`more than ${MAX_SPELLINGS} spellings`);
  return inner.flatMap((choice) => rest.map((tail) => phrase.slice(0, open) + choice + tail));
}

/** The choices of a bracket whose content begins at `start`, and the index after it. */
function readChoices(phrase: string, start: number): { choices: string[]; end: number } {
  const choices: string[] = [];
  let depth = 0;
  let from = start;
  for (let i = start; i < phrase.length; i++) {
    const sign = phrase[i];
    if (sign === '[') depth++;
    else if (sign === '|' && depth === 0) {
      choices.push(phrase.slice(from, i));
      from = i + 1;
    } else if (sign === ']' && depth-- === 0) {
      choices.push(phrase.slice(from, i));
      return { choices, end: i + 1 };
    }
  }
  throw new Error('"[" is not closed');
}

function toSegments(spelling: string): PhrasePart[] {
  const parts: PhrasePart[] = [];
  // An optional word may leave a gap at an end, which has no meaning.
  const sections = spelling.split(/\s*(?:\.\.\.|…)\s*/u).filter((section) => section !== '');
  for (const [index, section] of sections.entries()) {
    let gap = index === 0 ? 0 : GAP_WORDS;
    for (const words of splitAtStars(section)) {
      const openStart = words.startsWith('*');
      const openEnd = words.endsWith('*');
      const plain = words.replace(/^\*/u, '').replace(/\*$/u, '').trim();
      if (plain === '' || plain.includes('*')) throw new Error('"*" must stand at the end or beginning of a word');
      parts.push({ words: plain, openStart, openEnd, gap });
      gap = 0;
    }
  }
  return parts;
}

/**
 * `ticket* are *paid for` becomes `ticket*`, `are`, `*paid for`. A star ends or begins a part, and a star inside a
 * word splits it.
 */
function splitAtStars(section: string): string[] {
  const parts: string[] = [];
  let current: string[] = [];
  // A star after a space belongs to the word before it.
  const words = section.replaceAll(/(?<=\S) \*(?= |$)/gu, '*').replaceAll(/(?<=\S)\*(?=\S)/gu, '* ');
  for (const word of words.split(' ')) {
    if (word.startsWith('*') && current.length > 0) {
      parts.push(current.join(' '));
      current = [];
    }
    current.push(word);
    if (word.endsWith('*')) {
      parts.push(current.join(' '));
      current = [];
    }
  }
  if (current.length > 0) parts.push(current.join(' '));
  return parts;
}
