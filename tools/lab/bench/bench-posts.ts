/** Posts for timing: texts of the corpus, joined to the sizes of the limits in `bench`. */
import { readRows, type Row } from '../../eval/rows.ts';
import type { JobPost } from '../../../utils/model/job-post.ts';

/** UTF-16 units of a post of "2 KB". */
export const POST_SIZE = 2_048;
export const FILLER_SIZE = 900_000;

export interface BenchPost {
  language: string;
  kind: 'lure' | 'legit';
  post: JobPost;
}

export async function readCorpus(): Promise<Row[]> {
  return readRows('knowledge/corpus');
}

/** For each language and kind one post of exactly `POST_SIZE`: rows of the corpus, joined by empty lines. */
export function benchPosts(rows: readonly Row[]): BenchPost[] {
  const languages = [...new Set(rows.map(({ lang }) => lang))].sort();
  return languages.flatMap((language) =>
    (['lure', 'legit'] as const).map((kind) => {
      const texts = rows.filter(({ lang, label }) => lang === language && label === kind).map(({ post }) => post.text);
      return { language, kind, post: messagePost(repeatTo(texts, POST_SIZE)) };
    }),
  );
}

/** Honest rows of all languages, repeated to `size`. */
export function fillerOf(rows: readonly Row[], size: number): string {
  return repeatTo(
    rows.filter(({ label }) => label === 'legit').map(({ post }) => post.text),
    size,
  );
}

export function messagePost(text: string): JobPost {
  const none = { url: '', title: '', company: '', location: '', salary: '', poster: '' };
  return { id: 'bench', site: 'bench', kind: 'message', text, contacts: [], ...none };
}

function repeatTo(texts: readonly string[], size: number): string {
  if (!texts.some((text) => text !== '')) throw new Error('No texts to fill with');
  let filled = '';
  for (let i = 0; filled.length < size; i++) filled += `${texts[i % texts.length] ?? ''}\n\n`;
  // Copied through a buffer: a joined string is read more slowly than a flat one
  return Buffer.from(filled.slice(0, size), 'utf16le').toString('utf16le');
}
