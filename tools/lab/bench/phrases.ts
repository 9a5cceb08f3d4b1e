/**
 * Phrase matching alone, against what npm offers, on one list of phrases and the same folded texts. The lexicon spells
 * out to a quarter of a million phrases. Every n-th of them is taken, so that the peers can be built in reasonable
 * time.
 */
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { AhoCorasick } from '@monyone/aho-corasick/fast';
import type { Knowledge } from '../../../utils/detect/analyse.ts';
import { matchPhrases } from '../../../utils/text/phrase-matcher.ts';
import { ANY_LANGUAGE, payload } from '../../../utils/text/payload.ts';
import { fold } from '../../../utils/text/fold.ts';
import { packGraphs, readGraphs } from '../../../utils/text/graph-file.ts';
import type { WordGraph } from '../../../utils/text/word-graph.ts';
import { KNOWLEDGE_FOLDER } from '../../knowledge/compile-knowledge.ts';
import { LexiconSchema } from '../../knowledge/lexicon.ts';
import { expandPhrase } from '../../knowledge/phrase.ts';
import { readYaml } from '../../knowledge/read-yaml.ts';
import { buildWordGraph } from '../../knowledge/word-graph.ts';
import { interleave, type Timed } from './interleave.ts';

export const PHRASES = 10_000;

export interface PhraseTimes {
  /** Different spellings in the whole lexicon, folded; how many of them were matched. */
  spellings: number;
  phrases: number;
  times: Record<string, Timed>;
}

export async function timePhrases(
  texts: readonly string[],
  knowledge: Knowledge,
  rounds: number,
): Promise<PhraseTimes> {
  const spellings = await foldedSpellings(knowledge);
  const step = Math.max(1, spellings.length / PHRASES);
  const phrases = Array.from(
    { length: Math.min(PHRASES, spellings.length) },
    (_, i) => spellings[Math.floor(i * step)] ?? '',
  );
  const folded = texts.map((text) => fold(text, knowledge.fold));
  const plain = folded.map((text) => String.fromCharCode(...text.units.subarray(0, text.length)));
  const own = graphOf(phrases);
  const aho = new AhoCorasick(phrases);
  const one = new RegExp(
    phrases
      .toSorted((a, b) => b.length - a.length)
      .map(escaped)
      .join('|'),
    'gu',
  );
  const active = new Uint8Array(ANY_LANGUAGE + 1).fill(1);
  const { scratch } = knowledge;
  const times = interleave(
    {
      'own graph': () => folded.forEach((text) => matchPhrases({ graph: own, scratch, text }, active)),
      '@monyone/aho-corasick/fast': () => plain.forEach((text) => aho.matchInText(text)),
      'one RegExp': () => plain.forEach((text) => text.match(one)),
      'includes loop': () => plain.forEach((text) => phrases.filter((phrase) => text.includes(phrase))),
      'own graph, whole lexicon': () =>
        folded.forEach((text) => matchPhrases({ graph: knowledge.graph, scratch, text }, active)),
    },
    texts.length,
    rounds,
  );
  return { spellings: spellings.length, phrases: phrases.length, times };
}

/** Every spelling of the lexicon in folded letters, in order. */
async function foldedSpellings(knowledge: Knowledge): Promise<string[]> {
  const folder = join(KNOWLEDGE_FOLDER, 'lexicon');
  const known = new Set<string>();
  for (const name of readdirSync(folder).filter((each) => basename(each).endsWith('.yaml'))) {
    const { signals, concepts } = await readYaml(join(folder, name), LexiconSchema);
    for (const item of [...Object.values(signals), ...Object.values(concepts)].flatMap((list) => list ?? [])) {
      for (const part of expandPhrase(typeof item === 'string' ? item : item.phrase).flat()) {
        const { units, length } = fold(part.words, knowledge.fold);
        if (length > 1) known.add(String.fromCharCode(...units.subarray(0, length)));
      }
    }
  }
  return [...known].sort();
}

function graphOf(phrases: readonly string[]): WordGraph {
  const entries = phrases.map((letters, id) => ({ letters, value: payload('signal', id, ANY_LANGUAGE, 0) }));
  return readGraphs(new Map(Object.entries(packGraphs([buildWordGraph(entries, [])]))));
}

function escaped(phrase: string): string {
  return phrase.replaceAll(/[\\^$.*+?()[\]{}|/-]/gu, String.raw`\$&`);
}
