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
import { LexiconMetaSchema, readSplitPhrases, type LexiconMeta, type SplitPhrases } from './lexicon-file.ts';
import { readModel } from './model-file.ts';
import { PlacesSchema, type Place } from './places.ts';
import { WeightsSchema, type ProximityRule, type SignalSet, type Signal, type Weights } from './weights.ts';

/** The bytes are no knowledge that this engine can read; `reason` names the target and the fault. */
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
  toneKeys: () => Uint32Array;
  everyday: CommonWords;
  meta: LexiconMeta;
  stretched: SplitPhrases;
  /** Payload id of a part -> number of its phrase in `gappedPhrases`, and which stretch of it; flat pairs. */
  parts: Uint32Array;
  signals: ReadonlyMap<string, Signal>;
  /** Signal ids by their number in payloads. */
  signalIds: readonly string[];
  concepts: readonly string[];
  proximity: readonly ProximityRule[];
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

/** Throws a KnowledgeError when a target is missing or malformed; `analyse` may throw one for what it reads first then. */
export function loadKnowledge(files: Readonly<Record<string, Uint8Array>>): Knowledge {
  const weights = readJson(files, 'weights.json', WeightsSchema);
  const { places } = readJson(files, 'places.json', PlacesSchema);
  const pay = readJson(files, 'pay.json', PaySchema);
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
    toneKeys: lazy(() => wrapErrors('lexicon.bin', () => unpackAccentKeys(byteSection(lexicon, 'tones')))),
    everyday: wrapErrors('lexicon.bin', () => readCommonWords(uint32Section(lexicon, 'everyday'))),
    meta,
    stretched: wrapErrors('lexicon.bin', () => readSplitPhrases(uint32Section(lexicon, 'stretched'))),
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
    held:
      files['held.json'] === undefined
        ? null
        : wrapErrors('held.json', () => new HeldModel(readJson(files, 'held.json', HeldSchema))),
    model:
      files['model.bin'] === undefined ? null : wrapErrors('model.bin', () => readModel(bytesOf(files, 'model.bin'))),
  };
}

function readJson<S extends v.GenericSchema>(
  files: Readonly<Record<string, Uint8Array>>,
  name: string,
  schema: S,
): v.InferOutput<S> {
  return wrapErrors(name, () => v.parse(schema, JSON.parse(decodeUtf8(bytesOf(files, name)))));
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
