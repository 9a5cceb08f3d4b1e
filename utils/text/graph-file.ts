/**
 * File format of the word graphs. States are numbered in depth-first order from the roots. Most edges lead to the next
 * new state and need no number. An edge to an earlier state stores the distance back. Lists of outputs are numbered in
 * the order of the same walk, and reading repeats it. Each section holds all languages in turn; `sizes` gives their
 * parts.
 *
 *     degrees   edges of each state                    accepts   by state: 0 none, 1 the next new list, n + 2 list n
 *     labels    of each edge, by state                 counts    number of outputs of each list
 *     fresh     one bit for each edge in walk order:   values    payload of each output
 *               it leads to the next new state         sizes     see `SIZES`
 *     backs     distance, for each edge that does not
 */
import { packBits, toBytePlanes } from './byte-planes.ts';
import { COLUMN_BYTES, COUNTED_BY, column, readSizes, SIZES, type Column, type Sizes } from './graph-columns.ts';
import { layOutGraph } from './lay-out-graph.ts';
import { byteSection, type Sections } from './sections.ts';
import { WordGraph, type GraphTables } from './word-graph.ts';

type Columns = Record<Column, number[]>;

/** `tables`: by language number, with states numbered as described above. */
export function packGraphs(tables: readonly GraphTables[]): Record<string, Uint8Array> {
  const columns: Columns = { degrees: [], labels: [], backs: [], accepts: [], counts: [], values: [] };
  const fresh: boolean[] = [];
  const sizes: number[] = [];
  for (const graph of tables) {
    const before = { backs: columns.backs.length, counts: columns.counts.length, values: columns.values.length };
    appendGraph(graph, columns, fresh);
    const states = graph.first.length - 1;
    sizes.push(states, graph.labels.length, columns.backs.length - before.backs);
    sizes.push(columns.counts.length - before.counts, columns.values.length - before.values, ...graph.roots);
  }
  return packColumns(sizes, fresh, columns);
}

function packColumns(
  sizes: readonly number[],
  fresh: readonly boolean[],
  columns: Columns,
): Record<string, Uint8Array> {
  const packed = (Object.keys(COLUMN_BYTES) as Column[]).map(
    (name) => [name, toBytePlanes(columns[name], COLUMN_BYTES[name])] as const,
  );
  const words = Uint32Array.from(sizes);
  return { sizes: new Uint8Array(words.buffer), fresh: packBits(fresh), ...Object.fromEntries(packed) };
}

/** The graphs of some languages, in the same format; a graph that is left out has no states. `keeps`: by language number. */
export function sliceGraphs(sections: Sections, keeps: (language: number) => boolean): Record<string, Uint8Array> {
  const columns: Columns = { degrees: [], labels: [], backs: [], accepts: [], counts: [], values: [] };
  const fresh: boolean[] = [];
  const bits = byteSection(sections, 'fresh');
  const sizes: number[] = [];
  for (const [language, { from, size }] of readSizes(sections).entries()) {
    const kept = keeps(language);
    sizes.push(...SIZES.map((name) => (kept ? size[name] : 0)));
    if (!kept) continue;
    for (const name of Object.keys(COLUMN_BYTES) as Column[]) {
      const counted = COUNTED_BY[name];
      for (const value of column(sections, name, from[counted], size[counted])) columns[name].push(value);
    }
    for (let edge = from.edges; edge < from.edges + size.edges; edge++)
      fresh.push((((bits[edge >> 3] as number) >> (edge & 7)) & 1) === 1);
  }
  return packColumns(sizes, fresh, columns);
}

function appendGraph(
  { first, labels, targets, accepts, outputs, roots }: GraphTables,
  columns: Columns,
  fresh: boolean[],
): void {
  walkEdges(first, roots, (edge, next) => {
    const target = targets[edge] ?? 0;
    fresh.push(target === next);
    if (target !== next) columns.backs.push(next - target);
    return target;
  });
  for (let state = 0; state + 1 < first.length; state++)
    columns.degrees.push((first[state + 1] ?? 0) - (first[state] ?? 0));
  for (const label of labels) columns.labels.push(label);
  const lists = new Map<number, number>();
  for (const accept of accepts) {
    const listNumber = lists.get(accept);
    columns.accepts.push(accept === 0 ? 0 : listNumber === undefined ? 1 : listNumber + 2);
    if (accept === 0 || listNumber !== undefined) continue;
    lists.set(accept, lists.size);
    const count = outputs[accept] ?? 0;
    columns.counts.push(count);
    columns.values.push(...outputs.subarray(accept + 1, accept + 1 + count));
  }
}

/**
 * Throws a RangeError when the sections do not fit each other. A graph is laid out on first use, inside `attempt`, and may
 * throw one then. Graphs that `sliceGraphs` left out are absent.
 */
export function readGraphs(sections: Sections, attempt: <T>(read: () => T) => T = (read) => read()): WordGraph {
  const all = readSizes(sections);
  const total = (name: keyof Sizes): number => all.reduce((sum, { size }) => sum + size[name], 0);
  for (const name of Object.keys(COLUMN_BYTES) as Column[]) {
    if (byteSection(sections, name).length !== total(COUNTED_BY[name]) * COLUMN_BYTES[name])
      throw new RangeError('the word graph is truncated');
  }
  if (byteSection(sections, 'fresh').length < total('edges') >> 3) throw new RangeError('the word graph is truncated');
  return new WordGraph(
    all.map(({ from, size }) => (size.states === 0 ? null : () => attempt(() => layOutGraph(sections, from, size)))),
  );
}

/** Walks all edges depth first; `visit` gets the edge and the number of the next new state, and returns its target. */
function walkEdges(first: Uint32Array, roots: readonly number[], visit: (edge: number, next: number) => number): void {
  const cursors = first.slice();
  const path: number[] = [];
  let next = 0;
  for (const root of roots) {
    if (root !== next) continue;
    path.push(next++);
    while (path.length > 0) {
      const state = path[path.length - 1] as number;
      const edge = cursors[state] as number;
      if (edge >= (first[state + 1] as number)) {
        path.pop();
        continue;
      }
      cursors[state] = edge + 1;
      if (visit(edge, next) === next) path.push(next++);
    }
  }
}
