/** The matcher against a naive one that tries every phrase at every position. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildWordGraph, type GraphEntry } from '../../../tools/knowledge/word-graph.ts';
import { compileFoldTable, foldTableOf } from '../../../tools/knowledge/fold-table.ts';
import { isWholePhrase, matchPhrases } from '../../../utils/text/phrase-matcher.ts';
import { NEEDS_PREVIOUS_PART, OPEN_END, payload, SEVERAL_WORDS } from '../../../utils/text/payload.ts';
import { fold } from '../../../utils/text/fold.ts';
import { EDGE, type FoldedText } from '../../../utils/text/folded-text.ts';
import { packGraphs, readGraphs } from '../../../utils/text/graph-file.ts';
import { TextScratch } from '../../../utils/text/scratch.ts';
import { COMBINING, SCRIPT_OF, UNSPACED } from '../../../utils/text/scripts.ts';

const table = foldTableOf(compileFoldTable());

interface Phrase {
  letters: string;
  language: number;
  inside: boolean;
  flags: number;
  id: number;
}

type Found = [from: number, to: number, value: number];

/** Languages of which phrases count; the fourth is never active. */
const ACTIVE = Uint8Array.from([1, 1, 1, 0]);

const payloadOf = ({ id, language, flags, letters }: Phrase): number =>
  payload(letters.length % 5 === 0 ? 'place' : 'signal', id, language, flags & ~NEEDS_PREVIOUS_PART);

function matchAll(phrases: readonly Phrase[], text: FoldedText, through: Int32Array | null): Found[] {
  const tables = [0, 1, 2, 3].map((language) => {
    const own = phrases.filter((each) => each.language === language);
    const entries = (inside: boolean): GraphEntry[] =>
      own.filter((each) => each.inside === inside).map((each) => ({ letters: each.letters, value: payloadOf(each) }));
    return buildWordGraph(entries(false), entries(true));
  });
  const graph = readGraphs(new Map(Object.entries(packGraphs(tables))));
  const finds = matchPhrases({ graph, scratch: new TextScratch(), text, minEnds: through }, ACTIVE);
  return Array.from({ length: finds.length }, (_, i) => [finds.starts[i]!, finds.ends[i]!, finds.payloads[i]!]);
}

/** By place, those on an edge before those inside, by language, shortest first, by value. */
function expected(phrases: readonly Phrase[], text: FoldedText, through: Int32Array | null): Found[] {
  const all: Found[] = [];
  const letters = String.fromCharCode(...text.units.subarray(0, text.length));
  for (let start = 0; start < text.length; start++) {
    const script = SCRIPT_OF[text.units[start]!]!;
    const onEdge = (text.flags[start]! & EDGE) !== 0 || (script & (UNSPACED | COMBINING)) === UNSPACED;
    const here = new Map<string, { phrase: Phrase; value: number }>();
    for (const phrase of phrases) {
      const end = start + phrase.letters.length;
      if (ACTIVE[phrase.language] !== 1 || (!phrase.inside && !onEdge)) continue;
      if (!letters.startsWith(phrase.letters, start) || !isWholePhrase(text, start, end, payloadOf(phrase))) continue;
      if (through !== null && (through[start]! < 0 || end <= through[start]!)) continue;
      here.set(`${phrase.inside}:${phrase.letters}:${payloadOf(phrase)}`, { phrase, value: payloadOf(phrase) });
    }
    const order = [...here.values()].sort(
      (a, b) =>
        Number(a.phrase.inside) - Number(b.phrase.inside) ||
        a.phrase.language - b.phrase.language ||
        a.phrase.letters.length - b.phrase.letters.length ||
        a.value - b.value,
    );
    for (const { phrase, value } of order) all.push([start, start + phrase.letters.length, value]);
  }
  return all;
}

const letters = (alphabet: string, most: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...Array.from(alphabet)), { minLength: 1, maxLength: most }).map((each) => each.join(''));

const phrase: fc.Arbitrary<Phrase> = fc.record({
  letters: fc.oneof(
    letters('abc', 4),
    letters('abcdefgh', 6),
    letters('ไทยา', 4),
    letters('工作包吃', 4),
    letters('и1', 3),
  ),
  language: fc.integer({ min: 0, max: 3 }),
  inside: fc.boolean(),
  flags: fc.constantFrom(0, OPEN_END, SEVERAL_WORDS, OPEN_END | SEVERAL_WORDS),
  id: fc.integer({ min: 0, max: 9 }),
});
const source = fc
  .array(
    fc.oneof(
      letters('abc', 8),
      letters('abcdefgh', 6),
      letters('ไทยา', 9),
      letters('工作包吃', 9),
      letters(' .и1-', 2),
    ),
    {
      maxLength: 60,
    },
  )
  .map((parts) => parts.join(''));

describe('matchPhrases', () => {
  it('finds what a naive search finds, in the same order', () => {
    fc.assert(
      fc.property(fc.array(phrase, { maxLength: 60 }), source, (phrases, from) => {
        const text = fold(from, table);
        expect(matchAll(phrases, text, null)).toEqual(expected(phrases, text, null));
      }),
      { numRuns: 150, seed: 7 },
    );
  });

  it('finds only phrases that end behind the given units', () => {
    fc.assert(
      fc.property(
        fc.array(phrase, { maxLength: 60 }),
        source,
        fc.integer({ min: 1, max: 9 }),
        (phrases, from, step) => {
          const text = fold(from, table);
          const through = Int32Array.from({ length: text.length }, (_, i) =>
            i % (3 * step) > 2 * step ? -1 : i + (i % step),
          );
          expect(matchAll(phrases, text, through)).toEqual(expected(phrases, text, through));
        },
      ),
      { numRuns: 100, seed: 8 },
    );
  });

  it('finds phrases across the blocks of a longer text', () => {
    const phrases: Phrase[] = [{ letters: 'needle', language: 0, inside: false, flags: 0, id: 1 }];
    const text = fold(
      'hay '.repeat(3000).replaceAll(/(?:hay ){97}/gu, (run) => `${run}needle `),
      table,
    );
    const all = matchAll(phrases, text, null);
    expect(all.length).toBe(30);
    expect(all).toEqual(expected(phrases, text, null));
  });
});

describe('isWholePhrase with numbers', () => {
  const ages = payload('signal', 0, 0, SEVERAL_WORDS);
  const isFound = (text: string): boolean => isWholePhrase(fold(text, table), 0, fold(text, table).length, ages);

  it('matches two numbers with a separator between them', () => {
    expect(['20-25', '20 25', '20~25'].every(isFound)).toBe(true);
  });

  it('does not match the year 2025 as two ages', () => {
    expect(isFound('2025')).toBe(false);
  });
});
