/**
 * The features of a text by name, worked out word by word. The reader works in one pass over the units.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileFoldTable, foldTableOf } from '../../../tools/knowledge/fold-table.ts';
import { BLOCK_UNITS, MAX_FEATURES_PER_UNIT, MULTIPLIERS, NgramReader } from '../../../utils/detect/ngram-reader.ts';
import { fold } from '../../../utils/text/fold.ts';
import type { FoldedText } from '../../../utils/text/folded-text.ts';

const table = foldTableOf(compileFoldTable());
const folded = (text: string): FoldedText => fold(text, table);

/** The hashes of a text, read in blocks of `step` units. */
function read(text: FoldedText, step = BLOCK_UNITS, reader = new NgramReader()): number[] {
  const out = new Uint32Array(BLOCK_UNITS * MAX_FEATURES_PER_UNIT);
  const hashes: number[] = [];
  for (let from = 0; from < text.length; from += step)
    hashes.push(...out.subarray(0, reader.read(text, from, Math.min(text.length, from + step), out)));
  hashes.push(...out.subarray(0, reader.finish(out)));
  return hashes;
}
const hashesOf = (text: string): number[] => read(folded(text));

const GROUPS = { latin: 0, east: 1, southeast: 2, others: 3 };
type Group = keyof typeof GROUPS;

/** Hash of a run of letters, the last of which is the first factor's. */
function run(letters: string, group: Group): number {
  const factors = MULTIPLIERS.ngrams;
  let hash = 0;
  for (const [place, letter] of Array.from(letters).toReversed().entries())
    hash ^= Math.imul(letter.charCodeAt(0), factors[place]!);
  return spread(hash, group);
}

const wordHash = (letters: string): number =>
  Array.from(letters).reduce(
    (hash, letter) => (Math.imul(hash ^ letter.charCodeAt(0), 0x01000193) + 0x3c6ef372) | 0,
    0,
  );

/** The word by itself, or with the one or two before it, the nearest first. */
function words(word: string, before: readonly string[], group: Group): number {
  if (before.length === 0) return spread(wordHash(word) ^ MULTIPLIERS.word, group);
  const factors = MULTIPLIERS.groups;
  return spread(
    before.reduce((hash, each, index) => hash ^ Math.imul(wordHash(each), factors[index]!), wordHash(word)),
    group,
  );
}

/** A hash as the model file has it: 30 bits below the group. */
function spread(hash: number, group: Group): number {
  const first = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  const bits = Math.imul(first ^ (first >>> 12), 0x297a2d39) >>> 2;
  return (bits | (GROUPS[group] << 30)) >>> 0;
}

const latin = (...runs: string[]): number[] => runs.map((each) => run(each, 'latin'));

describe('the features of a text', () => {
  it.each<[string, string, number[]]>([
    [
      'a word: runs of four with its edges, and itself',
      'ticket',
      [...latin(' tic', 'tick', 'icke', 'cket', 'ket '), words('ticket', [], 'latin')],
    ],
    ['a word of three letters', 'job', [...latin(' job', 'job '), words('job', [], 'latin')]],
    [
      'a word of two letters: no run of four but with both edges',
      'go',
      [run(' go ', 'latin'), words('go', [], 'latin')],
    ],
    ['a word of one letter: itself', 'a', [words('a', [], 'latin')]],
    [
      'words with the one and the two before',
      'a b c d',
      [
        words('a', [], 'latin'),
        words('b', [], 'latin'),
        words('b', ['a'], 'latin'),
        words('c', [], 'latin'),
        words('c', ['b'], 'latin'),
        words('c', ['b', 'a'], 'latin'),
        words('d', [], 'latin'),
        words('d', ['c'], 'latin'),
        words('d', ['c', 'b'], 'latin'),
      ],
    ],
    [
      'no words of two sentences together',
      'a b. c',
      [words('a', [], 'latin'), words('b', [], 'latin'), words('b', ['a'], 'latin'), words('c', [], 'latin')],
    ],
    ['a number: one sign', '4500', [words('0', [], 'latin')]],
    ['letters of other scripts with spaces: their group', 'он', [run(' он ', 'others'), words('он', [], 'others')]],
    [
      'ideographs: runs of one to three; the beginning is a letter',
      '招聘人',
      ['招', ' 招', '聘', '招聘', ' 招聘', '人', '聘人', '招聘人'].map((each) => run(each, 'east')),
    ],
    [
      'scripts without spaces: runs of three to five; the beginning is a letter',
      'ทกนคง',
      [' ทก', ' ทกน', ' ทกนค', 'ทกน', 'ทกนค', 'กนค', 'ทกนคง', 'กนคง', 'นคง'].map((each) => run(each, 'southeast')),
    ],
    [
      'Hangul: runs of two to four with the edges, and the word',
      '한국',
      [...[' 한', ' 한국', '한국', ' 한국 '].map((each) => run(each, 'east')), words('한국', [], 'east')],
    ],
  ])('are of %s', (_name, text, features) => {
    expect(new Set(hashesOf(text))).toEqual(new Set(features));
    expect(hashesOf(text)).toHaveLength(features.length);
  });

  it('are those of one number, whatever its digits and the signs between them', () => {
    for (const number of ['7', '12', '12,500', '12 500', '1.5'])
      expect(hashesOf(`pay ${number} now`)).toEqual(hashesOf('pay 4500 now'));
    expect(hashesOf('room 1 room')).not.toEqual(hashesOf('room room'));
    expect(hashesOf('at 4. 5 more')).not.toEqual(hashesOf('at 45 more'));
  });

  it('are those of letters where digits stand inside of a word, and of a number where they begin it', () => {
    const read = { '0': 'o', '1': 'i', '2': 'z', '3': 'e', '4': 'a', '5': 's', '6': 'g', '7': 't', '8': 'b', '9': 'g' };
    for (const [digit, letter] of Object.entries(read)) expect(hashesOf(`x${digit}y`)).toEqual(hashesOf(`x${letter}y`));
    expect(hashesOf('4you')).not.toEqual(hashesOf('ayou'));
    expect(hashesOf('go 4u')).toEqual(hashesOf('go 77u'));
  });

  it('end at a change to a script of another kind', () => {
    expect(hashesOf('go招')).toEqual([...hashesOf('go'), run('招', 'east'), run(' 招', 'east')]);
    expect(hashesOf('招go')).toEqual([run('招', 'east'), run(' 招', 'east'), ...hashesOf('go')]);
  });

  it('are written behind those of the blocks before', () => {
    const text = folded('Typists wanted in Bavet. 招聘 now, no fee');
    const reader = new NgramReader();
    const out = new Uint32Array(text.length * MAX_FEATURES_PER_UNIT + MAX_FEATURES_PER_UNIT);
    let count = 0;
    for (let at = 0; at < text.length; at += 5)
      count = reader.read(text, at, Math.min(text.length, at + 5), out, count);
    count = reader.finish(out, count);
    expect([...out.subarray(0, count)]).toEqual(read(text));
  });

  it('are the same in blocks of any size, and for the next text', () => {
    const letter = fc.constantFrom(...Array.from('abc ตกน한국招聘он12.,! '));
    const reader = new NgramReader();
    fc.assert(
      fc.property(fc.string({ unit: letter, maxLength: 40 }), fc.integer({ min: 1, max: 7 }), (source, step) => {
        const text = folded(source);
        const whole = read(text);
        expect(read(text, step)).toEqual(whole);
        expect(read(text, step, reader)).toEqual(whole);
        expect(whole.length).toBeLessThanOrEqual(MAX_FEATURES_PER_UNIT * (text.length + 1));
      }),
    );
  });
});
