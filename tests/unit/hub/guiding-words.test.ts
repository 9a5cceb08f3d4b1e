/** What the commands tell a publisher to do next, and why they refuse a call that lacks something. */
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { LIST_CATEGORIES } from '../../../utils/model/indicator.ts';
import { createMachine, misuses, refuses, succeeds, type Machine } from './publisher-machine.ts';

let anna: Machine;
let dir: string;
beforeEach(async () => {
  anna = await createMachine();
  dir = anna.path('list');
});

const lines = async (...call: string[]): Promise<string[]> => (await succeeds(...call)).split('\n');
const LAST = 'Move each root key to a place of its own, offline, and keep copies. Two of the three make a new root.';

describe('init and key', () => {
  it('tell who may list from now on, and what to do with the keys', async () => {
    const output = await lines('init', dir, '--publisher', 'Example');
    expect(output).toEqual([
      `Made ${dir} for Example, with the keys root-1, root-2, root-3, targets-1, targets-2, withdrawals-1, withdrawals-2, online-1.`,
      `The keys in ${dir}/keys are NOT encrypted: whoever reads them can sign as Example.`,
      `Encrypt them: channel lock ${dir}`,
      LAST,
      'Give the keys targets-1 and targets-2 to two different people.',
    ]);
    const alone = await lines('init', anna.path('alone'), '--one-person', '--no-passphrase');
    expect(alone[0]).toMatch(
      / for alone, with the keys root-1, root-2, root-3, targets-1, withdrawals-1, online-1\.$/u,
    );
    expect(alone.at(-1)).toBe('One person alone can list here. For two people, leave out --one-person.');
  });

  it('tell how a second person joins', async () => {
    const home = anna.path('mali');
    expect(await lines('key', home, '--name', 'mali', '--no-passphrase')).toEqual([
      `Made the keys targets-mali and withdrawals-mali in ${home}, NOT encrypted.`,
      `Send ${home}/mali.public.json to the person who makes the channel. It is not secret, but it must arrive unchanged:`,
      'read them the first letters by phone.',
    ]);
    const output = await lines('init', dir, '--person', `${home}/mali.public.json`);
    expect(output.at(-1)).toBe('To list, you and mali must sign.');
    expect(await refuses('init', anna.path('x'), '--one-person', '--person', `${home}/mali.public.json`)).toContain(
      'Either one person lists alone (--one-person), or several (--person).',
    );
    expect(await refuses('init', anna.path('y'), '--publisher', 'x'.repeat(81))).toContain(
      'a name of 1 to 80 characters',
    );
  });
});

describe('the commands of a list', () => {
  beforeEach(async () => {
    await succeeds('init', dir, '--one-person', '--publisher', 'Example');
    await succeeds('add', dir, await anna.csv('line,gold.hr,trafficking,E-1', 'line,silver.hr,trafficking,E-2'));
  });

  it('name the next command', async () => {
    const sign = `Now: channel sign ${dir}`;
    expect(await lines('add', dir, await anna.csv('line,gold.hr,trafficking,E-3'))).toEqual([
      `0 added, 1 replaced, 0 refused. ${sign}`,
    ]);
    const held = await anna.file(
      'held.csv',
      'kind,value,category,evidence,not_before',
      'line,x.hr,job-scam,E-9,2060-01-01',
    );
    expect(await lines('add', dir, held)).toEqual([
      `${held}: line 2: held back until 2060-01-01`,
      `0 added, 0 replaced, 0 refused, 1 held back. ${sign}`,
    ]);
    expect(await lines('remove', dir, 'line', 'silver.hr')).toEqual([`1 removed. ${sign}`]);
    expect(await lines('expire', dir)).toEqual(['0 removed, 0 expire within 30 days.']);
    expect(await lines('expire', dir, 'line', 'gold.hr', '--on', '2060-01-01')).toEqual([
      `1 expire on 2060-01-01. ${sign}`,
    ]);
    expect(await lines('sign', dir)).toEqual([
      '1 new, 0 removed, 0 disputed. The list then has 1 entries.',
      '  new: line gold.hr (trafficking, E-3)',
      'Signed: 1 entries, 0 of them withdrawn or disputed.',
      'Files: indicators.hashes, indicators.listings, withdrawn.json',
      'Versions: root 1, targets 1, withdrawals 1, snapshot 1, timestamp 1',
    ]);
    const web = anna.path('web');
    expect(await lines('publish', dir, '--to', web)).toEqual([
      expect.stringMatching(/^Version 1 is in \S+: 8 files copied \([1-9]\d+ bytes\), 0 unchanged, 0 deleted\.$/u),
      'Now copy that folder to your host, timestamp.json last. Then: channel verify https://YOUR-ADDRESS/',
    ]);
  });

  it('say what a call lacks', async () => {
    const file = await anna.csv('line,x.hr,trafficking,E-1');
    const withdraw = async (...words: string[]): Promise<string> => refuses('withdraw', dir, ...words);
    expect(await withdraw(file)).toContain(`${file} is not a file of the desk. For one name: withdraw DIR KIND VALUE.`);
    expect(await withdraw('pigeon', 'x')).toContain('the kind "pigeon" is none of domain, email');
  });

  it('ask for the category and the evidence of an imported list', async () => {
    const file = await anna.file('d.txt', 'bad-one.info');
    const misp = await anna.file(
      'm.json',
      '{"Event":{"uuid":"00000000-0000-4000-8000-000000000050","info":"case","Attribute":[]}}',
    );
    const why = ['--category', 'job-scam'];
    const csv = await anna.csv('line,gold.hr,trafficking,E-1');
    const calls: [string[], string][] = [
      [[csv, '--mirror'], '--mirror needs --evidence: it selects the indicators to compare.'],
      [[file], `Say why these are listed: --category ${LIST_CATEGORIES.join(' | ')}. Nothing was imported.`],
      [[file, ...why], 'Say where the evidence is: --evidence and your own reference to it. Nothing was imported.'],
      [[misp, ...why, '--mirror'], '--mirror needs --evidence: it selects the indicators to compare.'],
      [[file, ...why, '--format', 'xml'], '--format takes one of csv, domains, hosts, adblock, stix, misp, not "xml".'],
    ];
    for (const [call, words] of calls) expect(await misuses('import', dir, ...call), call.join(' ')).toContain(words);
    expect(await succeeds('import', dir, file, ...why, '--evidence', 'P-1', '--mirror')).toContain(
      `(domains): 1 added, 0 already listed, 0 repeated, 0 removed, 0 refused, 0 comments. Now: channel diff ${dir}, then channel sign ${dir}`,
    );
  });
});

describe('new roots', () => {
  beforeEach(async () => {
    await succeeds('init', dir, '--publisher', 'Example');
    await succeeds('sign', dir);
  });

  it('tell which keys are new, which no longer count, and that the release is signed with them', async () => {
    expect(await lines('rotate', dir, '--replace', 'online')).toEqual([
      'New keys: online-2. Keep copies of them elsewhere.',
      'These keys no longer count: online-1.',
      `Root 2 is in ${dir}/public.`,
      'Signed: 0 entries, 0 of them withdrawn or disputed.',
      'Files: indicators.hashes, indicators.listings, withdrawn.json',
      'Versions: root 2, targets 1, withdrawals 1, snapshot 2, timestamp 2',
    ]);
    expect(await lines('rotate', dir, '--no-passphrase')).toEqual([`Root 3 is in ${dir}/public.`]);
    expect((await lines('recover', dir, '--lost', 'withdrawals-2', '--no-passphrase')).slice(0, 2)).toEqual([
      'New keys: withdrawals-3. Keep copies of them elsewhere.',
      'These keys no longer count: withdrawals-2.',
    ]);
  });

  it('tell whom to ask when another root key is needed, and what to do when it comes back', async () => {
    await mkdir(anna.path('stick'));
    for (const name of ['root-2.pem', 'root-3.pem'])
      await rename(anna.path('list', 'keys', name), anna.path('stick', name));
    const ask = anna.path('request.jl');
    expect(await lines('rotate', dir, '--ask', ask)).toEqual([
      `Root 2 needs another signature. Nothing is published yet. Bring ${ask} to the holder of another root key:`,
      `channel cosign ${ask} --keys THEIR-FOLDER; then the same command as now, with --with ${ask}.signature in place of --ask.`,
    ]);
    expect(await lines('cosign', ask, '--keys', anna.path('stick'))).toEqual([
      expect.stringMatching(/^Root version 2 of Example, fingerprint [\da-f]{64}$/u),
      'You sign for this channel for the first time: compare the fingerprint with its keeper by phone.',
      expect.stringMatching(/^Root 2 in place of root 1, valid until /u),
      'Not compared with the host: name its address once (--host URL), and each request is compared with it.',
      'Nothing was signed. If you want to publish this: the same command with --yes.',
    ]);
    expect((await lines('cosign', ask, '--keys', anna.path('stick'), '--yes')).at(-1)).toBe(
      `Signed with root-2, root-3. Send ${ask}.signature back.`,
    );
    expect(await lines('rotate', dir, '--with', `${ask}.signature`)).toEqual([`Root 2 is in ${dir}/public.`]);
  });

  it('say that the list waits for its signature where its keys are elsewhere', async () => {
    await cp(anna.path('list', 'keys'), anna.path('stick'), { recursive: true });
    for (const at of [1, 2]) await rm(anna.path('list', 'keys', `targets-${at}.pem`));
    const complaint = await refuses('recover', dir, '--lost', 'withdrawals-1', '--no-passphrase');
    expect(complaint).toContain('The new keys are in the root, but the list is not signed with them yet.');
    expect(complaint).toContain(`Sign it: channel sign ${dir}`);
  });
});
