/** The `check` command line, as volunteers and other tests call it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { fieldText, type JobPost } from '../../utils/model/job-post.ts';
import type { Verdict } from '../../utils/model/verdict.ts';
import { ensureKnowledge } from '../../tools/knowledge/compile-knowledge.ts';

const LURE = 'Chat support Myawaddy, free ticket, tourist visa first. tele @ab_cdef';
const LEVELS = ['none', 'caution', 'danger'];
const KEYS = ['id', 'kind', 'language', 'level', 'reasons', 'score'];

type Line = Verdict & { id: string | null; line?: number; error?: string };

interface Run {
  status: number | null;
  lines: Line[];
  out: string;
  err: string;
}

/** The command without npm, which takes longer to start than most of these checks take. */
const NODE: readonly [string, ...string[]] = [
  process.execPath,
  '--disable-warning=ExperimentalWarning',
  'tools/check.ts',
];
const NPM: readonly [string, ...string[]] = ['npm', 'run', '-s', 'check', '--'];

function check(input: string | Buffer, file = '-', [program, ...first] = NODE): Run {
  const run = spawnSync(program, [...first, file], { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  const lines = run.stdout.split('\n').filter(Boolean);
  return { status: run.status, lines: lines.map((line) => JSON.parse(line) as Line), out: run.stdout, err: run.stderr };
}

const jsonl = (posts: readonly unknown[]): string => posts.map((each) => JSON.stringify(each)).join('\n');

beforeAll(async () => {
  await ensureKnowledge();
}, 120_000);

describe('check', { timeout: 60_000 }, () => {
  it('prints a verdict for each line in order, an error for a malformed line, and continues', () => {
    const { status, lines } = check(
      [
        JSON.stringify({ id: 'a', text: LURE, other: { ignored: true } }),
        '{"id": "b", "text": ',
        '',
        JSON.stringify({ id: 'c', text: 42 }),
        JSON.stringify({ title: 'Waiter', company: 'Asokline', contacts: ['jobs@asokline.example'], lang: 'en' }),
        'null',
      ].join('\n'),
    );
    expect(status).toBe(1);
    expect(lines).toHaveLength(5);
    expect(lines[0]).toMatchObject({ id: 'a', level: 'danger', kind: 'lure', language: 'en' });
    expect(lines[1]).toMatchObject({ line: 2, error: expect.stringContaining('JSON') as string });
    expect(lines[2]).toMatchObject({ line: 4, error: expect.stringContaining('text') as string });
    expect(lines[3]).toMatchObject({ id: null, level: 'none' });
    expect(lines[4]).toMatchObject({ line: 6 });
  });

  it('keeps order and ids of many lines, repeated ids included', () => {
    const ids = Array.from({ length: 3_000 }, (_, index) => (index % 7 === 0 ? 'again' : `row-${index}`));
    const { status, lines } = check(
      jsonl(ids.map((id, index) => ({ id, text: index % 2 === 0 ? LURE : 'Cook wanted.' }))),
    );
    expect(status).toBe(0);
    expect(lines.map(({ id }) => id)).toEqual(ids);
    expect(lines.every(({ level }, index) => (level === 'none') === (index % 2 === 1))).toBe(true);
  });

  it('prints exactly the documented fields for each line', () => {
    const { lines } = check(jsonl([{ id: 'a', text: LURE }, { id: 'b' }, { id: 'c', text: 'Cook wanted in Dubai' }]));
    for (const line of lines) {
      expect(Object.keys(line).sort()).toEqual(KEYS);
      expect(LEVELS).toContain(line.level);
      const isOffer = line.kind === 'lure' || line.kind === 'job-scam';
      expect(line.level !== 'none').toBe(isOffer);
      expect(line.score).toBeGreaterThanOrEqual(0);
      expect(line.score).toBeLessThanOrEqual(1);
    }
    expect(lines[1]?.reasons).toEqual([]);
  });

  it('names the field of each line that is of the wrong kind', () => {
    const wrong: [field: string, post: unknown][] = [
      ['text', { text: 1 }],
      ['title', { title: null }],
      ['id', { id: 7 }],
      ['contacts', { contacts: '@ab_cdef' }],
      ['contacts.1', { contacts: ['@ab_cdef', 5] }],
      ['lang', { lang: ['en'] }],
    ];
    const { status, lines } = check(jsonl(wrong.map(([, post]) => post)));
    expect(status).toBe(1);
    expect(lines).toEqual(
      wrong.map(([field], index) => ({
        line: index + 1,
        error: expect.stringMatching(new RegExp(`^${field}: `, 'u')) as string,
      })),
    );
  });

  it.each([['null'], ['{"text":"a"']])('ends with 1 for one line alone that is no post: %s', (line) => {
    expect(check(line)).toMatchObject({ status: 1, lines: [{ line: 1, error: expect.any(String) as string }] });
  });

  it('goes on after each line that is no post', () => {
    const wrong = ['null', '[]', '7', '"text"', '{"text":"a"', '{"text":"a"} x', "{'text':1}"];
    const { status, lines } = check(wrong.map((line) => `${line}\n{"id":"next"}\n`).join(''));
    expect(status).toBe(1);
    expect(lines).toHaveLength(2 * wrong.length);
    for (const index of wrong.keys()) {
      expect(lines[2 * index], wrong[index]).toEqual({ line: 2 * index + 1, error: expect.any(String) as string });
      expect(lines[2 * index + 1], wrong[index]).toMatchObject({ id: 'next' });
    }
  });

  it('prints nothing for empty input', () => {
    for (const input of ['', '\n', '\r\n', '\n\n  \n']) expect(check(input)).toMatchObject({ status: 0, out: '' });
  });

  it('reads CRLF line ends, a last line without an end, and U+2028 inside a string', () => {
    const { status, lines } = check(`{"id":"a","text":"one\u2028two"}\r\n{"id":"b"}\r\n{"id":"c"}`);
    expect(status).toBe(0);
    expect(lines.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  it('reads multi-byte letters across read boundaries, and lone surrogates', () => {
    const text = `${'ตั๋วฟรี 🇰🇭 柬埔寨 '.repeat(12_000)}\ud83d`;
    const { status, lines } = check(jsonl([{ id: 'ก', text }]));
    expect(status).toBe(0);
    expect(lines[0]?.id).toBe('ก');
  });

  it('reads what an override shows backwards, and keeps the offsets of what stands behind it', () => {
    const backwards = (text: string): string => `\u202e${Array.from(text).toReversed().join('')}\u202c`;
    const text = `${backwards('Good morning')}, ${LURE}`;
    const { lines } = check(
      jsonl([
        { id: 'a', text: backwards(LURE) },
        { id: 'b', text },
      ]),
    );
    expect(lines.map(({ level }) => level)).toEqual(['danger', 'danger']);
    const quoted = lines[1]!.reasons.filter(({ quote }) => quote !== null);
    expect(quoted.length).toBeGreaterThan(0);
    for (const { quote, start, end } of quoted) expect(quote).toBe(text.slice(start!, end!));
  });

  it('reads a line of several megabytes', () => {
    const text = `${'An ordinary day in the valley. '.repeat(120_000)}\n${LURE}`;
    const { status, lines } = check(jsonl([{ id: 'long', text }, { id: 'next' }]));
    expect(status).toBe(0);
    expect(lines.map(({ id }) => id)).toEqual(['long', 'next']);
    const quoted = lines[0]?.reasons.filter(({ quote }) => quote !== null) ?? [];
    expect(quoted.length).toBeGreaterThan(0);
    for (const { quote, start, end } of quoted) expect(text.slice(start ?? -1, end ?? -1)).toBe(quote);
  });

  it('quotes the exact words of every reason, in every field', () => {
    const posts = readFileSync('knowledge/corpus/en.jsonl', 'utf8')
      .split('\n')
      .concat(readFileSync('knowledge/corpus/th.jsonl', 'utf8').split('\n'))
      .concat(readFileSync('knowledge/corpus/my.jsonl', 'utf8').split('\n'))
      .filter(Boolean)
      .map((line) => JSON.parse(line) as JobPost);
    const { lines } = check(jsonl(posts));
    expect(lines).toHaveLength(posts.length);
    const fields = new Set<string>();
    for (const [index, { reasons }] of lines.entries()) {
      const post = posts[index] as JobPost;
      for (const { field, quote, start, end } of reasons) {
        expect(
          [quote, start, end].every((each) => each === null) || [quote, start, end].every((each) => each !== null),
        ).toBe(true);
        if (quote === null || start === null || end === null) continue;
        fields.add(field);
        expect(fieldText(post, field).slice(start, end), post.id).toBe(quote);
      }
    }
    expect([...fields]).toEqual(expect.arrayContaining(['text', 'title', 'location']));
  });

  it('uses the given language where words could belong to several', () => {
    const { lines } = check(jsonl([{ text: 'Cook', lang: 'fr' }, { text: 'Cook', lang: 'xx' }, { text: '' }]));
    expect(lines.map(({ language }) => language)).toEqual(['fr', 'en', 'und']);
  });

  it('prints the same for a file, for piped input, and for a second run', () => {
    const folder = mkdtempSync(join(tmpdir(), 'joblantern-check-'));
    try {
      const file = join(folder, 'posts with space.jsonl');
      const input = jsonl([
        { id: 'a', text: LURE },
        { id: 'b', text: 'Cook wanted' },
      ]);
      writeFileSync(file, input);
      const [fromFile, piped, again] = [check('', file, NPM), check(input, '-', NPM), check(input)];
      expect(fromFile).toEqual(piped);
      expect(again).toEqual(piped);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('ends without an error when its reader has read enough', () => {
    const folder = mkdtempSync(join(tmpdir(), 'joblantern-check-'));
    const file = join(folder, 'posts.jsonl');
    writeFileSync(file, jsonl(Array.from({ length: 1000 }, () => ({ text: LURE }))));
    const { stdout, stderr } = spawnSync(
      'bash',
      ['-c', `"$@" | head -n 1 > /dev/null; echo "\${PIPESTATUS[0]}"`, 'bash', ...NODE, file],
      { encoding: 'utf8' },
    );
    rmSync(folder, { recursive: true });
    expect([stdout, stderr]).toEqual(['0\n', '']);
  });

  it('ends with 2 when the file is missing or not named', () => {
    expect(check('', '/no/such/file')).toMatchObject({
      status: 2,
      out: '',
      err: expect.stringContaining('/no/such/file') as string,
    });
    expect(spawnSync('npm', ['run', '-s', 'check']).status).toBe(2);
  });
});
