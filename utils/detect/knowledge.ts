/** Compiled knowledge, checked and ready: what the engine judges by. */
import * as v from 'valibot';
import { decodeUtf8 } from '../indicators/utf8.ts';
import type { AutomatonTables } from '../text/automaton.ts';
import { decodeFoldTable, type FoldTable } from '../text/fold-table.ts';
import { PaySchema, type Pay } from '../text/money.ts';
import { readSections, section, words16, words32, type Sections } from '../text/sections.ts';
import { LexiconMetaSchema, type LexiconMeta } from './lexicon-file.ts';
import { PlacesSchema, type Place } from './places.ts';
import { WeightsSchema, type Near, type SignalSet, type Signal, type Weights } from './weights.ts';

/** The bytes are not knowledge of a form this engine reads; `reason` says which target and why. */
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
  automaton: AutomatonTables;
  meta: LexiconMeta;
  signals: ReadonlyMap<string, Signal>;
  /** Signal ids by their number in payloads. */
  signalIds: readonly string[];
  concepts: readonly string[];
  near: readonly Near[];
  sets: readonly SignalSet[];
  /** Group of each signal; a signal without one is a group of its own. */
  groupOf: ReadonlyMap<string, string>;
  anchors: Readonly<Record<'lure' | 'job-scam', ReadonlySet<string>>>;
  levels: Weights['levels'];
  places: readonly Place[];
  pay: Pay;
}

/** The targets that the engine needs, by name as compiled in `public/knowledge` and published in a channel. */
export const KNOWLEDGE_TARGETS = ['lexicon.bin', 'weights.json', 'places.json', 'pay.json'] as const;

/** Throws a KnowledgeError when a target is missing or malformed. */
export function loadKnowledge(files: Readonly<Record<string, Uint8Array>>): Knowledge {
  const weights = readJson(files, 'weights.json', WeightsSchema);
  const { places } = readJson(files, 'places.json', PlacesSchema);
  const pay = readJson(files, 'pay.json', PaySchema);
  const lexicon = attempt('lexicon.bin', () => readSections(bytesOf(files, 'lexicon.bin')));
  const meta = attempt('lexicon.bin', () =>
    v.parse(LexiconMetaSchema, JSON.parse(decodeUtf8(section(lexicon, 'meta')))),
  );
  const groupOf = new Map<string, string>();
  for (const [group, ids] of Object.entries(weights.groups)) for (const id of ids) groupOf.set(id, group);
  return {
    fold: attempt('lexicon.bin', () => decodeFoldTable(words16(lexicon, 'fold'), words16(lexicon, 'expansions'))),
    automaton: attempt('lexicon.bin', () => readAutomaton(lexicon, meta)),
    meta,
    signals: new Map(weights.signals.map((signal) => [signal.id, signal])),
    signalIds: weights.signals.map((signal) => signal.id),
    concepts: weights.concepts,
    near: weights.near,
    sets: weights.sets,
    groupOf,
    anchors: { lure: new Set(weights.anchors.lure), 'job-scam': new Set(weights.anchors['job-scam']) },
    levels: weights.levels,
    places,
    pay,
  };
}

function readAutomaton(lexicon: Sections, meta: LexiconMeta): AutomatonTables {
  const tables: AutomatonTables = {
    first: words32(lexicon, 'first'),
    labels: words16(lexicon, 'labels'),
    targets: words32(lexicon, 'targets'),
    accepts: words32(lexicon, 'accepts'),
    outputs: words32(lexicon, 'outputs'),
    roots: meta.roots,
  };
  const states = tables.first.length - 1;
  const edges = tables.labels.length;
  const bad =
    tables.targets.length > edges + 1 ||
    tables.accepts.length !== states ||
    tables.roots.some((root) => root >= states) ||
    !rises(tables.first, tables.targets.length) ||
    tables.targets.some((target) => target >= states) ||
    tables.accepts.some(
      (accept) => accept !== 0 && accept + 2 * (tables.outputs[accept] ?? 0) >= tables.outputs.length,
    );
  if (bad) throw new RangeError('the word graph points outside itself');
  return tables;
}

function rises(first: Uint32Array, edges: number): boolean {
  for (let i = 1; i < first.length; i++) if ((first[i] ?? 0) < (first[i - 1] ?? 0)) return false;
  return (first[first.length - 1] ?? 0) <= edges;
}

function readJson<S extends v.GenericSchema>(
  files: Readonly<Record<string, Uint8Array>>,
  name: string,
  schema: S,
): v.InferOutput<S> {
  return attempt(name, () => v.parse(schema, JSON.parse(decodeUtf8(bytesOf(files, name)))));
}

function bytesOf(files: Readonly<Record<string, Uint8Array>>, name: string): Uint8Array {
  const bytes = files[name];
  if (bytes === undefined) throw new KnowledgeError(`${name} is missing`);
  return bytes;
}

function attempt<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof KnowledgeError) throw error;
    throw new KnowledgeError(`${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
