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
import type { GraphTables } from './word-graph.ts';

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

/** Throws a RangeError when the bytes are no graph. */
export function readGraph(sections: Sections, roots: readonly [number, number]): GraphTables {
  const degrees = fromPlanes(section(sections, 'degrees'), 2);
  const states = degrees.length;
  const first = new Uint32Array(states + 1);
  for (let state = 0; state < states; state++) first[state + 1] = (first[state] as number) + (degrees[state] as number);
  const edges = first[states] as number;
  const labels = Uint16Array.from(fromPlanes(section(sections, 'labels'), 2));
  const fresh = section(sections, 'fresh');
  const backs = fromPlanes(section(sections, 'backs'), 3);
  if (labels.length !== edges || fresh.length < edges >> 3) throw new RangeError('the word graph is cut off');
  const targets = new Uint32Array(edges);
  let walked = 0;
  let back = 0;
  const met = walk(first, roots, (edge, next) => {
    const isFresh = (((fresh[walked >> 3] ?? 0) >> (walked & 7)) & 1) === 1;
    walked++;
    const target = isFresh ? next : next - (backs[back++] ?? 0);
    if (target < 0 || target > next || target >= states) throw new RangeError('the word graph points outside itself');
    targets[edge] = target;
    return target;
  });
  if (met !== states) throw new RangeError('the word graph has states that nothing leads to');
  return { first, labels, targets, ...readOutputs(sections, states), roots };
}

function readOutputs(sections: Sections, states: number): Pick<GraphTables, 'accepts' | 'outputs'> {
  const references = fromPlanes(section(sections, 'accepts'), 3);
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
  let next = 0;
  const accepts = new Uint32Array(states);
  for (let state = 0; state < states; state++) {
    const reference = references[state] ?? 0;
    if (reference === 0) continue;
    const list = lists[reference === 1 ? next++ : reference - 2];
    if (list === undefined) throw new RangeError('the word graph names an output that is not there');
    accepts[state] = list;
  }
  return { accepts, outputs };
}

/**
 * Walks all edges in order and gives the number of states met. `follow` says where an edge leads; `next` is the number
 * of the next new state, and an edge that leads there is gone along before the others of its state.
 */
function walk(
  first: Uint32Array,
  roots: readonly [number, number],
  follow: (edge: number, next: number) => number,
): number {
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
  return next;
}
