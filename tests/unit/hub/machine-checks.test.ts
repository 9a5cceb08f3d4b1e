/** What the publisher's machine checks around a signature: changes of keys, the live host, passphrases and past signatures. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readChannelConfig, writeAtomically } from '../../../hub/channel/channel-folder.ts';
import { describeRootChange } from '../../../hub/channel/review/describe-root-change.ts';
import { describeTargetsChange } from '../../../hub/channel/review/describe-targets-change.ts';
import { expiryNotes, hostProblems } from '../../../hub/channel/host/host-problems.ts';
import { parseKeyFileName, writeKeyFile } from '../../../hub/channel/key-files/key-file.ts';
import { createPassphrases, fixedPassphrases, newPassphrase } from '../../../hub/channel/key-files/passphrases.ts';
import { readPerson, readPublicKeysFile } from '../../../hub/channel/key-files/public-keys.ts';
import { expiryAfter, TUF_SPEC_VERSION } from '../../../hub/channel/signing/sign-for-role.ts';
import { checkSigningHistory, recordSignature } from '../../../hub/channel/review/signing-history.ts';
import type { SignedData } from '../../../utils/channel/metadata.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'machine-'));
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

describe('describeRootChange', () => {
  const key = (digit: string): string => digit.repeat(64);
  type Root = SignedData<'root'>;
  const rootOf = (version: number, keys: Record<string, string[]>, more: object = {}): Root => {
    const roles = ['root', 'targets', 'snapshot', 'timestamp'].map((role) => [
      role,
      { keyids: keys[role] ?? ['1'], threshold: 1 },
    ]);
    const held = ['1', '2', '3', 'a'].map((digit) => [digit, { keyval: { public: key(digit) } }]);
    return {
      version,
      expires: '2027-11-25T00:00:00Z',
      keys: Object.fromEntries(held),
      roles: Object.fromEntries(roles),
      ...more,
    } as unknown as Root;
  };
  const names = new Map([[key('1'), 'root-a']]);
  const changes = (old: Root, next: Root): string[] => describeRootChange(old, next, names).slice(1);

  it('names the versions, and nothing else where nothing changes', () => {
    expect(describeRootChange(rootOf(1, {}), rootOf(2, {}), names)).toEqual([
      'Root 2 in place of root 1, valid until 2027-11-25T00:00:00Z.',
    ]);
  });

  it('names keys that come and go by local names and their public keys', () => {
    expect(changes(rootOf(1, {}), rootOf(2, { root: ['2'], targets: ['1', '3'] }))).toEqual([
      `  who decides over all keys: no longer root-a (${'1'.repeat(16)})`,
      `  who decides over all keys: from now on also a key that is not known here (${'2'.repeat(16)})`,
      `  who lists: from now on also a key that is not known here (${'3'.repeat(16)})`,
    ]);
  });

  it('is not misled by a key ID whose key was swapped, or that the root does not hold', () => {
    const swapped = { ...rootOf(2, {}), keys: { '1': { keyval: { public: key('2') } } } } as unknown as Root;
    expect(changes(rootOf(1, {}), swapped).join('\n')).toContain(`no longer root-a (${'1'.repeat(16)})`);
    expect(changes(rootOf(1, {}), rootOf(2, { root: ['constructor'] })).join('\n')).toContain(
      'from now on also a key that is not known here (a key that the r)',
    );
    const upper = { ...rootOf(2, { root: ['a'] }), keys: { a: { keyval: { public: key('A') } } } } as unknown as Root;
    expect(
      changes(rootOf(1, { root: ['a'] }), { ...upper, roles: rootOf(1, { root: ['a'] }).roles }).join('\n'),
    ).not.toContain('who decides over all keys');
  });

  it('names changed thresholds, recipients and publishers', () => {
    const next = rootOf(2, {}, { custom: { publisher: 'Example', recipients: ['age1x', 'age1y'] } });
    next.roles.targets.threshold = 2;
    expect(changes(rootOf(1, {}), next)).toEqual([
      '  who lists: 2 must sign, where it was 1',
      '  REPORTS are sealed to age1x, age1y',
      '  instead of to nobody',
      '  the publisher is named Example instead of (nothing)',
    ]);
    expect(changes(next, { ...next, custom: {} })).toEqual([
      '  REPORTS are sealed to nobody',
      '  instead of to age1x, age1y',
      '  the publisher is named (nothing) instead of Example',
    ]);
  });
});

describe('describeTargetsChange', () => {
  const targetsOf = (files: Record<string, string>, keys: string[] = [], threshold = 1) =>
    ({
      spec_version: TUF_SPEC_VERSION,
      targets: Object.fromEntries(
        Object.entries(files).map(([name, sha256]) => [name, { length: 7, hashes: { sha256 } }]),
      ),
      delegations: {
        keys: Object.fromEntries(keys.map((each) => [each, { keyval: { public: each.repeat(64) } }])),
        roles: [{ name: 'withdrawals', keyids: keys, threshold, terminating: true, paths: ['withdrawn.json'] }],
      },
    }) as unknown as SignedData<'targets'>;

  it('names other files that change or go, and leaves the list to the review', () => {
    const before = targetsOf({ 'a.json': '1', 'b.json': '2', 'indicators.hashes': '3', 'indicators.listings': '4' });
    expect(
      describeTargetsChange(['a.json', 'c.json'], targetsOf({ 'a.json': '9', 'c.json': '5' }), before, new Map()),
    ).toEqual([
      'Another file changes: a.json, SHA-256 9, 7 bytes',
      'Another file changes: c.json, SHA-256 5, 7 bytes',
      'Another file is removed: b.json',
    ]);
    expect(describeTargetsChange(['a.json'], before, before, new Map())).toEqual([]);
    expect(describeTargetsChange(['a.json'], targetsOf({ 'a.json': '1' }), null, new Map())).toHaveLength(1);
  });

  it('names who may withdraw from now on, and who no longer', () => {
    const names = new Map([['a'.repeat(64), 'withdrawals-ana']]);
    expect(describeTargetsChange([], targetsOf({}, ['b']), targetsOf({}, ['a']), names)).toEqual([
      `From now on may withdraw: a key that is not known here (${'b'.repeat(16)})`,
      `May no longer withdraw: withdrawals-ana (${'a'.repeat(16)})`,
    ]);
    expect(describeTargetsChange([], targetsOf({}, ['a']), targetsOf({}, ['a']), names)).toEqual([]);
    expect(describeTargetsChange([], targetsOf({}, ['a']), null, names)).toEqual([
      `From now on may withdraw: withdrawals-ana (${'a'.repeat(16)})`,
    ]);
    expect(describeTargetsChange([], targetsOf({}, ['a', 'b'], 2), targetsOf({}, ['a', 'b']), names)).toEqual([
      'A withdrawal needs 2 keys, where it was 1',
    ]);
  });

  it('names a file whose description changes alone: a newer format would make readers skip it', () => {
    const withFormat = (format: number) => {
      const targets = { 'a.json': { length: 7, hashes: { sha256: '1' }, custom: { format } } };
      return { ...targetsOf({}), targets };
    };
    expect(describeTargetsChange(['a.json'], withFormat(9), withFormat(1), new Map())).toEqual([
      'Another file changes: a.json, SHA-256 1, 7 bytes, custom {"format":9}',
    ]);
    expect(describeTargetsChange(['a.json'], withFormat(1), withFormat(1), new Map())).toEqual([]);
  });

  it('names a changed length, a further digest and any other member', () => {
    const before = targetsOf({ 'a.json': '1' });
    const next = {
      ...before,
      spec_version: '1.9',
      more: { a: 1 },
      targets: { 'a.json': { length: 8, hashes: { sha256: '1', sha512: '2' } } },
    };
    expect(describeTargetsChange(['a.json'], next, before, new Map())).toEqual([
      'Another file changes: a.json, SHA-256 1, 8 bytes, sha512 "2"',
      `Another member changes: spec_version, "1.9" where it was "${TUF_SPEC_VERSION}"`,
      'Another member changes: more, {"a":1} where it was nothing',
    ]);
  });

  it('refuses another delegation than the one for withdrawals', () => {
    const { delegations, ...others } = targetsOf({}, ['a']);
    const [role] = delegations!.roles;
    const key = { keytype: 'ed25519', scheme: 'ed25519', keyval: { public: 'b'.repeat(64) } };
    const wrong: [string, object][] = [
      ['none', {}],
      ['no role', { delegations: { ...delegations, roles: [] } }],
      ['a second role', { delegations: { ...delegations, roles: [role, { ...role, name: 'other' }] } }],
      ['other paths', { delegations: { ...delegations, roles: [{ ...role, paths: ['*'] }] } }],
      ['a member more', { delegations: { ...delegations, roles: [{ ...role, more: 1 }] } }],
      ['a key of no role', { delegations: { ...delegations, keys: { ...delegations!.keys, b: key } } }],
      ['a key that is not there', { delegations: { ...delegations, keys: {} } }],
    ];
    for (const [what, change] of wrong) {
      const next = { ...others, ...change } as SignedData<'targets'>;
      expect(() => describeTargetsChange([], next, targetsOf({}, ['a']), new Map()), what).toThrow('exactly one role');
    }
  });
});

describe('hostProblems', () => {
  /** A host that answers with these headers; a missing file with this status. */
  async function problemsOf(url: string, caching: Record<string, string>, missing = 404): Promise<string[]> {
    vi.stubGlobal('fetch', async (address: string, { redirect }: RequestInit) => {
      expect(redirect).toBe('manual');
      const name = address.slice(address.lastIndexOf('/') + 1);
      const cache = caching[name];
      const headers: Record<string, string> = cache === undefined ? {} : { 'cache-control': cache };
      return await Promise.resolve(
        new Response('x', { status: name === 'no-such-file.json' ? missing : 200, headers }),
      );
    });
    return await hostProblems(url);
  }
  const GOOD = { 'timestamp.json': 'max-age=60', '1.root.json': 'max-age=31536000, immutable' };

  it('has none with a host that caches what never changes and little else', async () => {
    for (const missing of [403, 404, 410]) expect(await problemsOf('https://list.example/', GOOD, missing)).toEqual([]);
    for (const url of ['http://127.0.0.1:8/', 'http://localhost/', 'http://[::1]/'])
      expect(await problemsOf(url, GOOD), url).toEqual([]);
    for (const cache of ['max-age=3600', 'max-age=99999, no-cache', 'no-store, max-age=99999'])
      expect(await problemsOf('https://list.example/', { ...GOOD, 'timestamp.json': cache }), cache).toEqual([]);
    expect(await problemsOf('https://list.example/', { ...GOOD, '1.root.json': 'max-age=10000' })).toEqual([]);
  });

  it.each<[string, string, Record<string, string>, number]>([
    ['The address is not https', 'http://list.example/', GOOD, 404],
    [
      'keep timestamp.json for 3601 seconds',
      'https://list.example/',
      { ...GOOD, 'timestamp.json': 'max-age=3601' },
      404,
    ],
    [
      'does not say that 1.root.json never changes',
      'https://list.example/',
      { ...GOOD, '1.root.json': 'max-age=9999' },
      404,
    ],
    ['answers 200 instead of 404', 'https://list.example/', GOOD, 200],
  ])('names the one problem: %s', async (problem, url, caching, missing) => {
    const problems = await problemsOf(url, caching, missing);
    expect(problems).toEqual([expect.stringContaining(problem)]);
  });
});

describe('expiryNotes', () => {
  const NOW = Date.parse('2026-11-25T00:00:00Z');
  const notes = (role: string, days: number): string[] =>
    expiryNotes({ expiries: [{ role, at: new Date(NOW + days * 86_400_000).toISOString() }] as never }, NOW);

  it.each([
    ['root', 60, 'rotate'],
    ['list', 21, 'sign'],
    ['withdrawals', 7, 'sign'],
    ['snapshot', 2, 'refresh'],
    ['timestamp', 2, 'refresh'],
  ])('tells of the %s from %i days before on', (role, days, command) => {
    expect(notes(role, days)).toEqual([]);
    expect(notes(role, days - 0.5)).toEqual([`The ${role} expires in ${days - 1} days: channel ${command}.`]);
    expect(notes(role, 0.5)).toEqual([`The ${role} expires in 0 days: channel ${command}.`]);
    expect(notes(role, 0)).toEqual([
      `The ${role} expired on 2026-11-25, and readers refuse the list: channel ${command}.`,
    ]);
  });

  it('tells of no role that it does not know, before that expires', () => {
    expect(notes('other', 0.5)).toEqual([]);
  });
});

describe('passphrases', () => {
  it('come from the first line of a file, else from the variable', async () => {
    vi.stubEnv('JOBLANTERN_PASSPHRASE', 'from the variable');
    const path = file('words.txt', 'five words that nobody guesses\r\nsecond line');
    expect(await newPassphrase(path)).toBe('five words that nobody guesses');
    expect(await newPassphrase(undefined)).toBe('from the variable');
    const passphrases = await createPassphrases(path);
    passphrases.remember('another');
    passphrases.remember('another');
    expect(passphrases.remembered()).toEqual(['another', 'five words that nobody guesses']);
  });

  it('are refused when they are short, empty or cannot be read', async () => {
    expect(await newPassphrase(file('ok.txt', 'abcdefghijkl'))).toBe('abcdefghijkl');
    await expect(newPassphrase(file('short.txt', 'abcdefghijk'))).rejects.toThrow('fewer than 12 characters');
    await expect(newPassphrase(file('emoji.txt', '😀'.repeat(11)))).rejects.toThrow('fewer than 12 characters');
    await expect(newPassphrase(file('empty.txt', '\nx'))).rejects.toThrow('the first line must hold the passphrase');
    await expect(newPassphrase(join(folder, 'none.txt'))).rejects.toThrow('none.txt cannot be read');
  });

  it('are none, and nobody is asked, without file, variable and terminal', async () => {
    vi.stubEnv('JOBLANTERN_PASSPHRASE', '');
    expect(await newPassphrase(undefined)).toBeNull();
    const passphrases = await createPassphrases(undefined);
    expect(passphrases.remembered()).toEqual([]);
    expect(await passphrases.ask('root-a')).toBeNull();
    const fixed = fixedPassphrases('one', 'two');
    fixed.remember('three');
    expect([fixed.remembered(), await fixed.ask('root-a')]).toEqual([['one', 'two'], null]);
  });
});

describe('the history of signatures', () => {
  const request = (change: object = {}) =>
    ({ fingerprint: 'f1', publisher: 'Example', about: 'list', version: 3, signed: { a: 1 }, ...change }) as never;

  it('knows a channel after the first signature, and refuses another one', async () => {
    expect(await checkSigningHistory(folder, request(), false)).toBeNull();
    await recordSignature(folder, request());
    expect(await checkSigningHistory(folder, request(), false)).not.toBeNull();
    await expect(
      checkSigningHistory(folder, request({ fingerprint: 'f2', publisher: 'Other' }), false),
    ).rejects.toThrow('sign for Example (fingerprint f1)');
  });

  it('keeps the address of the host that was named last', async () => {
    await recordSignature(folder, request(), 'https://list.example/');
    await recordSignature(folder, request({ version: 4 }));
    expect(await checkSigningHistory(folder, request({ version: 4 }), false)).toMatchObject({
      list: 4,
      host: 'https://list.example/',
    });
  });

  it('refuses an older version, by list and root apart', async () => {
    await recordSignature(folder, request());
    await expect(checkSigningHistory(folder, request({ version: 2 }), true)).rejects.toThrow(
      'You have signed version 3 already, and this request is for version 2',
    );
    expect(await checkSigningHistory(folder, request({ version: 4 }), false)).not.toBeNull();
    expect(await checkSigningHistory(folder, request({ about: 'root', version: 1 }), false)).not.toBeNull();
  });

  it('refuses other content of one version, unless the person insists', async () => {
    await recordSignature(folder, request());
    const other = request({ signed: { a: 2 } });
    await expect(checkSigningHistory(folder, other, false)).rejects.toThrow('with other content');
    expect(await checkSigningHistory(folder, other, true)).not.toBeNull();
    // A root of the same number is another document.
    expect(await checkSigningHistory(folder, request({ about: 'root', signed: { a: 2 } }), false)).not.toBeNull();
    await recordSignature(folder, request({ version: 4, signed: { a: 4 } }));
    await expect(checkSigningHistory(folder, request(), false)).rejects.toThrow('it is old');
  });

  it('signs nothing blindly when its file is damaged', async () => {
    for (const text of ['{', '{}', '{"fingerprint":"f1","publisher":"x","list":-1,"root":0}']) {
      file('signed-here.json', text);
      await expect(checkSigningHistory(folder, request(), true), text).rejects.toThrow('It prevents signing twice');
    }
  });
});

describe('the files of a channel', () => {
  it('are replaced whole, with the permissions that are asked for, and leave no part', async () => {
    const path = join(folder, 'new', 'key');
    await writeAtomically(path, 'one', 0o600);
    await writeAtomically(path, new TextEncoder().encode('two'), 0o640);
    expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777]).toEqual(['two', 0o640]);
    expect(readdirSync(join(folder, 'new'))).toEqual(['key']);
    await expect(writeAtomically(join(folder, 'new'), 'x')).rejects.toThrow();
    expect(readdirSync(folder)).toEqual(['new']);
  });

  it('are a channel only with a sound channel.json', async () => {
    await expect(readChannelConfig(folder)).rejects.toThrow(`${folder} is no channel`);
    const days = { root: 365, targets: 90, withdrawals: 30, snapshot: 7, timestamp: 7 };
    file('channel.json', JSON.stringify({ publisher: 'Example', days }));
    expect(await readChannelConfig(folder)).toEqual({ publisher: 'Example', days });
    for (const [change, path] of [
      [{ publisher: '' }, 'publisher'],
      [{ publisher: 'x'.repeat(81) }, 'publisher'],
      [{ days: { ...days, root: 0 } }, 'days.root'],
      [{ days: { ...days, targets: 3651 } }, 'days.targets'],
      [{ days: { ...days, snapshot: 1.5 } }, 'days.snapshot'],
      [{ more: 1 }, 'more'],
    ] as const) {
      file('channel.json', JSON.stringify({ publisher: 'Example', days, ...change }));
      await expect(readChannelConfig(folder)).rejects.toThrow(`channel.json: ${path}: `);
    }
  });

  it('name a key and whether it is encrypted', async () => {
    expect(parseKeyFileName('root-a1.pem')).toEqual({ name: 'root-a1', encrypted: false });
    expect(parseKeyFileName('withdrawals-ana.pem.age')).toEqual({ name: 'withdrawals-ana', encrypted: true });
    for (const name of ['root-.pem', 'root-A.pem', 'xroot-a.pem', 'root-a.pem.age.bak', 'snapshot-a.pem', 'root-a.txt'])
      expect(parseKeyFileName(name), name).toBeNull();
    expect(parseKeyFileName(`root-${'a'.repeat(31)}.pem`)).toBeNull();
    const path = await writeKeyFile(folder, 'root-a', 'PEM', null);
    expect([path, readFileSync(path, 'utf8'), statSync(path).mode & 0o777]).toEqual([
      join(folder, 'root-a.pem'),
      'PEM',
      0o600,
    ]);
    const sealed = await writeKeyFile(folder, 'root-a', 'PEM', { passphrase: 'words', workFactor: 1 });
    expect(sealed).toBe(join(folder, 'root-a.pem.age'));
    expect(readFileSync(sealed, 'latin1')).toMatch(/^age-encryption\.org\/v1\n-> scrypt /u);
  });

  it('hold public keys by name, and a person’s under their own', async () => {
    const key = 'a'.repeat(64);
    expect(await readPublicKeysFile(join(folder, 'none.json'))).toEqual(new Map());
    expect(await readPublicKeysFile(file('k.json', JSON.stringify({ 'root-a': key })))).toEqual(
      new Map([['root-a', key]]),
    );
    for (const bad of [{ 'other-a': key }, { 'root-a': 'A'.repeat(64) }, { 'root-A': key }])
      await expect(readPublicKeysFile(file('k.json', JSON.stringify(bad)))).rejects.toThrow('is damaged');
    await expect(readPublicKeysFile(file('k.json', '{'))).rejects.toThrow('cannot be read');
    const person = { 'joblantern-person': 1, name: 'ana', targets: key, withdrawals: key };
    expect(await readPerson(file('ana.public.json', JSON.stringify(person)))).toEqual(person);
    for (const change of [{ name: 'Ana' }, { name: '1ana' }, { targets: 'x' }, { more: 1 }, { 'joblantern-person': 2 }])
      await expect(readPerson(file('p.json', JSON.stringify({ ...person, ...change })))).rejects.toThrow(
        'is not a NAME.public.json',
      );
  });

  it('expire at a whole second, after whole days', () => {
    expect(expiryAfter(Date.parse('2026-11-25T10:11:12.345Z'), 7)).toBe('2026-12-02T10:11:12Z');
  });
});
