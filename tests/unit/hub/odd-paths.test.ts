/** Folders with any name, files where folders are expected and the reverse, and files that an editor or a full disk changed. */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createMachine, refuses, snapshotFolder, succeeds, type Machine } from './publisher-machine.ts';

let base: string;
let anna: Machine;
let dir: string;
beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'joblantern-odd-'));
  await writeFile(join(base, 'rows.csv'), 'kind,value,category,evidence\ntelegram,gold_hr88,trafficking,A-1\n');
  await succeeds('init', join(base, 'list'), '--one-person', '--publisher', 'Example');
  await succeeds('add', join(base, 'list'), join(base, 'rows.csv'));
  await succeeds('sign', join(base, 'list'));
  await succeeds('withdraw', join(base, 'list'), 'telegram', 'gold_hr88', '--disputed');
});
afterAll(() => rm(base, { recursive: true, force: true }));
beforeEach(async () => {
  anna = await createMachine();
  dir = anna.path('list');
  await cp(join(base, 'list'), dir, { recursive: true });
});

it.each(['with space', `quotes ' and "`, 'two\nlines', 'ภาษาไทย', '%41 # ? & *', 'back\\slash', '-dash', '$(id)'])(
  'a folder may be called %j',
  { timeout: 30_000 },
  async (name) => {
    const odd = anna.path(name);
    await cp(dir, odd, { recursive: true });
    await writeFile(`${odd}.csv`, 'kind,value,category,evidence\ntelegram,silver_hr77,trafficking,A-2\n');
    await succeeds('add', odd, `${odd}.csv`);
    await succeeds('sign', odd);
    await succeeds('publish', odd, '--to', `${odd}-web`);
    expect(await succeeds('verify', `${odd}-web`)).toContain('by Example, 2 entries');
  },
);

describe('a file where a folder is expected', () => {
  it.each(['diff', 'sign', 'keys', 'publish --to web'])('is said to be one by %s', async (words) => {
    const [command = '', ...options] = words.split(' ');
    const file = await anna.file('file', 'x');
    expect(await refuses(command, file, ...options)).toContain(`${file} is a file: name the folder of the channel.`);
  });

  it.each(['keys', 'public', 'registers', 'pending'])('in the channel is named: %s', async (name) => {
    await rm(join(dir, name), { recursive: true, force: true });
    await writeFile(join(dir, name), 'x');
    expect(await refuses('sign', dir)).toMatch(new RegExp(`/${name}'?\\nA file is where a folder should be`, 'u'));
  });
});

const EDITED = ['channel.json', 'list.csv', 'withdrawn.csv', 'signed.csv', 'public-keys.json', 'outcomes.json'];
const OTHERS = ['statistics.json', join('public', 'timestamp.json'), join('keys', 'online-1.pem')];
const OUTCOMES = '{"format":1,"outcomes":{}}\n';

it.each([...EDITED, ...OTHERS])(
  'a folder where the file %s is expected is named, and nothing is signed',
  async (name) => {
    await rm(join(dir, name), { force: true });
    await mkdir(join(dir, name), { recursive: true });
    const before = await snapshotFolder(join(dir, 'public'));
    const [what, advice] = (await refuses('sign', dir)).split('\n');
    expect(what).toContain(join(dir, name));
    expect(advice).toMatch(/A folder is where a file should be/u);
    expect(await snapshotFolder(join(dir, 'public'))).toEqual(before);
  },
);

it.each(['channel.json', 'list.csv', 'public-keys.json', 'outcomes.json', ...OTHERS])(
  'an empty %s is named, and nothing is signed',
  async (name) => {
    await writeFile(join(dir, name), '');
    const before = await snapshotFolder(dir);
    const [what = '', advice = ''] = (await refuses('sign', dir)).split('\n');
    expect(what).toContain(join(dir, name));
    expect(what + advice).toMatch(/Put a copy|Move it away|damaged/u);
    expect(await snapshotFolder(dir)).toEqual(before);
  },
);

it.each(EDITED)('%s is read with a mark of byte order and the line ends of Windows', async (name) => {
  if (name === 'outcomes.json') await writeFile(join(dir, name), OUTCOMES);
  const text = await readFile(join(dir, name), 'utf8');
  await writeFile(join(dir, name), `\uFEFF${text.replaceAll('\n', '\r\n')}`);
  expect(await succeeds('sign', dir)).toContain('1 entries, 1 of them withdrawn or disputed');
  expect(await succeeds('verify', dir)).toContain('good');
});

it.each([join('public', 'timestamp.json'), join('public', '1.root.json')])(
  'other JSON in place of %s is named',
  async (name) => {
    for (const text of ['{}', '[]', '{"signed":1,"signatures":[]}']) {
      await writeFile(join(dir, name), text);
      expect(await refuses('sign', dir)).toMatch(new RegExp(`${name} is no signed metadata.*\\nPut a copy`, 'u'));
    }
  },
);

it.each([
  ['statistics.json', /statistics\.json is damaged: .*\nMove it away and add the newest file of the desk again/u],
  ['public-keys.json', /public-keys\.json is damaged: .*\nPut a copy of it back\. It holds names and public keys/u],
])('other JSON in place of %s is named, and nothing is signed', async (name, complaint) => {
  for (const text of ['{"a":1}', '"x"', '[]', '{}', 'null']) {
    await writeFile(join(dir, name), text);
    const before = await snapshotFolder(dir);
    expect(await refuses('sign', dir), text).toMatch(complaint);
    expect(await snapshotFolder(dir)).toEqual(before);
  }
});

it('outcomes that are no outcomes are not published', async () => {
  for (const text of ['{}', '[]', OUTCOMES.replace('1', '9')]) {
    await writeFile(join(dir, 'outcomes.json'), text);
    expect(await refuses('sign', dir)).toMatch(/outcomes\.json is damaged.*\nMove it away/u);
  }
  await writeFile(join(dir, 'outcomes.json'), `\uFEFF${OUTCOMES}`);
  const files = await succeeds('sign', dir).then(async () => snapshotFolder(join(dir, 'public', 'targets')));
  const published = Object.entries(files).find(([name]) => name.endsWith('outcomes.json'));
  expect(Buffer.from(published?.[1] ?? '', 'hex').toString()).toBe(OUTCOMES);
});
