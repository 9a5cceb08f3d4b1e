/** Lays a word graph that is read from a file out in memory: see `graph-nodes.ts` and `graph-file.ts`. */
import {
  ACCEPTS,
  DENSE_COUNT_SHIFT,
  DENSE_EDGES,
  MAX_DENSE_LABELS,
  SINGLE_EDGE,
  SINGLE_PAYLOAD,
  TARGET_FOLLOWS,
  type LanguageGraph,
} from './graph-nodes.ts';
import { COLUMN_BYTES, column, type Sizes } from './graph-columns.ts';
import { byteSection, type Sections } from './sections.ts';

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
export function layOutGraph(sections: Sections, from: Sizes, own: Sizes): LanguageGraph {
  const { outputs, lists } = readOutputs(
    column(sections, 'counts', from.lists, own.lists),
    column(sections, 'values', from.values, own.values),
  );
  const layout = new GraphLayout(sections, from, own, lists);
  const roots = [own.edgeRoot, own.insideRoot];
  for (const root of roots) layout.walkFrom(root);
  return { nodes: layout.finish(), outputs, roots: roots.map((root) => layout.placeOf(root)) };
}

/** Writes the nodes of one language. It reads the sections directly: copies would take as long as the walk. */
class GraphLayout {
  private readonly degrees: Uint8Array;
  private readonly labels: Uint8Array;
  private readonly backs: Uint8Array;
  private readonly accepts: Uint8Array;
  private readonly fresh: Uint8Array;
  /** Length of a byte plane of `labels`. */
  private readonly allLabels: number;
  private readonly lists: Int32Array;
  private readonly states: number;
  private readonly nodes: Int32Array;
  /** By state: index of its node. */
  private readonly places: Int32Array;
  // For each state on the path: its next edge, the edge behind its last, and where its targets are stored
  private readonly edges = new Int32Array(MAX_DEPTH);
  private readonly ends = new Int32Array(MAX_DEPTH);
  private readonly slots = new Int32Array(MAX_DEPTH);
  private readonly written = new Uint8Array(MAX_DEPTH);
  /** Number of the next new state, and where it is in the sections. */
  private next = 0;
  private state: number;
  /** Index behind the last node. */
  private end = 1;
  /** Where the next label, edge in walk order, distance and list are in the sections. */
  private label: number;
  private edge: number;
  private back: number;
  private list = 0;
  private readonly lastLabel: number;
  private readonly lastBack: number;

  constructor(sections: Sections, from: Sizes, { states, edges, backs }: Sizes, lists: Int32Array) {
    this.degrees = byteSection(sections, 'degrees');
    this.labels = byteSection(sections, 'labels');
    this.backs = byteSection(sections, 'backs');
    this.accepts = byteSection(sections, 'accepts');
    this.fresh = byteSection(sections, 'fresh');
    this.allLabels = this.labels.length / COLUMN_BYTES.labels;
    this.lists = lists;
    this.states = states;
    this.nodes = new Int32Array(2 * states + 2 * edges + 3);
    this.places = new Int32Array(states);
    this.state = from.states;
    this.label = this.edge = from.edges;
    this.back = from.backs;
    this.lastLabel = from.edges + edges;
    this.lastBack = from.backs + backs;
  }

  /** Lays out what a root leads to; nothing where the root is laid out already. */
  walkFrom(root: number): void {
    if (root !== this.next) return;
    const { nodes, labels, allLabels, backs, fresh, places, edges, ends, slots, written } = this;
    const allBacks = backs.length / COLUMN_BYTES.backs;
    this.enter(0);
    for (let depth = 1; depth > 0;) {
      const top = depth - 1;
      const currentEdge = edges[top] as number;
      if (currentEdge === ends[top]) {
        depth--;
        continue;
      }
      edges[top] = currentEdge + 1;
      const targetPlace = written[top] as number;
      const slotOffset =
        targetPlace === BY_LABEL
          ? (labels[currentEdge] as number) | ((labels[allLabels + currentEdge] as number) << 8)
          : currentEdge;
      const slot = (slots[top] as number) + slotOffset;
      const { edge, back, next } = this;
      this.edge = edge + 1;
      if ((((fresh[edge >> 3] as number) >> (edge & 7)) & 1) === 1) {
        if (targetPlace !== IMPLICIT) nodes[slot] = this.end;
        this.enter(depth++);
        continue;
      }
      if (back === this.lastBack) throw new RangeError('the word graph is truncated');
      const distance =
        (backs[back] as number) |
        ((backs[allBacks + back] as number) << 8) |
        ((backs[2 * allBacks + back] as number) << 16);
      this.back = back + 1;
      const target = next - distance;
      if (target < 0 || target >= next) throw new RangeError('the word graph points outside itself');
      nodes[slot] = places[target] as number;
    }
  }

  finish(): Int32Array {
    if (this.next !== this.states) throw new RangeError('the word graph has unreachable states');
    return this.nodes.slice(0, this.end);
  }

  placeOf(root: number): number {
    if (root >= this.states) throw new RangeError('the word graph has no such root');
    return this.places[root] as number;
  }

  /** Writes the node of the next new state, which is at this depth of the path. */
  private enter(depth: number): void {
    const { degrees, accepts, labels, allLabels, nodes, next, state, end, label } = this;
    if (next >= this.states || depth === MAX_DEPTH) throw new RangeError('the word graph points outside itself');
    const allStates = degrees.length >> 1;
    const degree = (degrees[state] as number) | ((degrees[allStates + state] as number) << 8);
    const reference =
      (accepts[state] as number) |
      ((accepts[allStates + state] as number) << 8) |
      ((accepts[2 * allStates + state] as number) << 16);
    if (label + degree > this.lastLabel) throw new RangeError('the word graph is truncated');
    this.places[next] = end;
    this.next = next + 1;
    this.state = state + 1;
    this.edges[depth] = label;
    this.ends[depth] = this.label = label + degree;
    this.written[depth] = BY_EDGE;
    let head = 0;
    let at = end + 1;
    if (reference !== 0) {
      const accept = this.lists[reference === 1 ? this.list++ : reference - 2];
      if (accept === undefined) throw new RangeError('the word graph names an output that is not there');
      head = ACCEPTS;
      nodes[at++] = accept;
    }
    const first = (labels[label] as number) | ((labels[allLabels + label] as number) << 8);
    if (degree === 1) {
      // A single edge is walked next: it needs a word only when it leads to an earlier state
      const { edge } = this;
      const follows = (((this.fresh[edge >> 3] as number) >> (edge & 7)) & 1) === 1;
      nodes[end] = head | SINGLE_EDGE | (follows ? TARGET_FOLLOWS : 0) | first;
      this.slots[depth] = at - label;
      if (follows) this.written[depth] = IMPLICIT;
      this.end = follows ? at : at + 1;
      return;
    }
    const last = label + degree - 1;
    const span =
      degree < MIN_DENSE_EDGES
        ? 0
        : ((labels[last] as number) | ((labels[allLabels + last] as number) << 8)) - first + 1;
    if (span >= degree && span <= 2 * degree && span <= MAX_DENSE_LABELS) {
      nodes[end] = head | DENSE_EDGES | (span << DENSE_COUNT_SHIFT) | first;
      this.slots[depth] = at - first;
      this.written[depth] = BY_LABEL;
      this.end = at + span;
      return;
    }
    nodes[end] = head | degree;
    for (let i = 0; i < degree; i++) {
      const word = at + (i >> 1);
      const own = (labels[label + i] as number) | ((labels[allLabels + label + i] as number) << 8);
      nodes[word] = (nodes[word] as number) | (own << ((i & 1) << 4));
    }
    at += (degree + 1) >> 1;
    this.slots[depth] = at - label;
    this.end = at + degree;
  }
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
