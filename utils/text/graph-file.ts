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
import { fromBytePlanes, packBits, toBytePlanes } from './byte-planes.ts';
import { byteSection, uint32Section, type Sections } from './sections.ts';
import {
  ACCEPTS,
  DENSE_EDGES,
  TARGET_FOLLOWS,
  MAX_DENSE_LABELS,
  SINGLE_PAYLOAD,
  SINGLE_EDGE,
  DENSE_COUNT_SHIFT,
} from './graph-nodes.ts';
import { WordGraph, type GraphTables } from './word-graph.ts';
import type { LanguageGraph } from './graph-nodes.ts';

/** Words of `sizes` for each language: how many of each section are its own, and its two roots. */
const SIZES = ['states', 'edges', 'backs', 'lists', 'values', 'edgeRoot', 'insideRoot'] as const;
type Sizes = Record<(typeof SIZES)[number], number>;

/** Bytes of one number, by section. */
const COLUMN_BYTES = { degrees: 2, labels: 2, backs: 3, accepts: 3, counts: 2, values: 4 } as const;
type Column = keyof typeof COLUMN_BYTES;
type Columns = Record<Column, number[]>;

/** What the numbers of each section are counted by. */
const COUNTED_BY = {
  degrees: 'states',
  labels: 'edges',
  backs: 'backs',
  accepts: 'states',
  counts: 'lists',
  values: 'values',
} as const satisfies Record<Column, keyof Sizes>;

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

/** Where the graph of each language begins in the sections, and its sizes; by language number. */
function readSizes(sections: Sections): { from: Sizes; size: Sizes }[] {
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
    all.map(({ from, size }) => (size.states === 0 ? null : () => attempt(() => readGraph(sections, from, size)))),
  );
}

function column(sections: Sections, name: Column, from: number, count: number): Uint32Array {
  return fromBytePlanes(byteSection(sections, name), COLUMN_BYTES[name], from, from + count);
}

/** Largest depth of a state; no phrase is longer. */
const MAX_DEPTH = 1024;

/**
 * A node with this many edges, and labels close together, has slots. There is one for each label between its first and
 * last.
 */
const MIN_DENSE_EDGES = 4;

/** Where the target of an edge is stored: by edge number, by label, or implicitly, as the node that follows. */
const BY_EDGE = 0;
const BY_LABEL = 1;
const IMPLICIT = 2;

/**
 * Lays the graph of one language out in memory (see `graph-nodes.ts`) in one walk. The node of a state is written when
 * the walk enters it, the index of a target when it is known. Throws a RangeError when the bytes are no graph.
 */
function readGraph(sections: Sections, from: Sizes, { states, ...own }: Sizes): LanguageGraph {
  // Read the sections directly: copies would take as long as the walk
  const degrees = byteSection(sections, 'degrees');
  const labels = byteSection(sections, 'labels');
  const backs = byteSection(sections, 'backs');
  const accepts = byteSection(sections, 'accepts');
  const allStates = degrees.length / COLUMN_BYTES.degrees;
  const allLabels = labels.length / COLUMN_BYTES.labels;
  const allBacks = backs.length / COLUMN_BYTES.backs;
  const fresh = byteSection(sections, 'fresh');
  const { outputs, lists } = readOutputs(
    column(sections, 'counts', from.lists, own.lists),
    column(sections, 'values', from.values, own.values),
  );
  const roots = [own.edgeRoot, own.insideRoot];
  const nodes = new Int32Array(2 * states + 2 * own.edges + 3);
  const places = new Int32Array(states);
  // For each state on the path: its next edge, the edge behind its last, and where its targets are stored
  const edges = new Int32Array(MAX_DEPTH);
  const ends = new Int32Array(MAX_DEPTH);
  const slots = new Int32Array(MAX_DEPTH);
  const written = new Uint8Array(MAX_DEPTH);
  let next = 0;
  let end = 1;
  let label = from.edges;
  let edge = from.edges;
  let state = from.states;
  let back = from.backs;
  const lastLabel = label + own.edges;
  const lastBack = back + own.backs;
  let list = 0;
  for (const root of roots) {
    if (root !== next) continue;
    let depth = 0;
    let entering = true;
    for (;;) {
      if (entering) {
        if (next >= states || depth === MAX_DEPTH) throw new RangeError('the word graph points outside itself');
        places[next] = end;
        const degree = (degrees[state] as number) | ((degrees[allStates + state] as number) << 8);
        const reference =
          (accepts[state] as number) |
          ((accepts[allStates + state] as number) << 8) |
          ((accepts[2 * allStates + state] as number) << 16);
        next++;
        state++;
        if (label + degree > lastLabel) throw new RangeError('the word graph is truncated');
        let head = 0;
        let at = end + 1;
        if (reference !== 0) {
          const accept = lists[reference === 1 ? list++ : reference - 2];
          if (accept === undefined) throw new RangeError('the word graph names an output that is not there');
          head = ACCEPTS;
          nodes[at++] = accept;
        }
        edges[depth] = label;
        ends[depth] = label + degree;
        written[depth] = BY_EDGE;
        const first = (labels[label] as number) | ((labels[allLabels + label] as number) << 8);
        const last = label + degree - 1;
        const span =
          degree < MIN_DENSE_EDGES
            ? 0
            : ((labels[last] as number) | ((labels[allLabels + last] as number) << 8)) - first + 1;
        if (degree === 1) {
          // A single edge is walked next: it needs a word only when it leads to an earlier state
          const follows = (((fresh[edge >> 3] as number) >> (edge & 7)) & 1) === 1;
          nodes[end] = head | SINGLE_EDGE | (follows ? TARGET_FOLLOWS : 0) | first;
          slots[depth] = at - label;
          if (follows) written[depth] = IMPLICIT;
          end = follows ? at : at + 1;
        } else if (span >= degree && span <= 2 * degree && span <= MAX_DENSE_LABELS) {
          nodes[end] = head | DENSE_EDGES | (span << DENSE_COUNT_SHIFT) | first;
          slots[depth] = at - first;
          written[depth] = BY_LABEL;
          end = at + span;
        } else {
          nodes[end] = head | degree;
          for (let i = 0; i < degree; i++) {
            const word = at + (i >> 1);
            const own = (labels[label + i] as number) | ((labels[allLabels + label + i] as number) << 8);
            nodes[word] = (nodes[word] as number) | (own << ((i & 1) << 4));
          }
          at += (degree + 1) >> 1;
          slots[depth] = at - label;
          end = at + degree;
        }
        label += degree;
        depth++;
        entering = false;
      }
      const top = depth - 1;
      const currentEdge = edges[top] as number;
      if (currentEdge === ends[top]) {
        if (--depth === 0) break;
        continue;
      }
      edges[top] = currentEdge + 1;
      const targetPlace = written[top] as number;
      const slotOffset =
        targetPlace === BY_LABEL
          ? (labels[currentEdge] as number) | ((labels[allLabels + currentEdge] as number) << 8)
          : currentEdge;
      const slot = (slots[top] as number) + slotOffset;
      const isFresh = (((fresh[edge >> 3] as number) >> (edge & 7)) & 1) === 1;
      edge++;
      if (isFresh) {
        if (targetPlace !== IMPLICIT) nodes[slot] = end;
        entering = true;
        continue;
      }
      if (back === lastBack) throw new RangeError('the word graph is truncated');
      const step =
        (backs[back] as number) |
        ((backs[allBacks + back] as number) << 8) |
        ((backs[2 * allBacks + back] as number) << 16);
      const target = next - step;
      back++;
      if (target < 0 || target >= next) throw new RangeError('the word graph points outside itself');
      nodes[slot] = places[target] as number;
    }
  }
  if (next !== states) throw new RangeError('the word graph has unreachable states');
  if (roots.some((root) => root >= states)) throw new RangeError('the word graph has no such root');
  return { nodes: nodes.slice(0, end), outputs, roots: roots.map((root) => places[root] as number) };
}

/** Lists of payloads, each after its count; `lists`: by list its index, or its single payload (`SINGLE_PAYLOAD`). */
function readOutputs(counts: Uint32Array, values: Uint32Array): { outputs: Int32Array; lists: Int32Array } {
  const outputs = new Int32Array(1 + counts.length + values.length);
  const lists = new Int32Array(counts.length);
  let at = 1;
  let value = 0;
  for (let list = 0; list < counts.length; list++) {
    const count = counts[list] as number;
    if (value + count > values.length) throw new RangeError('outputs are truncated');
    if (count === 1) {
      lists[list] = (values[value++] as number) | SINGLE_PAYLOAD;
      continue;
    }
    lists[list] = at;
    outputs[at++] = count;
    for (let i = 0; i < count; i++) outputs[at++] = values[value++] as number;
  }
  return { outputs: outputs.slice(0, at), lists };
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
