/** Reads labelled rows (JSONL, gzip too) of the repository's corpus and of any other folder or file. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as v from 'valibot';
import { JobPostSchema, type JobPost } from '../../utils/model/job-post.ts';

/** `other`: no work is offered. */
export const LABELS = ['lure', 'job-scam', 'legit', 'warning', 'other'] as const;
export type Label = (typeof LABELS)[number];

export interface Row {
  /** `own`: the repository's corpus; `written`: other rows by language; else the name of the file. */
  set: string;
  lang: string;
  label: Label;
  tactic: string;
  /** Rows of one batch were written together. */
  batch: string;
  writer: string;
  /** Batch, or cluster of near-duplicates: rows of one group are never split between training and test. */
  group: string;
  post: JobPost;
}

/** One file. */
export interface Source {
  /** Name of the file. */
  name: string;
  /** SHA-256 of the bytes, hex. */
  digest: string;
  rows: Row[];
}

/** Labels of other data sets. */
const ALIASES: Readonly<Record<string, Label>> = {
  scam: 'job-scam',
  fraud: 'job-scam',
  fraudulent: 'job-scam',
  '1': 'job-scam',
  '0': 'legit',
};

/** Where a row or a line was met, and the kind of post that the engine calls it. */
export const PLACE_KINDS: Readonly<Record<string, JobPost['kind']>> = {
  card: 'card',
  page: 'detail',
  post: 'social',
  message: 'message',
};

const text = v.optional(v.string(), '');
const LineSchema = v.object({
  id: v.optional(v.union([v.string(), v.number()]), ''),
  lang: v.optional(v.string(), 'und'),
  label: v.union([v.string(), v.number()]),
  kind: text,
  tactic: text,
  batch: text,
  writer: text,
  group: text,
  place: text,
  title: text,
  company: text,
  location: text,
  salary: text,
  text,
  url: text,
  contacts: v.optional(v.array(v.string()), () => []),
});

/** The rows of a file, or of all files below a folder in order of name. A row whose label is unknown is left out. */
export async function readRows(path: string): Promise<Row[]> {
  return (await readSources(path)).flatMap(({ rows }) => rows);
}

/** The same by file. Throws an Error that names file and line of a malformed row. */
export async function readSources(path: string): Promise<Source[]> {
  if (!existsSync(path)) return [];
  if (!(await stat(path)).isDirectory()) return [await readSource(path)];
  const names = (await readdir(path, { recursive: true })).filter((name) => /\.jsonl(?:\.gz)?$/u.test(name)).sort();
  return Promise.all(names.map((name) => readSource(join(path, name))));
}

/** Each post once: the first of equal language, title and text counts. */
export function withoutRepeats(rows: readonly Row[]): Row[] {
  const seen = new Set<string>();
  return rows.filter(({ set, lang, post }) => {
    if (set !== 'own' && set !== 'written') return true;
    const key = `${lang}\0${post.title}\0${post.text}`;
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}

async function readSource(file: string): Promise<Source> {
  const bytes = await readFile(file);
  const lines = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').split('\n');
  const name = basename(file).replace(/\.jsonl(?:\.gz)?$/u, '');
  const byLanguage = /^[a-z]{2}(?:-[A-Z][a-z]+)?$/u.test(name);
  const set = file.includes('knowledge/corpus') ? 'own' : byLanguage ? 'written' : name;
  const rows = lines.flatMap((line, index) => (line.trim() === '' ? [] : parseRow(line, set, `${file}:${index + 1}`)));
  return { name: basename(file), digest: createHash('sha256').update(bytes).digest('hex'), rows };
}

function parseRow(line: string, set: string, where: string): Row[] {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw new Error(`${where}: not JSON`, { cause: error });
  }
  const parsed = v.safeParse(LineSchema, value);
  if (!parsed.success) throw new Error(`${where}: ${parsed.issues[0].message}`);
  const { id, lang, label: raw, kind, tactic, batch, writer, group, place, ...fields } = parsed.output;
  const label = ALIASES[String(raw)] ?? LABELS.find((known) => known === raw);
  if (label === undefined) return [];
  const post = { ...fields, id: String(id) || where, site: 'eval', kind: PLACE_KINDS[place] ?? 'message' };
  return [
    {
      set,
      lang,
      label,
      tactic: tactic || kind || label,
      batch: batch || group || 'dev',
      writer: writer || batch,
      group: group || batch || 'dev',
      post: v.parse(JobPostSchema, post),
    },
  ];
}
