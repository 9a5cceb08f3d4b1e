/** Finds the rows of the corpus that a phrase would newly match, and how their level would change. Writes nothing. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readRows, type Row } from '../eval/rows.ts';
import { analyse, conclude, loadKnowledge, type Knowledge } from '../../utils/detect/analyse.ts';
import { detectLanguages } from '../../utils/detect/detect-languages.ts';
import { packGappedPhrases, readGappedPhrases } from '../../utils/detect/lexicon-file.ts';
import { findPhrases, type FoundPhrase } from '../../utils/detect/find-phrases.ts';
import { fieldOf, readPost, spanOf, type PostText } from '../../utils/detect/post-text.ts';
import type { Level } from '../../utils/model/verdict.ts';
import { packGraphs, readGraphs } from '../../utils/text/graph-file.ts';
import { compileKnowledge, ensureKnowledge, KNOWLEDGE_FOLDER } from '../knowledge/compile-knowledge.ts';
import { readCompiled } from '../knowledge/read-compiled.ts';
import { PhraseBook } from '../knowledge/phrase-book.ts';
import { addPhrase, type Addition } from './add-phrase.ts';
import { checkPhrase } from './check-phrase.ts';
import { groupOf, lexiconFile, type KnownIds } from './lexicons.ts';

export interface RowHit {
  row: Row;
  /** The row's own words. */
  quotes: string[];
  /** The signal or concept is not found in the row without the phrase. */
  isNew: boolean;
  /** Level now and with the phrase; null without an id to give it to. */
  levels: readonly [before: Level, after: Level] | null;
}

/** `id`: signal or concept that the phrase would stand under, or null. */
export type Trial = Omit<Addition, 'id' | 'source'> & { id: string | null };

export async function tryPhrase(folder: string, trial: Trial, known: KnownIds): Promise<RowHit[]> {
  lexiconFile(folder, trial.language);
  checkPhrase(trial.phrase);
  if (trial.id !== null) groupOf(trial.id, known);
  const current = await knowledgeOf(folder);
  const phraseKnowledge = knowledgeOfPhrase(trial, current);
  const hits: RowHit[] = [];
  for (const row of await readRows(join(folder, 'corpus'))) {
    const post = readPost(row.post, current.fold);
    const quotes = new Set(
      findPhrases(post, phraseKnowledge, activeIn(post, current)).map((phrase) => quoteOf(post, phrase, current)),
    );
    if (quotes.size === 0) continue;
    const fresh = trial.id === null || !isFound(trial.id, post, current);
    hits.push({ row, quotes: [...quotes], isNew: fresh, levels: null });
  }
  if (trial.id === null || hits.length === 0) return hits;
  const changed = await knowledgeWith(folder, { ...trial, id: trial.id, source: 'https://example.org/tried' }, known);
  return hits.map((hit) => ({ ...hit, levels: [levelOf(hit.row, current), levelOf(hit.row, changed)] }));
}

async function knowledgeOf(folder: string): Promise<Knowledge> {
  if (folder !== KNOWLEDGE_FOLDER) return loadKnowledge(await compileKnowledge(folder));
  await ensureKnowledge();
  return loadKnowledge(readCompiled());
}

async function knowledgeWith(folder: string, addition: Addition, known: KnownIds): Promise<Knowledge> {
  const copy = await mkdtemp(join(tmpdir(), 'joblantern-try-'));
  try {
    await cp(folder, copy, { recursive: true });
    await addPhrase(copy, addition, known);
    return loadKnowledge(await compileKnowledge(copy));
  } finally {
    await rm(copy, { recursive: true });
  }
}

/** Knowledge that holds the phrase alone. */
function knowledgeOfPhrase({ language, phrase }: Trial, knowledge: Knowledge): Knowledge {
  const book = new PhraseBook(knowledge.fold);
  const index = languageIndex(language, knowledge);
  book.add({ file: 'phrase', phrase, kind: 'signal', id: 0, language: index, hasCheckedAccents: language === 'vi' });
  const graph = readGraphs(new Map(Object.entries(packGraphs(book.build()))));
  return {
    ...knowledge,
    graph,
    gappedPhrases: readGappedPhrases(packGappedPhrases(book.gappedPhrases)),
    parts: Uint32Array.from(book.parts.flat()),
  };
}

function isFound(id: string, post: PostText, knowledge: Knowledge): boolean {
  const signal = knowledge.signalIds.indexOf(id);
  const concept = knowledge.concepts.indexOf(id);
  return findPhrases(post, knowledge, activeIn(post, knowledge)).some(
    (phrase) =>
      (phrase.kind === 'signal' && phrase.id === signal) || (phrase.kind === 'concept' && phrase.id === concept),
  );
}

const activeIn = (post: PostText, knowledge: Knowledge): Uint8Array =>
  detectLanguages(post.text, knowledge, null).active;

const languageIndex = (language: string, knowledge: Knowledge): number =>
  knowledge.meta.languages.findIndex(({ id }) => id === language);

function levelOf(row: Row, knowledge: Knowledge): Level {
  return conclude(analyse(row.post, knowledge), [], '2026-11-25').level;
}

function quoteOf(post: PostText, phrase: FoundPhrase, knowledge: Knowledge): string {
  const { start, end } = spanOf(post, knowledge.fold, phrase.from, phrase.to);
  return fieldOf(post, phrase.from).source.slice(start, end).replaceAll(/\s+/gu, ' ');
}
