/** Adds a phrase to a lexicon file, in its sorted place. */
import { readFile, writeFile } from 'node:fs/promises';
import { isMap, isSeq, YAMLMap, YAMLSeq } from 'yaml';
import { checkPhrase } from './check-phrase.ts';
import { formatLexicon, parseLexicon, phraseOf } from './format-lexicon.ts';
import { groupOf, lexiconFile, type KnownIds } from './lexicons.ts';

export interface Addition {
  language: string;
  /** Of a signal or a concept. */
  id: string;
  phrase: string;
  /** Public page on which the phrase was seen. */
  source: string | undefined;
}

/** @returns the file that was written. Throws an Error, and writes nothing, for an unknown id, a malformed or known phrase, or no source. */
export async function addPhrase(folder: string, addition: Addition, known: KnownIds): Promise<string> {
  const file = lexiconFile(folder, addition.language);
  const text = await readFile(file, 'utf8');
  await writeFile(file, formatLexicon(withPhrase(text, file, addition, known), known, file));
  return file;
}

function withPhrase(text: string, file: string, { id, phrase, source }: Addition, known: KnownIds): string {
  const group = groupOf(id, known);
  checkPhrase(phrase);
  if (source === undefined) {
    throw new Error(
      'Say on which public page the phrase was seen: --source https://... A phrase without a page cannot be checked later. Never take one from a private message.',
    );
  }
  if (!/^https?:\/\/\S+$/u.test(source)) throw new Error(`--source takes an address, not "${source}"`);
  const document = parseLexicon(text, file);
  const lists = child(document.contents, group, () => new YAMLMap());
  if (!isMap(lists)) throw new Error(`${file}: ${group}: not a list of ids`);
  const list = child(lists, id, () => new YAMLSeq());
  if (!isSeq(list)) throw new Error(`${file}: ${id}: not a list of phrases`);
  if (list.items.some((item) => phraseOf(item) === phrase))
    throw new Error(`${file}: ${id}: "${phrase}" is there already`);
  list.add(document.createNode({ phrase, source }));
  return document.toString({ lineWidth: 0 });
}

function child(map: YAMLMap, key: string, make: () => YAMLMap | YAMLSeq): unknown {
  const there = map.get(key);
  if (there !== undefined && there !== null) return there;
  const made = make();
  map.set(key, made);
  return made;
}
