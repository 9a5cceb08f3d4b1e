/**
 * Formats a lexicon file. Signals and concepts are in the order of signals.yaml and combinations.yaml; phrases are one a
 * line, sorted, without repeats. Formatting a formatted file changes nothing. Comments stay with the entry below them.
 */
import {
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  Scalar,
  type Document,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { KnownIds } from './lexicons.ts';

const TOP_LEVEL_KEYS = ['language', 'reviewed', 'signals', 'concepts'];

/** Throws an Error that names the file when the text is no YAML or no lexicon. */
export function formatLexicon(text: string, known: KnownIds, file: string): string {
  const document = parseLexicon(text, file);
  const top = document.contents;
  sortPairs(top, TOP_LEVEL_KEYS);
  for (const group of ['signals', 'concepts'] as const) {
    const lists = top.get(group);
    if (lists === undefined || lists === null) continue;
    if (!isMap(lists)) throw new Error(`${file}: ${group}: not a list of ids`);
    sortPairs(lists, known[group]);
    lists.flow = false;
    for (const { key, value } of lists.items) {
      unquote(key);
      if (isSeq(value)) formatPhrases(value);
    }
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

/** A document whose top level is a map. */
export function parseLexicon(text: string, file: string): Document<YAMLMap> & { contents: YAMLMap } {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error !== undefined) throw new Error(`${file}: ${error.message}`);
  if (!isMap(document.contents)) throw new Error(`${file}: not a lexicon`);
  return document as unknown as Document<YAMLMap> & { contents: YAMLMap };
}

/** The phrase of an entry, `ticket*` or `{ phrase: ticket*, source: ... }`. */
export function phraseOf(item: unknown): string {
  if (isMap(item)) return String(item.get('phrase'));
  return String(isScalar(item) ? item.value : item);
}

function formatPhrases(list: YAMLSeq): void {
  const kept = new Map<string, unknown>();
  for (const item of list.items) {
    const phrase = phraseOf(item);
    const same = kept.get(phrase);
    // Of two equal phrases keep the one with a source.
    if (same === undefined || (isMap(item) && !isMap(same))) kept.set(phrase, item);
  }
  list.flow = false;
  list.items = [...kept].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
  for (const item of list.items) {
    if (isMap(item)) {
      item.flow = true;
      sortPairs(item, ['phrase', 'source']);
      for (const { value } of item.items) unquote(value);
    } else unquote(item);
  }
}

/** Sorts by `order`; keys that it lacks come last. */
function sortPairs(map: YAMLMap, order: readonly string[]): void {
  const place = ({ key }: Pair): number => {
    const index = order.indexOf(String(isScalar(key) ? key.value : key));
    return index < 0 ? order.length : index;
  };
  map.items.sort((a, b) => place(a) - place(b));
}

/** Without quotes where YAML reads the same text back. */
function unquote(node: unknown): void {
  if (!isScalar(node)) return;
  if (typeof node.value === 'number') node.value = String(node.source ?? node.value);
  node.type = Scalar.PLAIN;
}
