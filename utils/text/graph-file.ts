/**
 * The word graph as bytes, small when packed. States are numbered in the order of a walk from the roots (a state, then all
 * behind its first edge, then its second ...), so most edges lead to the next number and need none; only those to a tail
 * met before say how far back it is. Lists of outputs are numbered as they are met, too. Reading repeats the walk.
 *
 *     degrees   edges of each state                    accepts   of each state: 0 none, 1 the next list, n + 2 list n
 *     labels    of each edge, by state                 counts    outputs of each list
 *     fresh     a bit for each edge as walked          values    payload of each output
 *     backs     for each edge that is not fresh        tones     tone hash of each output
 */
import { fromPlanes, toBits, toPlanes } from './planes.ts';
import { section, type Sections } from './sections.ts';
import { ACCEPTS, FOLLOWS, SINGLE, startsOf, type GraphTables, type WordGraph } from './word-graph.ts';

/** `tables` are numbered as described. */
export function packGraph(tables: GraphTables): Record<string, Uint8Array> {
  const { first, targets } = tables;
  const fresh: boolean[] = [];
  const backs: number[] = [];
  walk(first, tables.roots, (edge, next) => {
    const target = targets[edge] ?? 0;
    fresh.push(target === next);
    if (target !== next) backs.push(next - target);
    return target;
  });
  const states = first.length - 1;
  const degrees = Array.from({ length: states }, (_, state) => (first[state + 1] ?? 0) - (first[state] ?? 0));
  return {
    degrees: toPlanes(degrees, 2),
    labels: toPlanes(tables.labels, 2),
    fresh: toBits(fresh),
    backs: toPlanes(backs, 3),
    ...packOutputs(tables),
  };
}

function packOutputs({ accepts, outputs }: GraphTables): Record<string, Uint8Array> {
  const lists = new Map<number, number>();
  const references: number[] = [];
  const counts: number[] = [];
  const values: number[] = [];
  const tones: number[] = [];
  for (const accept of accepts) {
    const known = lists.get(accept);
    references.push(accept === 0 ? 0 : known === undefined ? 1 : known + 2);
    if (accept === 0 || known !== undefined) continue;
    lists.set(accept, lists.size);
    const count = outputs[accept] ?? 0;
    counts.push(count);
    for (let i = accept + 1; i <= accept + 2 * count; i += 2) {
      values.push(outputs[i] ?? 0);
      tones.push(outputs[i + 1] ?? 0);
    }
  }
  return {
    accepts: toPlanes(references, 3),
    counts: toPlanes(counts, 2),
    values: toPlanes(values, 4),
    tones: toPlanes(tones, 2),
  };
}

/**
 * Lays the graph out in memory (see `word-graph.ts`) as it walks: a state's node is written when it is met, and the
 * place of each target when that is met. Throws a RangeError when the bytes are no graph.
 */
export function readGraph(sections: Sections, roots: readonly [number, number]): WordGraph {
  const degrees = fromPlanes(section(sections, 'degrees'), 2);
  const labels = fromPlanes(section(sections, 'labels'), 2);
  const backs = fromPlanes(section(sections, 'backs'), 3);
  const references = fromPlanes(section(sections, 'accepts'), 3);
  const fresh = section(sections, 'fresh');
  const { outputs, lists } = readOutputs(sections);
  const states = degrees.length;
  if (references.length !== states || fresh.length < labels.length >> 3)
    throw new RangeError('the word graph is cut off');
  const nodes = new Uint32Array(2 * states + 2 * labels.length + 2);
  const places = new Uint32Array(states);
  // For each state on the path: where its next target is to be written, and how many are left
  const slots: number[] = [];
  const left: number[] = [];
  let next = 0;
  let end = 0;
  let label = 0;
  let edge = 0;
  let back = 0;
  let list = 0;

  const meet = (): void => {
    if (next >= states) throw new RangeError('the word graph points outside itself');
    places[next] = end;
    const degree = degrees[next] as number;
    if (label + degree > labels.length) throw new RangeError('the word graph is cut off');
    const reference = references[next++] as number;
    let head = 0;
    let at = end + 1;
    if (reference !== 0) {
      const accept = lists[reference === 1 ? list++ : reference - 2];
      if (accept === undefined) throw new RangeError('the word graph names an output that is not there');
      head |= ACCEPTS;
      nodes[at++] = accept;
    }
    if (degree === 1) {
      // The edge of a state with one is walked next: only if it leads elsewhere does its target need a word
      const follows = (((fresh[edge >> 3] as number) >> (edge & 7)) & 1) === 1;
      nodes[end] = head | SINGLE | (follows ? FOLLOWS : 0) | (labels[label++] as number);
      slots.push(follows ? -1 : at);
      end = follows ? at : at + 1;
    } else {
      nodes[end] = head | degree;
      for (let i = 0; i < degree; i++) {
        const word = at + (i >> 1);
        nodes[word] = (nodes[word] as number) | ((labels[label++] as number) << ((i & 1) << 4));
      }
      at += (degree + 1) >> 1;
      slots.push(at);
      end = at + degree;
    }
    left.push(degree);
  };

  for (const root of roots) {
    if (root !== next) continue;
    meet();
    while (left.length > 0) {
      const top = left.length - 1;
      const remaining = left[top] as number;
      if (remaining === 0) {
        left.pop();
        slots.pop();
        continue;
      }
      left[top] = remaining - 1;
      const slot = slots[top] as number;
      slots[top] = slot + 1;
      const isFresh = (((fresh[edge >> 3] as number) >> (edge & 7)) & 1) === 1;
      edge++;
      if (isFresh) {
        if (slot >= 0) nodes[slot] = end;
        meet();
        continue;
      }
      const target = next - (backs[back++] ?? 0);
      if (target < 0 || target >= next) throw new RangeError('the word graph points outside itself');
      nodes[slot] = places[target] as number;
    }
  }
  if (next !== states) throw new RangeError('the word graph has states that nothing leads to');
  const [edgeRoot, insideRoot] = roots.map((root) => places[root]);
  if (edgeRoot === undefined || insideRoot === undefined) throw new RangeError('the word graph has no such root');
  return { nodes, outputs, edgeStart: startsOf(nodes, edgeRoot), insideStart: startsOf(nodes, insideRoot) };
}

function readOutputs(sections: Sections): { outputs: Uint32Array; lists: Uint32Array } {
  const counts = fromPlanes(section(sections, 'counts'), 2);
  const values = fromPlanes(section(sections, 'values'), 4);
  const tones = fromPlanes(section(sections, 'tones'), 2);
  const outputs = new Uint32Array(1 + counts.length + 2 * values.length);
  const lists = new Uint32Array(counts.length);
  let at = 1;
  let value = 0;
  for (const [list, count] of counts.entries()) {
    if (value + count > values.length || value + count > tones.length) throw new RangeError('outputs are cut off');
    lists[list] = at;
    outputs[at++] = count;
    for (let i = 0; i < count; i++, value++) {
      outputs[at++] = values[value] as number;
      outputs[at++] = tones[value] as number;
    }
  }
  return { outputs, lists };
}

/** Walks all edges of `tables` in the order of their numbers: `follow` is told what the next new number is. */
function walk(
  first: Uint32Array,
  roots: readonly [number, number],
  follow: (edge: number, next: number) => number,
): void {
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
      if (follow(edge, next) === next) path.push(next++);
    }
  }
}
