/**
 * Compiles lexicon, place names, chat services and common words into `lexicon.bin`. Compiles signals and combinations
 * into `weights.json`, places into `places.json`, pay into `pay.json`. Throws an Error that names file and phrase of a
 * fault.
 */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as v from 'valibot';
import { readModel } from '../../utils/detect/model-file.ts';
import { packGappedPhrases, type LexiconMeta } from '../../utils/detect/lexicon-file.ts';
import { ANY_LANGUAGE, SERVICE_LANGUAGE } from '../../utils/text/payload.ts';
import { wordHash } from '../../utils/text/common-words.ts';
import { fold } from '../../utils/text/fold.ts';
import type { FoldTable } from '../../utils/text/fold-table.ts';
import { packGraphs } from '../../utils/text/graph-file.ts';
import { packAccentKeys } from '../../utils/text/accents.ts';
import { packSections } from '../../utils/text/sections.ts';
import { compileFoldTable, foldTableOf } from './fold-table.ts';
import { PhraseBook, type PhraseCache } from './phrase-book.ts';
import { readPlaces } from './places.ts';
import { readPay } from './pay.ts';
import { readYaml } from './read-yaml.ts';
import { readWeights } from './weights.ts';

const PhraseSchema = v.union([
  v.string(),
  v.pipe(v.number(), v.transform(String)),
  v.strictObject({ phrase: v.string(), source: v.optional(v.string()) }),
]);
const phrases = v.record(v.string(), v.nullable(v.array(PhraseSchema)));

export const LexiconSchema = v.strictObject({
  language: v.string(),
  reviewed: v.boolean(),
  signals: v.optional(phrases, () => ({})),
  concepts: v.optional(phrases, () => ({})),
});

const WordsSchema = v.record(v.string(), v.array(v.pipe(v.unknown(), v.transform(String))));
/** `languages.yaml`. */
export const LanguagesSchema = v.strictObject({ languages: WordsSchema });
/** `benign-contexts.yaml`. */
export const BenignContextsSchema = v.strictObject({ suppress: WordsSchema, weaken: WordsSchema });
/** `channels.yaml`. */
export const ChannelsSchema = v.strictObject({ channels: WordsSchema });

/** @param cache of an earlier compilation in this process */
export async function compileLexicon(folder: string, cache?: PhraseCache): Promise<Record<string, Uint8Array>> {
  const weights = await readWeights(folder);
  const places = await readPlaces(folder);
  const money = await readPay(folder);
  const foldSections = compileFoldTable();
  const table = foldTableOf(foldSections);
  const book = new PhraseBook(table, cache);

  const names = (await readdir(join(folder, 'lexicon'))).filter((name) => name.endsWith('.yaml')).sort();
  const { languages: everyday } = await readYaml(join(folder, 'languages.yaml'), LanguagesSchema, cache?.files);
  const ids = [...new Set([...names.map((name) => basename(name, '.yaml')), ...Object.keys(everyday)])].sort();
  const languages = ids.map((id) => ({ id, reviewed: false }));

  for (const name of names) await addLexicon({ file: join(folder, 'lexicon', name), languages, weights, book, cache });
  await addBenignContexts(folder, ids, book);
  const channels = await addChannels(folder, book);
  addPlaces(places, ids, book);
  for (const [index, [, words]] of money.words.entries()) {
    for (const phrase of words) {
      book.add({ file: 'pay.yaml', phrase, kind: 'money', id: index, language: ANY_LANGUAGE });
    }
  }

  const graphs = book.build();
  const meta: LexiconMeta = {
    version: 2,
    languages,
    channels,
    money: money.words.map(([id]) => id),
  };
  return {
    'lexicon.bin': packSections({
      meta: json(meta),
      stretched: bytesOf(packGappedPhrases(book.gappedPhrases)),
      parts: bytesOf(Uint32Array.from(book.parts.flat())),
      tones: packAccentKeys(book.accentKeys),
      everyday: bytesOf(hashWords(everyday, ids, table)),
      fold: bytesOf(foldSections.unitTable),
      expansions: bytesOf(foldSections.expansions),
      ...packGraphs(graphs),
    }),
    'weights.json': json(weights),
    'places.json': json({ version: 1, places: places.places }),
    'pay.json': json(money.pay),
    ...(await readModelFile(folder)),
  };
}

interface LexiconSource {
  /** Path of `<language>.yaml`. */
  file: string;
  /** In order of their numbers; the entry of this language is completed. */
  languages: LexiconMeta['languages'];
  weights: Awaited<ReturnType<typeof readWeights>>;
  book: PhraseBook;
  cache: PhraseCache | undefined;
}

/** Adds the phrases of one language. Throws an Error for an unknown signal or concept, or another language in the file. */
async function addLexicon({ file, languages, weights, book, cache }: LexiconSource): Promise<void> {
  const lexicon = await readYaml(file, LexiconSchema, cache?.files);
  const language = languages.findIndex(({ id }) => id === basename(file, '.yaml'));
  if (lexicon.language !== languages[language]?.id) throw new Error(`${file}: language is ${lexicon.language}`);
  languages[language] = { id: lexicon.language, reviewed: lexicon.reviewed };
  const hasCheckedAccents = lexicon.language === 'vi';
  const family = lexicon.language.startsWith('zh') ? { family: 'zh' } : {};
  for (const [kind, known, groups] of [
    ['signal', weights.signals.map((signal) => signal.id), lexicon.signals],
    ['concept', weights.concepts, lexicon.concepts],
  ] as const) {
    for (const [id, list] of Object.entries(groups)) {
      const index = known.indexOf(id);
      if (index < 0) throw new Error(`${file}: unknown ${kind} "${id}"`);
      for (const item of list ?? []) {
        const phrase = typeof item === 'string' ? item : item.phrase;
        book.add({ file: `${file}: ${id}`, phrase, kind, id: index, language, hasCheckedAccents, ...family });
      }
    }
  }
}

/** Adds the phrases of `benign-contexts.yaml`. Throws an Error for an unknown language. */
async function addBenignContexts(folder: string, ids: readonly string[], book: PhraseBook): Promise<void> {
  const file = join(folder, 'benign-contexts.yaml');
  const { suppress, weaken } = await readYaml(file, BenignContextsSchema);
  for (const [effect, lists] of [suppress, weaken].entries()) {
    for (const [id, words] of Object.entries(lists)) {
      const language = ids.indexOf(id);
      if (language < 0) throw new Error(`${file}: unknown language "${id}"`);
      for (const phrase of words) book.add({ file, phrase, kind: 'benign', id: effect, language });
    }
  }
}

/** Adds the names of chat services. @returns their ids, in order of their numbers */
async function addChannels(folder: string, book: PhraseBook): Promise<string[]> {
  const file = join(folder, 'channels.yaml');
  const { channels } = await readYaml(file, ChannelsSchema);
  for (const [index, [id, words]] of Object.entries(channels).entries()) {
    for (const phrase of words) {
      book.add({ file: `${file}: ${id}`, phrase, kind: 'channel', id: index, language: SERVICE_LANGUAGE });
    }
  }
  return Object.keys(channels);
}

/** Adds the names of places. Throws an Error for an unknown language. */
function addPlaces({ names }: Awaited<ReturnType<typeof readPlaces>>, ids: readonly string[], book: PhraseBook): void {
  for (const { place, phrase, language } of names) {
    const index = language === null ? ANY_LANGUAGE : ids.indexOf(language);
    if (index < 0) throw new Error(`places.yaml: unknown language "${language}"`);
    book.add({
      file: 'places.yaml',
      phrase,
      kind: 'place',
      id: place,
      language: index,
      hasCheckedAccents: language === 'vi',
    });
  }
}

/** Hashes of the common words, with the languages that use them as bits. An entry of several words counts as each. */
function hashWords(everyday: Record<string, string[]>, ids: readonly string[], table: FoldTable): Uint32Array {
  const bits = new Map<number, number>();
  for (const [id, words] of Object.entries(everyday)) {
    for (const word of words.flatMap((each) => each.split(' '))) {
      const text = fold(word, table);
      const hash = wordHash(text.units, 0, text.length);
      bits.set(hash, ((bits.get(hash) ?? 0) | (1 << ids.indexOf(id))) >>> 0);
    }
  }
  return Uint32Array.from([...bits].sort(([a], [b]) => a - b).flat());
}

/** The model that `npm run -s train` wrote, if any. */
async function readModelFile(folder: string): Promise<Record<string, Uint8Array>> {
  const path = join(folder, 'fitted', 'model', 'model.bin');
  if (!existsSync(path)) return {};
  const bytes = await readFile(path);
  readModel(bytes);
  return { 'model.bin': bytes };
}

/** JSON with all other characters escaped: ASCII is read fastest. */
function json(value: unknown): Uint8Array {
  const ascii = JSON.stringify(value).replaceAll(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return new TextEncoder().encode(ascii);
}

function bytesOf(array: Uint16Array | Uint32Array | Int32Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
