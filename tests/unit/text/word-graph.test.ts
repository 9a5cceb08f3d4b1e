/** Which graphs are loaded, and when. */
import { describe, expect, it } from 'vitest';
import { ALL_KINDS } from '../../../utils/text/kind-filter.ts';
import { AbsentLanguagesError, WordGraph } from '../../../utils/text/word-graph.ts';

/** A graph of 12 languages without phrases, of which number 11 is absent; and the numbers loaded so far. */
function countedGraph(): { graph: WordGraph; loaded: number[] } {
  const loaded: number[] = [];
  const loaders = Array.from({ length: 12 }, (_, language) => () => {
    loaded.push(language);
    return { nodes: new Int32Array(2), outputs: new Int32Array(1), roots: [1, 1] };
  });
  return { graph: new WordGraph([...loaders.slice(0, 11), null]), loaded };
}

describe('WordGraph.prepareFor', () => {
  it('loads the languages of a text, each once', () => {
    const { graph, loaded } = countedGraph();
    graph.prepareFor(0b101, ALL_KINDS);
    graph.prepareFor(0b111, ALL_KINDS);
    expect(loaded).toEqual([0, 2, 1]);
  });

  it('loads all that are present with the tenth', () => {
    const { graph, loaded } = countedGraph();
    for (let language = 0; language < 9; language++) graph.prepareFor(1 << language, ALL_KINDS);
    expect(loaded).toHaveLength(9);
    graph.prepareFor(1 << 9, ALL_KINDS);
    expect(loaded).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const prepared = graph.prepareFor(1 << 9, ALL_KINDS);
    expect(graph.prepareFor(1 << 10, ALL_KINDS)).toBe(prepared);
  });

  it('names the languages that are absent', () => {
    const { graph } = countedGraph();
    expect(() => graph.prepareFor(1 << 11, ALL_KINDS)).toThrow(new AbsentLanguagesError([11]));
  });
});
