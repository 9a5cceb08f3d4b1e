/** The columns of the file of word graphs (`graph-file.ts`): each section is a column of numbers in byte planes. */
import { fromBytePlanes } from './byte-planes.ts';
import { byteSection, uint32Section, type Sections } from './sections.ts';

/** Words of `sizes` for each language: how many of each section are its own, and its two roots. */
export const SIZES = ['states', 'edges', 'backs', 'lists', 'values', 'edgeRoot', 'insideRoot'] as const;
export type Sizes = Record<(typeof SIZES)[number], number>;

/** Bytes of one number, by section. */
export const COLUMN_BYTES = { degrees: 2, labels: 2, backs: 3, accepts: 3, counts: 2, values: 4 } as const;
export type Column = keyof typeof COLUMN_BYTES;

/** What the numbers of each section are counted by. */
export const COUNTED_BY = {
  degrees: 'states',
  labels: 'edges',
  backs: 'backs',
  accepts: 'states',
  counts: 'lists',
  values: 'values',
} as const satisfies Record<Column, keyof Sizes>;

/** Where the graph of each language begins in the sections, and its sizes; by language number. */
export function readSizes(sections: Sections): { from: Sizes; size: Sizes }[] {
  const words = uint32Section(sections, 'sizes');
  const next: Sizes = { states: 0, edges: 0, backs: 0, lists: 0, values: 0, edgeRoot: 0, insideRoot: 0 };
  const all: { from: Sizes; size: Sizes }[] = [];
  for (let at = 0; at < words.length; at += SIZES.length) {
    const size = Object.fromEntries(SIZES.map((name, i) => [name, words[at + i] ?? 0])) as Sizes;
    all.push({ from: { ...next }, size });
    for (const name of SIZES.slice(0, 5)) next[name] += size[name];
  }
  return all;
}

/** Numbers `from` to `from + count` of a section. */
export function column(sections: Sections, name: Column, from: number, count: number): Uint32Array {
  return fromBytePlanes(byteSection(sections, name), COLUMN_BYTES[name], from, from + count);
}
