/** Labelled rows for training. */
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as v from 'valibot';
import { JobPostSchema, type JobPost } from '../../../utils/model/job-post.ts';

export type Label = 'lure' | 'job-scam' | 'legit' | 'warning';

export interface Row {
  post: JobPost;
  label: Label;
  language: string;
  /** Batch of the corpus, or group of near-duplicates: rows of one are not tested on a model that saw it. */
  batch: string;
}

export interface Source {
  name: string;
  /** SHA-256 of the file's bytes, hex. */
  digest: string;
  rows: Row[];
}

const LABELS: Readonly<Record<string, Label>> = {
  lure: 'lure',
  'job-scam': 'job-scam',
  scam: 'job-scam',
  legit: 'legit',
  warning: 'warning',
};

const text = v.optional(v.string(), '');
const LineSchema = v.object({
  id: text,
  lang: text,
  label: v.string(),
  batch: text,
  group: text,
  title: text,
  company: text,
  location: text,
  salary: text,
  text,
  contacts: v.optional(v.array(v.string()), () => []),
});

export async function readCorpus(folder: string): Promise<Source[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.jsonl')).sort();
  return Promise.all(names.map((name) => readRows(join(folder, name))));
}

/** A file, or every file of rows in a folder. */
export async function readGiven(path: string): Promise<Source[]> {
  if (!(await stat(path)).isDirectory()) return [await readRows(path)];
  const names = (await readdir(path)).filter((name) => /\.jsonl(?:\.gz)?$/u.test(name)).sort();
  return Promise.all(names.map((name) => readRows(join(path, name))));
}

/** Rows without a label that we know are left out. Throws an Error naming file and line of a malformed one. */
export async function readRows(path: string): Promise<Source> {
  const bytes = await readFile(path);
  const plain = path.endsWith('.gz') ? gunzipSync(bytes) : bytes;
  const rows: Row[] = [];
  for (const [index, line] of plain.toString('utf8').split('\n').entries()) {
    if (line.trim() === '') continue;
    const row = toRow(line, `${path}:${index + 1}`);
    if (row !== null) rows.push(row);
  }
  return { name: basename(path), digest: createHash('sha256').update(bytes).digest('hex'), rows };
}

function toRow(line: string, where: string): Row | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw new Error(`${where}: not JSON`, { cause: error });
  }
  const parsed = v.safeParse(LineSchema, value);
  if (!parsed.success) throw new Error(`${where}: ${parsed.issues[0].message}`);
  const { label: name, lang, batch, group, ...fields } = parsed.output;
  const label = LABELS[name];
  if (label === undefined) return null;
  return { post: v.parse(JobPostSchema, fields), label, language: lang, batch: batch || group };
}
