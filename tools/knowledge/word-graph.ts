/**
 * Builds the minimal word graph that `utils/text/word-graph.ts` lays out. Each finished tail is looked up among those
 * already built: the spellings of one phrase share their ends. See Daciuk and others, "Incremental construction of
 * minimal acyclic finite-state automata", 2000.
 */
import type { GraphTables } from '../../utils/text/word-graph.ts';

export interface GraphEntry {
  letters: string;
  /** Packed as in `utils/text/payload.ts`. */
  value: number;
}

interface Node {
  edges: Map<number, Node>;
  outputs: Set<number>;
  id: number;
}

const node = (): Node => ({ edges: new Map(), outputs: new Set(), id: -1 });

/** `edge`: phrases that start at a word start; `inside`: phrases that may start inside a word. */
export function buildWordGraph(edge: readonly GraphEntry[], inside: readonly GraphEntry[]): GraphTables {
  const known = new Map<string, Node>();
  const order: Node[] = [];
  const roots = [edge, inside].map((entries) => minimise(trie(entries), known, order)) as [Node, Node];
  return layOut(order, roots);
}

function trie(entries: readonly GraphEntry[]): Node {
  const root = node();
  for (const entry of entries) {
    let at = root;
    for (let i = 0; i < entry.letters.length; i++) {
      const unit = entry.letters.charCodeAt(i);
      let next = at.edges.get(unit);
      if (next === undefined) at.edges.set(unit, (next = node()));
      at = next;
    }
    at.outputs.add(entry.value);
  }
  return root;
}

/** Replaces each state by the first equal one; `order` collects the states that stay, children before parents. */
function minimise(at: Node, known: Map<string, Node>, order: Node[]): Node {
  const edges = [...at.edges]
    .sort(([a], [b]) => a - b)
    .map(([unit, child]) => [unit, minimise(child, known, order)] as const);
  const outputs = [...at.outputs].sort((a, b) => a - b);
  const key = `${edges.map(([unit, child]) => `${unit}>${child.id}`).join(',')}|${outputs.join(',')}`;
  const same = known.get(key);
  if (same !== undefined) return same;
  const kept: Node = { edges: new Map(edges), outputs: at.outputs, id: order.length };
  order.push(kept);
  known.set(key, kept);
  return kept;
}

/** Numbers each state before its targets, so that most edges lead to the next number. */
function renumber(roots: readonly [Node, Node], count: number): Node[] {
  const placed: Node[] = [];
  const done = new Uint8Array(count);
  const visit = (at: Node): void => {
    if (done[at.id] === 1) return;
    done[at.id] = 1;
    placed.push(at);
    for (const child of at.edges.values()) visit(child);
  };
  roots.forEach(visit);
  for (const [id, at] of placed.entries()) at.id = id;
  return placed;
}

function layOut(built: readonly Node[], roots: readonly [Node, Node]): GraphTables {
  const order = renumber(roots, built.length);
  const first = new Uint32Array(order.length + 1);
  const accepts = new Uint32Array(order.length);
  const labels: number[] = [];
  const targets: number[] = [];
  const outputs: number[] = [0];
  const lists = new Map<string, number>();
  for (const each of order) {
    first[each.id] = labels.length;
    for (const [unit, child] of each.edges) {
      labels.push(unit);
      targets.push(child.id);
    }
    if (each.outputs.size === 0) continue;
    const values = [...each.outputs].sort((a, b) => a - b);
    const key = values.join(',');
    let list = lists.get(key);
    if (list === undefined) {
      list = outputs.length;
      outputs.push(values.length, ...values.map((value) => value >>> 0));
      lists.set(key, list);
    }
    accepts[each.id] = list;
  }
  first[order.length] = labels.length;
  return {
    first,
    labels: Uint16Array.from(labels),
    targets: Uint32Array.from(targets),
    accepts,
    outputs: Uint32Array.from(outputs),
    roots: [roots[0].id, roots[1].id],
  };
}
