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
import { packSplitPhrases, type LexiconMeta } from '../../utils/detect/lexicon-file.ts';
import { ANY_LANGUAGE } from '../../utils/text/payload.ts';
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
  const foldSections = cache?.foldSections ?? compileFoldTable();
  if (cache !== undefined) cache.foldSections = foldSections;
  const table = foldTableOf(foldSections);
  const book = new PhraseBook(table, cache);

  const names = (await readdir(join(folder, 'lexicon'))).filter((name) => name.endsWith('.yaml')).sort();
  const { languages: everyday } = await readYaml(join(folder, 'languages.yaml'), LanguagesSchema, cache?.files);
  const ids = [...new Set([...names.map((name) => basename(name, '.yaml')), ...Object.keys(everyday)])].sort();
  const languages = ids.map((id) => ({ id, reviewed: false }));

  const signalIds = weights.signals.map((signal) => signal.id);
  for (const name of names) {
    const file = join(folder, 'lexicon', name);
    const lexicon = await readYaml(file, LexiconSchema, cache?.files);
    const language = ids.indexOf(basename(name, '.yaml'));
    if (lexicon.language !== ids[language]) throw new Error(`${file}: language is ${lexicon.language}`);
    languages[language] = { id: lexicon.language, reviewed: lexicon.reviewed };
    for (const [kind, known, groups] of [
      ['signal', signalIds, lexicon.signals],
      ['concept', weights.concepts, lexicon.concepts],
    ] as const) {
      for (const [id, list] of Object.entries(groups)) {
        const index = known.indexOf(id);
        if (index < 0) throw new Error(`${file}: unknown ${kind} "${id}"`);
        for (const item of list ?? []) {
          const phrase = typeof item === 'string' ? item : item.phrase;
          const toned = lexicon.language === 'vi';
          const family = lexicon.language.startsWith('zh') ? { family: 'zh' } : {};
          book.add({ file: `${file}: ${id}`, phrase, kind, id: index, language, toned, ...family });
        }
      }
    }
  }

  const benignFile = join(folder, 'benign-contexts.yaml');
  const { suppress, weaken } = await readYaml(benignFile, BenignContextsSchema);
  for (const [effect, lists] of [suppress, weaken].entries()) {
    for (const [id, words] of Object.entries(lists)) {
      const language = ids.indexOf(id);
      if (language < 0) throw new Error(`${benignFile}: unknown language "${id}"`);
      for (const phrase of words) book.add({ file: benignFile, phrase, kind: 'benign', id: effect, language });
    }
  }
  const channelsFile = join(folder, 'channels.yaml');
  const { channels } = await readYaml(channelsFile, ChannelsSchema);
  for (const [index, [id, words]] of Object.entries(channels).entries()) {
    for (const phrase of words) {
      book.add({ file: `${channelsFile}: ${id}`, phrase, kind: 'channel', id: index, language: ANY_LANGUAGE });
    }
  }
  for (const { place, phrase, language } of places.names) {
    const index = language === null ? ANY_LANGUAGE : ids.indexOf(language);
    if (index < 0) throw new Error(`places.yaml: unknown language "${language}"`);
    book.add({ file: 'places.yaml', phrase, kind: 'place', id: place, language: index, toned: language === 'vi' });
  }
  for (const [index, [, words]] of money.words.entries()) {
    for (const phrase of words) {
      book.add({ file: 'pay.yaml', phrase, kind: 'money', id: index, language: ANY_LANGUAGE });
    }
  }

  const graphs = book.build();
  const meta: LexiconMeta = {
    version: 1,
    languages,
    channels: Object.keys(channels),
    money: money.words.map(([id]) => id),
  };
  return {
    'lexicon.bin': packSections({
      meta: json(meta),
      stretched: bytesOf(packSplitPhrases(book.gappedPhrases)),
      parts: bytesOf(Uint32Array.from(book.segments.flat())),
      tones: packAccentKeys(book.tones),
      everyday: bytesOf(hashWords(everyday, ids, table)),
      fold: bytesOf(foldSections.step),
      expansions: bytesOf(foldSections.expansions),
      ...packGraphs(graphs),
    }),
    'weights.json': json(weights),
    'places.json': json({ version: 1, places: places.places }),
    'pay.json': json(money.pay),
    ...(await readModelFile(folder)),
  };
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
