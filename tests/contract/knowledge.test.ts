/** The `knowledge` command line, on a copy of the knowledge folder. */
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const root = mkdtempSync(join(tmpdir(), 'joblantern-knowledge-cli-'));
let folder = '';
let copies = 0;

/** Nearly all of the folder's bytes: rows, and models that are compiled from them. One file of rows is enough here. */
const LARGE = /^knowledge\/(?:corpus\/(?!en\.jsonl$)|held\/(?!.*\.yaml$))/u;

beforeEach(() => {
  folder = join(root, String(copies++));
  cpSync('knowledge', folder, { recursive: true, filter: (path) => !LARGE.test(path) });
});
afterAll(() => rmSync(root, { recursive: true }));

function knowledge(...args: string[]): { status: number | null; out: string; err: string } {
  return runOn(folder, args);
}

function runOn(where: string, args: string[]): { status: number | null; out: string; err: string } {
  // Without npm, which takes longer to start than most of these commands take
  const command = ['--disable-warning=ExperimentalWarning', 'tools/knowledge.ts'];
  const run = spawnSync(process.execPath, [...command, ...args, '--in', where], { encoding: 'utf8' });
  return { status: run.status, out: run.stdout, err: run.stderr };
}

const lexicon = (language: string): string => join(folder, 'lexicon', `${language}.yaml`);
const read = (language: string): string => readFileSync(lexicon(language), 'utf8');

/** Every phrase with the id it stands under and its source, in any order; all scalars as they are written. */
function phrasesIn(text: string): string[] {
  const groups = parse(text, { schema: 'failsafe' }) as Record<'signals' | 'concepts', Record<string, unknown[] | ''>>;
  return [...Object.entries(groups.signals ?? {}), ...Object.entries(groups.concepts ?? {})]
    .flatMap(([id, items]) => Array.from(items, (item) => JSON.stringify([id, item])))
    .sort();
}

/** Small lexicons, so that nothing takes long. */
function keepOnly(text: string): void {
  for (const name of readdirSync(join(folder, 'lexicon'))) rmSync(join(folder, 'lexicon', name));
  writeFileSync(lexicon('en'), text);
}

const SMALL = `# Reviewed by nobody yet.
language: en
reviewed: false
concepts:
  visa: [visa*]
  ticket: [ticket*, flight*]
signals:
  urgency:
    - hurry up # said in chats
    - "apply today"
    - apply today
  travel-paid: [ 'free [air |]ticket*', {source: "https://example.org/a", phrase: company pays} ]
`;

describe('knowledge format', { timeout: 60_000 }, () => {
  it('sorts, writes one phrase on each line, keeps comments, and changes nothing on a second run', () => {
    keepOnly(SMALL);
    expect(knowledge('format')).toMatchObject({ status: 0, out: `${lexicon('en')}: formatted\n` });
    expect(read('en')).toBe(`# Reviewed by nobody yet.
language: en
reviewed: false
signals:
  travel-paid:
    - { phrase: company pays, source: https://example.org/a }
    - free [air |]ticket*
  urgency:
    - apply today
    - hurry up # said in chats
concepts:
  ticket:
    - flight*
    - ticket*
  visa:
    - visa*
`);
    expect(knowledge('format')).toMatchObject({ status: 0, out: '' });
  });

  it('keeps every phrase and source of every language', () => {
    const before = new Map(readdirSync(join(folder, 'lexicon')).map((name) => [name.slice(0, -5), '']));
    for (const language of before.keys()) before.set(language, read(language));
    expect(knowledge('format').status).toBe(0);
    for (const [language, text] of before) {
      expect([...new Set(phrasesIn(read(language)))], language).toEqual([...new Set(phrasesIn(text))]);
    }
  });
});

describe('knowledge add', { timeout: 60_000 }, () => {
  it('adds the phrase in sorted order, with its source', () => {
    keepOnly(SMALL);
    knowledge('format');
    const before = read('en');
    expect(
      knowledge('add', 'en', 'urgency', 'few [slots|seats] left', '--source', 'https://example.org/b').status,
    ).toBe(0);
    expect(read('en')).toBe(
      before.replace(
        '    - hurry up',
        '    - { phrase: "few [slots|seats] left", source: https://example.org/b }\n    - hurry up',
      ),
    );
    expect(knowledge('add', 'en', 'bonus', 'joining gift', '--source', 'https://example.org/c').status).toBe(0);
    expect(parse(read('en'))).toMatchObject({
      concepts: { bonus: [{ phrase: 'joining gift', source: 'https://example.org/c' }] },
    });
  });

  it.each([
    ['a language that is not there', ['xx', 'urgency', 'hurry'], 'No language "xx"'],
    ['a path for a language', ['../signals', 'urgency', 'hurry'], 'No language "../signals"'],
    ['an id that is not there', ['en', 'urgencies', 'hurry'], 'did you mean urgency?'],
    ['a bracket left open', ['en', 'urgency', '[now|today'], '"[" is not closed'],
    ['a star inside', ['en', 'urgency', '***'], '"*" must stand'],
    ['signs only', ['en', 'urgency', '!!!'], 'nothing is left'],
    [
      'what is there already',
      ['en', 'urgency', 'apply today', '--source', 'https://example.org/d'],
      'is there already',
    ],
    ['a phrase without a source', ['en', 'urgency', 'hurry'], 'on which public page the phrase was seen'],
    ['a source that is no address', ['en', 'urgency', 'hurry', '--source', 'my aunt'], 'takes an address'],
  ])('refuses %s and writes nothing', (_name, args, message) => {
    keepOnly(SMALL);
    const { status, err } = knowledge('add', ...args);
    expect(status).toBe(1);
    expect(err).toContain(message);
    expect(read('en')).toBe(SMALL);
  });
});

describe('knowledge check', { timeout: 120_000 }, () => {
  it('finds no fault in the committed knowledge', () => {
    expect(runOn('knowledge', ['check'])).toMatchObject({ status: 0 });
  });

  it('names file and entry of every fault of the lexicon and the corpus', () => {
    keepOnly(`${SMALL}  no-such-thing: [a]\n  leave-at-once: ["fly [now"]\n`);
    appendFileSync(
      join(folder, 'corpus', 'en.jsonl'),
      '{"id":"x","label":"maybe","lang":"en","text":"a","batch":"w9"}\n{\n',
    );
    const { status, out } = knowledge('check');
    expect(status).toBe(1);
    expect(out).toContain('en.yaml: no-such-thing: no such signal');
    expect(out).toContain('en.yaml: leave-at-once: "fly [now": "[" is not closed');
    expect(out).toMatch(/en\.jsonl:\d+: x: label is none of/u);
    expect(out).toMatch(/en\.jsonl:\d+: .*JSON/u);
  });

  it('names every fault of help files, brands and other files, whatever else is wrong', () => {
    keepOnly(SMALL);
    const add = (file: string, text: string): void => appendFileSync(join(folder, file), text);
    for (const country of ['kh', 'th']) {
      const file = `help/${country}.yaml`;
      const text = readFileSync(join(folder, file), 'utf8');
      writeFileSync(
        join(folder, file),
        text.replace(/gathered: .*/u, 'gathered: yesterday').replace('topic: ', 'topic: no-'),
      );
    }
    writeFileSync(
      join(folder, 'help', 'zz.yaml'),
      'country: ZY\ngathered: 2026-11-28\nentries:\n  - { topic: scam, source: null, called: null }\n',
    );
    add('brands/joblantern/brand.yaml', '\nunknown-key: 1\n');
    add('places.yaml', '\n  nowhere: { kind: planet, country: XX, names: [nowhere] }\n');
    add('finder.yaml', '\n"unclosed: [\n');
    const { status, out } = knowledge('check');
    expect(status).toBe(1);
    for (const fault of [
      'kh.yaml: gathered: must be a day',
      'kh.yaml: entries.0.topic',
      'th.yaml: gathered: must be a day',
      'th.yaml: entries.0.topic',
      'zz.yaml: country is ZY',
      'zz.yaml: entries.0: neither a number nor an address',
      'zz.yaml: entries.0: needs either a name or an office',
      'brand.yaml: unknown-key',
      'places.yaml: places.nowhere.kind',
      'finder.yaml: ',
    ]) {
      expect(out).toContain(fault);
    }
  });

  it('names what files say of each other once each file is right', () => {
    keepOnly(SMALL);
    const file = join(folder, 'questions.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('general: [', 'general: [never-asked, '));
    const { status, out } = knowledge('check');
    expect(status).toBe(1);
    expect(out).toContain('questions.yaml: general: never-asked is no question');
  });
});

describe('knowledge try', { timeout: 120_000 }, () => {
  it('prints matching rows by label, with quotes and level changes, and writes nothing', () => {
    keepOnly(SMALL);
    rmSync(join(folder, 'corpus'), { recursive: true });
    mkdirSync(join(folder, 'corpus'));
    const row = (id: string, label: string, text: string): string =>
      `${JSON.stringify({ id, label, lang: 'en', batch: 'w1', text })}\n`;
    writeFileSync(
      join(folder, 'corpus', 'en.jsonl'),
      row('a', 'lure', 'Chat work in Mae Sot, HURRY  UP or Fly tonight, the company pays. tele @ab_cdef') +
        row('b', 'legit', 'The cook who can fly-tonight is wanted.') +
        row('c', 'legit', 'Pilots fly at night.'),
    );
    const { status, out } = knowledge('try', 'en', '[hurry up|fly tonight]', '--signal', 'urgency');
    expect(status).toBe(0);
    expect(out).toContain('stands in 2 rows; urgency is not found yet in 1 of them');
    expect(out).toMatch(/lure: 0 new of 1\n\nlegit: 1 new of 1\n {2}b {2}none {2}"fly-tonight"/u);
    expect(read('en')).toBe(SMALL);
    expect(knowledge('try', 'en', 'hurry up').out).toMatch(/lure: 1 new of 1\n {2}a {2}"HURRY UP"/u);
  });

  it('refuses unknown languages and ids and malformed phrases', () => {
    expect(knowledge('try', 'xx', 'a')).toMatchObject({ status: 1 });
    expect(knowledge('try', 'en', 'a', '--signal', 'nonsense')).toMatchObject({ status: 1 });
    expect(knowledge('try', 'en', '[a').err).toContain('not closed');
  });
});

it('knowledge prints its commands for --help and after a wrong command', () => {
  expect(knowledge('--help')).toMatchObject({
    status: 0,
    out: expect.stringContaining('try [options] <language> <phrase>') as string,
  });
  expect(knowledge('forget')).toMatchObject({ status: 2, err: expect.stringContaining('Usage:') as string });
});
