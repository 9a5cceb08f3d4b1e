/** How easily the documents can be read: lengths of sentences and reading age, for each and for all. */
import { readFileSync } from 'node:fs';
import { projectFiles } from '../setup/project-files.ts';
import { documentSentences, sentenceLengths, type SentenceLengths } from './document-sentences.ts';
import { measureReadingAge, type ReadingAge, type Sentence } from './measure-reading-age.ts';

/** Limits of all documents together, in words. */
export const MAX_MEAN_WORDS = 14;
export const MAX_P90_WORDS = 22;
/** Limit of the README, in words. */
export const MAX_README_WORDS = 600;
/** Age in years at which most people can read a document: readers and moderators, and everybody else. */
const MAX_AGE_OF_READERS = 12;
const MAX_AGE = 14;

export interface DocumentReading extends ReadingAge, SentenceLengths {
  /** Age in years that the document must not exceed. */
  maxAge: number;
}

/** The English documents of the project. */
export function documentPaths(): string[] {
  return projectFiles().filter((path) => path.endsWith('.md') && !path.startsWith('docs/reader/languages/'));
}

/** One row for each document, then one for all of them; and all sentences. */
export function measureDocuments(paths: readonly string[]): { rows: DocumentReading[]; sentences: Sentence[] } {
  const sentences = paths.flatMap((path) => documentSentences(path, readFileSync(path, 'utf8')));
  const rows = paths.map((path) =>
    measure(
      path,
      sentences.filter(({ key }) => key === path),
    ),
  );
  return { rows: [...rows, measure('all', sentences)], sentences };
}

function measure(name: string, sentences: readonly Sentence[]): DocumentReading {
  const maxAge = /^docs\/(?:reader|moderator)\//u.test(name) ? MAX_AGE_OF_READERS : MAX_AGE;
  return { ...measureReadingAge(name, sentences), ...sentenceLengths(sentences), maxAge };
}
