/** Compiled knowledge, checked and ready: what the engine judges by. */
import * as v from 'valibot';
import { lazy } from '../model/lazy.ts';
import { decodeUtf8 } from '../indicators/utf8.ts';
import { readCommonWords, type CommonWords } from '../text/common-words.ts';
import { readFoldTable, type FoldTable } from '../text/fold-table.ts';
import { PaySchema, type Pay } from '../text/money.ts';
import { readGraphs } from '../text/graph-file.ts';
import type { WordGraph } from '../text/word-graph.ts';
import { unpackAccentKeys } from '../text/accents.ts';
import { readSections, byteSection, int32Section, uint16Section, uint32Section } from '../text/sections.ts';
import type { Model } from './text-classifier.ts';
import { DetectScratch } from './detect-scratch.ts';
import { HeldModel, HeldSchema } from './held.ts';
import { SCRIPT_GROUPS } from './ngram-reader.ts';
import { LexiconMetaSchema, readGappedPhrases, type LexiconMeta, type GappedPhrases } from './lexicon-file.ts';
import { openModel } from './model-file.ts';
import { PlacesSchema, type Place } from './places.ts';
import { WeightsSchema, type ProximityEntry, type SignalSet, type Signal, type Weights } from './weights.ts';

/** The bytes are not valid knowledge for this engine; `reason` names the target and the fault. */
export class KnowledgeError extends Error {
  override readonly name = 'KnowledgeError';
  readonly reason: string;

  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.reason = reason;
  }
}

export interface Knowledge {
  fold: FoldTable;
  graph: WordGraph;
  /** Working memory: one for each knowledge, for one text at a time. */
  scratch: DetectScratch;
  /** Keys of the phrases whose accents carry meaning (`utils/text/accents.ts`), read when a text first needs them. */
  accentKeys: () => Uint32Array;
  commonWords: CommonWords;
  meta: LexiconMeta;
  gappedPhrases: GappedPhrases;
  /** By payload id of a part, as flat pairs: index of its phrase in `gappedPhrases`, and which part of it this is. */
  parts: Uint32Array;
  /** By id. */
  signals: ReadonlyMap<string, Signal>;
  /** By signal number, as payloads have it. */
  signalIds: readonly string[];
  concepts: readonly string[];
  proximity: readonly ProximityEntry[];
  sets: readonly SignalSet[];
  offer: Weights['offer'];
  hardFacts: readonly string[];
  levels: Weights['levels'];
  evidence: Weights['evidence'];
  places: readonly Place[];
  pay: Pay;
  /** null: no text model is shipped. */
  model: Model | null;
  /** Recognises cries for help; null: not shipped. */
  held: HeldModel | null;
}

/** The targets that the engine needs, by name as compiled in `public/knowledge` and published in a channel. */
export const KNOWLEDGE_TARGETS = ['lexicon.bin', 'weights.json', 'places.json', 'pay.json'] as const;
/**
 * All that it reads, the smallest first: they can be parsed while the others are read. Without `held.json` and `model.bin` it
 * judges by phrases alone.
 */
export const ALL_KNOWLEDGE_TARGETS = [
  'places.json',
  'pay.json',
  'weights.json',
  'held.json',
  'model.bin',
  'lexicon.bin',
] as const;

type ReadJson = <S extends v.GenericSchema>(bytes: Uint8Array, schema: S) => v.InferOutput<S>;
const checkJson: ReadJson = (bytes, schema) => v.parse(schema, JSON.parse(decodeUtf8(bytes)));
const trustJson: ReadJson = (bytes) => JSON.parse(decodeUtf8(bytes));

type Parsers = typeof PARSERS;
const PARSERS = {
  'places.json': (bytes: Uint8Array, read: ReadJson) => read(bytes, PlacesSchema).places,
  'pay.json': (bytes: Uint8Array, read: ReadJson) => read(bytes, PaySchema),
  'weights.json': (bytes: Uint8Array, read: ReadJson) => read(bytes, WeightsSchema),
  'held.json': (bytes: Uint8Array, read: ReadJson) =>
    new HeldModel(read(bytes, HeldSchema), (unpack) => wrapErrors('held.json', unpack)),
  'model.bin': (bytes: Uint8Array) => openModel(bytes, (read) => wrapErrors('model.bin', read)),
};
/** What `prepareFile` made of a file, by its bytes. */
const preparedFiles = new WeakMap<Uint8Array, unknown>();

/**
 * Parses a target of the package while others are still being read, so that `loadKnowledge` need not. The build wrote the
 * file by its schema, which is not checked again: that takes a tenth of a new worker's first verdict. A fault is thrown by
 * `loadKnowledge`.
 */
export function prepareFile(name: string, bytes: Uint8Array): void {
  if (preparedFiles.has(bytes) || !Object.hasOwn(PARSERS, name)) return;
  try {
    preparedFiles.set(bytes, PARSERS[name as keyof Parsers](bytes, trustJson));
  } catch {
    // `loadKnowledge` parses it again, with the schema, and reports the fault
  }
}

/** Throws a KnowledgeError when a target is missing or malformed; `analyse` may throw one for what it reads first then. */
export function loadKnowledge(files: Readonly<Record<string, Uint8Array>>): Knowledge {
  const weights = parseFile(files, 'weights.json');
  const places = parseFile(files, 'places.json');
  const pay = parseFile(files, 'pay.json');
  const lexicon = wrapErrors('lexicon.bin', () => readSections(bytesOf(files, 'lexicon.bin')));
  const meta = wrapErrors('lexicon.bin', () =>
    v.parse(LexiconMetaSchema, JSON.parse(decodeUtf8(byteSection(lexicon, 'meta')))),
  );
  return {
    fold: wrapErrors('lexicon.bin', () =>
      readFoldTable(int32Section(lexicon, 'fold'), uint16Section(lexicon, 'expansions')),
    ),
    scratch: new DetectScratch(),
    graph: wrapErrors('lexicon.bin', () => readGraphs(lexicon, (read) => wrapErrors('lexicon.bin', read))),
    accentKeys: lazy(() => wrapErrors('lexicon.bin', () => unpackAccentKeys(byteSection(lexicon, 'tones')))),
    commonWords: wrapErrors('lexicon.bin', () => readCommonWords(uint32Section(lexicon, 'everyday'))),
    meta,
    gappedPhrases: wrapErrors('lexicon.bin', () => readGappedPhrases(uint32Section(lexicon, 'stretched'))),
    parts: wrapErrors('lexicon.bin', () => uint32Section(lexicon, 'parts')),
    signals: new Map(weights.signals.map((signal) => [signal.id, signal])),
    signalIds: weights.signals.map((signal) => signal.id),
    concepts: weights.concepts,
    proximity: weights.near,
    sets: weights.sets,
    offer: weights.offer,
    hardFacts: weights.hardFacts,
    levels: weights.levels,
    evidence: weights.evidence,
    places,
    pay,
    held: files['held.json'] === undefined ? null : parseFile(files, 'held.json'),
    model: files['model.bin'] === undefined ? null : parseFile(files, 'model.bin'),
  };
}

/** Also reads what `loadKnowledge` leaves until a text needs it. Throws a KnowledgeError when anything is malformed. */
export function checkKnowledge(files: Readonly<Record<string, Uint8Array>>): void {
  const { model, held } = loadKnowledge(files);
  for (const group of SCRIPT_GROUPS.keys()) model?.unread?.read(group);
  held?.readAll();
}

function parseFile<N extends keyof Parsers>(
  files: Readonly<Record<string, Uint8Array>>,
  name: N,
): ReturnType<Parsers[N]> {
  const bytes = bytesOf(files, name);
  const prepared = preparedFiles.get(bytes) ?? wrapErrors(name, () => PARSERS[name](bytes, checkJson));
  return prepared as ReturnType<Parsers[N]>;
}

function bytesOf(files: Readonly<Record<string, Uint8Array>>, name: string): Uint8Array {
  const bytes = files[name];
  if (bytes === undefined) throw new KnowledgeError(`${name} is missing`);
  return bytes;
}

function wrapErrors<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof KnowledgeError) throw error;
    throw new KnowledgeError(`${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
