/** Labelled rows to measure on: our own corpus, and any folder of `written` (by language) and `real` (by set) rows. */
import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { JobPost } from '../../utils/model/job-post.ts';

export const LABELS = ['lure', 'job-scam', 'legit', 'warning'] as const;
export type Label = (typeof LABELS)[number];

export interface Row {
  /** `own` for the repository's corpus, `written` for rows by language elsewhere, else the name of a real set. */
  set: string;
  lang: string;
  label: Label;
  tactic: string;
  /** Batch, near-duplicate group or company: rows that belong together when split. */
  group: string;
  post: JobPost;
}

/** Labels that other sets use. */
const ALIASES: Record<string, Label> = {
  scam: 'job-scam',
  fraud: 'job-scam',
  fraudulent: 'job-scam',
  '1': 'job-scam',
  '0': 'legit',
};

/** Every .jsonl and .jsonl.gz below the folder, in order of name. A row without a known label is left out. */
export async function readRows(folder: string): Promise<Row[]> {
  if (!existsSync(folder)) return [];
  if (!(await stat(folder)).isDirectory()) return rowsOf(folder);
  const names = (await readdir(folder, { recursive: true })).filter((name) => /\.jsonl(\.gz)?$/u.test(name)).sort();
  return (await Promise.all(names.map((name) => rowsOf(join(folder, name))))).flat();
}

/** Each post once: the shared written rows stand in our own corpus too, where the first one read counts. */
export function withoutRepeats(rows: readonly Row[]): Row[] {
  const seen = new Set<string>();
  return rows.filter(({ set, lang, post }) => {
    if (set !== 'own' && set !== 'written') return true;
    const key = `${lang}\0${post.title}\0${post.text}`;
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}

async function rowsOf(file: string): Promise<Row[]> {
  const bytes = await readFile(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const name = basename(file).replace(/\.jsonl(\.gz)?$/u, '');
  const own = file.includes('knowledge/corpus');
  const byLanguage = /^[a-z]{2}(-[A-Z][a-z]+)?$/u.test(name);
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .flatMap((line, index) => {
      const raw = JSON.parse(line) as Record<string, unknown>;
      const label = ALIASES[String(raw['label'])] ?? LABELS.find((known) => known === raw['label']);
      return label === undefined ? [] : [toRow(raw, label, own ? 'own' : byLanguage ? 'written' : name, index)];
    });
}

function toRow(raw: Record<string, unknown>, label: Label, set: string, index: number): Row {
  const text = (key: string): string => (typeof raw[key] === 'string' ? raw[key] : '');
  const contacts = Array.isArray(raw['contacts']) ? raw['contacts'].map(String) : [];
  return {
    set,
    lang: text('lang') || 'und',
    label,
    tactic: text('tactic') || text('kind') || label,
    group: text('group') || text('batch') || 'dev',
    post: {
      id: text('id') || `${set}-${index}`,
      url: text('url'),
      site: 'eval',
      kind: 'message',
      title: text('title'),
      company: text('company'),
      location: text('location'),
      salary: text('salary'),
      text: text('text'),
      contacts,
      poster: '',
    },
  };
}
