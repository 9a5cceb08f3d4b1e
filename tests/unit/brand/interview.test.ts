import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { initChannel } from '../../../hub/channel/key-files/init-channel.ts';
import { checkBrand } from '../../../tools/brand/check-brand.ts';
import { interview, IncompleteInterview, type Answers, type Prompter } from '../../../tools/brand/interview.ts';
import { resumeCommand, requireUnusedFolder, writeBrand } from '../../../tools/brand/write-brand.ts';

const RECIPIENT = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p';
let home: string;
let root: string;
let mute: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'joblantern-brand-'));
  const make = async (name: string, recipients: string[]): Promise<string> => {
    const dir = join(home, name);
    await initChannel({ dir, publisher: 'Example Shelter', recipients, now: Date.parse('2026-11-25T00:00:00Z') });
    return join(dir, 'public', '1.root.json');
  };
  root = await make('list', [RECIPIENT]);
  mute = await make('mute', []);
});
afterAll(() => rm(home, { recursive: true, force: true }));

/** Gives the answers in order, then no more. */
function asker(...answers: string[]): Prompter & { lines: string[] } {
  const lines: string[] = [];
  return {
    lines,
    ask: async (line) => (lines.push(line), answers.shift() ?? null),
    show: (line) => void lines.push(line),
    close: () => undefined,
  };
}

const FULL = (): Answers => ({
  name: "Shelter's Lantern",
  publisher: 'Example Shelter',
  colour: '#1f5f8b',
  languages: 'th, zh_TW en',
  channel: 'https://list.shelter.example',
  root,
  relay: 'https://relay.shelter.example/',
  'recipients-from-root': 'yes',
  hotline: 'Example Shelter|+66 2 555 0143|24h|https://shelter.example/hotline',
  dispute: 'https://shelter.example/dispute',
});
const faultsOf = async (options: Answers): Promise<string> =>
  interview('a', options, null).then(
    () => '',
    (error: unknown) => (error as Error).message,
  );

describe('the interview without a terminal', () => {
  it('makes a valid brand from options', async () => {
    const { draft } = await interview('shelter', FULL(), null);
    const folder = join(home, 'written');
    expect(await writeBrand(draft, folder)).toEqual([join(folder, 'brand.yaml'), join(folder, 'root.json')]);
    const { brand, root: facts, faults } = await checkBrand(folder);
    expect(faults).toEqual([]);
    expect(brand).toMatchObject({
      id: 'shelter',
      channel: 'https://list.shelter.example/',
      languages: ['th', 'zh-Hant', 'en'],
      hotline: { label: { en: 'Example Shelter' }, hours: '24h' },
      demo: false,
    });
    expect(brand?.colourDark).toMatch(/^#[0-9a-f]{6}$/u);
    expect(facts).toMatchObject({ recipients: [RECIPIENT], thresholds: { root: '2 of 3' } });
  });

  it('reports every fault at once, by option', async () => {
    const message = await faultsOf({
      ...FULL(),
      name: '',
      colour: '#ffee00',
      languages: 'th,tlh',
      relay: 'http://relay.shelter.example/',
      hotline: 'Example Shelter|call us|24h|https://shelter.example/hotline',
      dispute: 'our office',
    });
    for (const option of ['name', 'colour', 'languages', 'relay', 'hotline', 'dispute']) {
      expect(message).toMatch(new RegExp(`^--${option}: `, 'mu'));
    }
    expect(message).toContain('tlh');
    expect(message).toContain('number: must be a number to dial');
  });

  it.each([
    ['no root at all', () => ({ root: undefined }), /^--root: An answer is needed/mu],
    ['a file that is not there', () => ({ root: '/no/such/file' }), /^--root: \/no\/such\/file cannot be read/mu],
    ['another publisher’s root', () => ({ publisher: 'City Library' }), /root of "Example Shelter"/u],
    ['a root without a key for reports', () => ({ root: mute }), /^--recipients-from-root: .*nobody could open/mu],
    ['a hotline without its source', () => ({ hotline: 'We|1300|24h' }), /^--hotline: Four parts/mu],
    ['a dark colour that cannot be read', () => ({ colour: '#1f5f8b,#1f5f8b' }), /in the dark theme/u],
  ])('%s is refused', async (_what, change: () => Answers, why) => {
    expect(await faultsOf({ ...FULL(), ...change() })).toMatch(why);
  });

  it.each([
    ['a signature was changed', /bad|signature|hold/u, (text: string) => text.replaceAll(/("sig": ?")../gu, '$1ff')],
    [
      'the threshold is above the keys',
      /asks for 9 keys/u,
      (text: string) => text.replaceAll(/("threshold": ?)\d/gu, '$19'),
    ],
    ['it is another role', /_type/u, (text: string) => text.replace(/("_type": ?)"root"/u, '$1"targets"')],
    ['it is no JSON', /root/u, () => '{'],
  ])('a root is refused when %s', async (what, why, spoil) => {
    const file = join(home, `${what}.json`);
    await writeFile(file, spoil(await readFile(root, 'utf8')));
    expect(await faultsOf({ ...FULL(), root: file })).toMatch(why);
  });

  it('makes a demo brand for a channel on this machine', async () => {
    const { draft } = await interview('try', { ...FULL(), channel: 'http://127.0.0.1:8300/' }, null);
    await writeBrand(draft, join(home, 'try'));
    expect(await readFile(join(home, 'try', 'brand.yaml'), 'utf8')).toContain('demo: true');
  });
});

describe('the interview with a terminal', () => {
  it('asks a wrong answer again with the reason and keeps the others', async () => {
    const who = asker('Lantern', 'Example Shelter', 'blue', '#ffee00', '#1f5f8b', '', '', '', '', '', '', '', '', '');
    const { draft } = await interview('a', {}, who);
    expect(draft).toMatchObject({ name: 'Lantern', colour: '#1f5f8b', logo: null, languages: null, channel: null });
    expect(who.lines.filter((line) => line.includes('Colour'))).toHaveLength(3);
    expect(who.lines.join('\n')).toMatch(/"blue" is no colour[\s\S]*#ffee00 has a contrast of 1\.\d+ to 1/u);
  });

  it('asks only questions that no valid option answers', async () => {
    const who = asker('#1f5f8b');
    await interview('a', { ...FULL(), colour: 'blue', logo: '', mail: '', updates: '' }, who);
    expect(who.lines.filter((line) => line.includes('/13'))).toHaveLength(1);
  });

  it('prints a command with the given answers when the input ends', async () => {
    const who = asker("Shelter's Lantern", 'Example Shelter');
    const ended = await interview('a', {}, who).catch((error: unknown) => error as IncompleteInterview);
    if (!(ended instanceof IncompleteInterview)) throw new Error('the interview went on');
    expect(ended.message).toMatch(/^--colour: the input ended before this answer/mu);
    expect(resumeCommand('a', '/tmp/my brand', ended.given)).toBe(
      `npm run -s brand -- new a --to '/tmp/my brand' --name 'Shelter'\\''s Lantern' --publisher 'Example Shelter'`,
    );
  });
});

describe('the brand folder', () => {
  it('is refused when it exists or its name is not valid', async () => {
    await expect(requireUnusedFolder('a', home)).rejects.toThrow('exists already');
    await expect(requireUnusedFolder('My Brand', join(home, 'new'))).rejects.toThrow('NAME');
    await expect(requireUnusedFolder('a', join(home, 'new'))).resolves.toBeUndefined();
  });

  it('is never left half written', async () => {
    const { draft } = await interview('a', FULL(), null);
    const before = await readdir(home);
    const folder = join(home, 'half');
    await expect(writeBrand({ ...draft, colourDark: '#000000' }, folder)).rejects.toThrow(
      `${folder}/brand.yaml: colourDark: #000000 has a contrast of`,
    );
    expect(await readdir(home)).toEqual(before);
  });
});
