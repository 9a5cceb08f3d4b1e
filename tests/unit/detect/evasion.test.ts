/**
 * Metamorphic: a lure that is found must still be found when it is written to get past filters. The rows are those of
 * the repository's corpus. The figures show the cost of an evasion, not the recall on unseen lures.
 */
import { afterAll, describe, expect, it } from 'vitest';
import { analyse, conclude } from '../../../utils/detect/analyse.ts';
import { extractFeatures } from '../../../utils/detect/extract-features.ts';
import { spanOf } from '../../../utils/detect/post-text.ts';
import { fieldText, type JobPost } from '../../../utils/model/job-post.ts';
import type { Verdict } from '../../../utils/model/verdict.ts';
import { seededRandom, type Random } from '../../../tools/setup/seeded-random.ts';
import { readFittedRows } from './corpus-texts.ts';
import { EVASIONS, type Evasion, type Extent } from './evasions.ts';
import { knowledge } from './project-knowledge.ts';

const SEED = 20261125;
/** Rows of an evasion that any language can have, and of each language of one that some can have. */
const SAMPLE = 900;
const SAMPLE_OF_LANGUAGE = 250;
const MAX_LOST = 0.05;
const FIELDS = ['title', 'location', 'text'] as const;
type Field = (typeof FIELDS)[number];

interface Caught {
  language: string;
  post: JobPost;
  verdict: Verdict;
}

interface Span {
  field: string;
  start: number;
  end: number;
  /** Of a place: what it is called in Latin letters. */
  name: string;
}

const verdictOf = (of: JobPost): Verdict => conclude(analyse(of, knowledge), [], '2026-11-25');
const caught = (await readFittedRows())
  .filter(({ label }) => label === 'lure')
  .map((row): Caught => ({ language: row.lang, post: row.post, verdict: verdictOf(row.post) }))
  .filter(({ verdict }) => verdict.level !== 'none');
const results: { name: string; rows: number; lost: string[] }[] = [];

/** All rows of the evasion's one language, a sample of each of several, or one over all. */
function rowsFor({ languages }: Evasion, random: Random): Caught[] {
  if (languages === undefined) return sampleOf(caught, SAMPLE, random);
  const rowsOf = (tag: string): Caught[] => caught.filter(({ language }) => language === tag);
  if (languages.length === 1) return languages.flatMap(rowsOf);
  return languages.flatMap((tag) => sampleOf(rowsOf(tag), SAMPLE_OF_LANGUAGE, random));
}

function sampleOf(rows: readonly Caught[], count: number, random: Random): Caught[] {
  return rows
    .map((row) => ({ row, order: random() }))
    .sort((a, b) => a.order - b.order)
    .slice(0, count)
    .map(({ row }) => row);
}

function spansOf({ post: of, verdict }: Caught, extent: Extent): Span[] {
  if (extent === 'whole') return FIELDS.map((field) => ({ field, start: 0, end: of[field].length, name: '' }));
  if (extent === 'telling') {
    // What the text model is moved by is half of a short post: the extent 'whole' covers that
    return verdict.reasons.flatMap(({ id, field, start, end }) =>
      id === 'wording' || start === null || end === null ? [] : [{ field, start, end, name: '' }],
    );
  }
  const piece = extractFeatures(of, knowledge, null);
  return piece.phrases
    .filter(({ kind }) => kind === 'place')
    .map(({ id, from, to }) => ({
      ...spanOf(piece.text, knowledge.fold, from, to),
      name: knowledge.places[id]?.id.replaceAll('-', ' ') ?? '',
    }));
}

/** The post with what stands at the spans rewritten, the last ones first so that offsets hold; null: nothing changed. */
function evade(row: Caught, { rewrite }: Evasion, extent: Extent, random: Random): JobPost | null {
  const changed: Record<Field, string> = { title: row.post.title, location: row.post.location, text: row.post.text };
  const before: Record<Field, number> = { title: Infinity, location: Infinity, text: Infinity };
  for (const span of spansOf(row, extent).sort((a, b) => b.start - a.start || b.end - a.end)) {
    const field = FIELDS.find((each) => each === span.field);
    if (field === undefined || span.end > before[field]) continue;
    before[field] = span.start;
    const source = changed[field];
    const words = rewrite(source.slice(span.start, span.end), random, span.name);
    changed[field] = source.slice(0, span.start) + words + source.slice(span.end);
  }
  return FIELDS.every((field) => changed[field] === row.post[field]) ? null : { ...row.post, ...changed };
}

describe('a lure that is found is still found', () => {
  const cases = EVASIONS.flatMap((evasion) => evasion.extents.map((extent) => ({ evasion, extent })));
  it.each(cases)('$evasion.name, $extent', { timeout: 120_000 }, ({ evasion, extent }) => {
    const random = seededRandom(SEED);
    const lost: string[] = [];
    let rows = 0;
    for (const row of rowsFor(evasion, random)) {
      const evaded = evade(row, evasion, extent, random);
      if (evaded === null) continue;
      rows++;
      const verdict = verdictOf(evaded);
      if (verdict.level === 'none') lost.push(row.post.id);
      for (const { field, quote, start, end } of verdict.reasons) {
        if (quote !== null) expect(fieldText(evaded, field).slice(start ?? -1, end ?? -1)).toBe(quote);
      }
    }
    results.push({ name: `${evasion.name}, ${extent}`, rows, lost });
    expect(rows).toBeGreaterThan(15);
    expect(lost.length / rows, lost.join(' ')).toBeLessThanOrEqual(MAX_LOST);
  });
});

afterAll(() => {
  const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
  const lines = results
    .sort((a, b) => a.name.localeCompare(b.name))
    .map(({ name, rows, lost }) =>
      row([name, rows, lost.length, `${((100 * lost.length) / rows).toFixed(1)} %`, lost.slice(0, 6).join(' ')]),
    );
  const [rows, lost] = results.reduce(([a, b], each) => [a + each.rows, b + each.lost.length], [0, 0]);
  lines.push(row(['all', rows, lost, `${((100 * lost) / rows).toFixed(1)} %`, '']));
  console.log(
    [row(['evasion', 'rows', 'lost', 'share', 'such as']), row(['---', '---', '---', '---', '---']), ...lines].join(
      '\n',
    ),
  );
  expect(lost / rows).toBeLessThanOrEqual(MAX_LOST);
});
