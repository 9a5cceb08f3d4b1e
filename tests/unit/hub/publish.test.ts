/**
 * From the signed folder to a host: what is copied, in which order, what the host must answer. Then taking over what a
 * timer signed.
 */
import { cp, mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { initChannel } from '../../../hub/channel/key-files/init-channel.ts';
import { hostProblems } from '../../../hub/channel/host/host-problems.ts';
import { publishTo } from '../../../hub/channel/host/publish-to.ts';
import { refreshChannel, signChannel } from '../../../hub/channel/signing/sign-channel.ts';
import { serveChannel } from '../../../hub/channel/host/serve-channel.ts';
import { parseInvitation } from '../../../utils/channel/invitation.ts';
import { addIndicators } from '../../../hub/channel/list/add-indicators.ts';
import { readList } from '../../../hub/channel/list/list-file.ts';
import { succeeds, snapshotFolder, createMachine, misuses, refuses, type Machine } from './publisher-machine.ts';

let anna: Machine;
let dir: string;
let web: string;
const DAY = 86_400_000;

beforeEach(async () => {
  anna = await createMachine();
  [dir, web] = [anna.path('list'), anna.path('web')];
  await succeeds('init', dir, '--one-person', '--publisher', 'Example');
  await succeeds('add', dir, await anna.csv('line,gold.hr,trafficking,E-1'));
  await succeeds('sign', dir);
});

/** A host that answers as it is told. */
async function host(
  answer: (path: string) => { status?: number; headers?: Record<string, string>; body?: Buffer | string },
): Promise<string> {
  const server: Server = createServer((request, response) => {
    const { status = 200, headers = {}, body = '' } = answer(request.url ?? '');
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  onTestFinished(() => new Promise<void>((closed) => void server.close(() => closed())));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

describe('publish', () => {
  it('copies only what readers need, once, and makes a valid channel', async () => {
    expect(await succeeds('publish', dir, '--to', web)).toMatch(/Version 1 is in .*: 8 files copied/u);
    const names = Object.keys(await snapshotFolder(web)).map((path) => path.slice(web.length + 1));
    expect(names.filter((name) => /key|pem|csv|channel\.json/u.test(name))).toEqual([]);
    expect(names.filter((name) => name.includes('/')).every((name) => /^targets\/[0-9a-f]{64}\./u.test(name))).toBe(
      true,
    );
    expect(names.filter((name) => !name.includes('/')).sort()).toEqual([
      '.htaccess',
      '.nojekyll',
      '1.root.json',
      '1.snapshot.json',
      '1.targets.json',
      '1.withdrawals.json',
      '404.html',
      '_headers',
      'timestamp.json',
    ]);
    expect(await succeeds('publish', dir, '--to', web)).toContain('0 files copied (0 bytes), 8 unchanged');
    await succeeds('refresh', dir);
    expect(await succeeds('publish', dir, '--to', web)).toContain('2 files copied');
    // A copy is a channel's public folder.
    await cp(web, anna.path('again', 'public'), { recursive: true });
    expect(await succeeds('verify', anna.path('again'))).toContain('good: version 2 by Example, 1 entries');
  });

  it('copies nothing over a release that was signed elsewhere, before it is taken over', async () => {
    await succeeds('publish', dir, '--to', web);
    const other = anna.path('other');
    await cp(dir, other, { recursive: true });
    await succeeds('withdraw', other, 'line', 'gold.hr');
    await succeeds('publish', other, '--to', web);
    await succeeds('add', dir, await anna.csv('line,silver.hr,trafficking,E-2'));
    const before = await snapshotFolder(web);
    for (const step of ['sign', 'refresh'] as const) {
      await succeeds(step, dir);
      expect(await refuses('publish', dir, '--to', web)).toMatch(
        /holds version 2, which was signed elsewhere.*\n.*pull/u,
      );
    }
    expect(await snapshotFolder(web)).toEqual(before);
    const { url, close } = await serveChannel({ dir: other });
    expect(await succeeds('pull', dir, url)).toContain('Publish it');
    await close();
    expect(await succeeds('publish', dir, '--to', web)).toContain('Version 4');
    await cp(web, anna.path('again', 'public'), { recursive: true });
    expect(await succeeds('verify', anna.path('again'))).toContain('good: version 4 by Example, 1 entries');
    // What is no release of this channel does not keep it back.
    await writeFile(join(web, 'timestamp.json'), '{}');
    await succeeds('publish', dir, '--to', web);
  });

  it('copies nothing over it after the online key was replaced, either', async () => {
    await succeeds('publish', dir, '--to', web);
    const other = anna.path('other');
    await cp(dir, other, { recursive: true });
    await succeeds('withdraw', other, 'line', 'gold.hr');
    await succeeds('publish', other, '--to', web);
    await succeeds('rotate', dir, '--replace', 'online');
    for (let count = 0; count < 3; count += 1) await succeeds('refresh', dir);
    const before = await snapshotFolder(web);
    expect(await refuses('publish', dir, '--to', web)).toMatch(
      /holds version 2, which was signed elsewhere.*\n.*pull/u,
    );
    expect(await snapshotFolder(web)).toEqual(before);
    const { url, close } = await serveChannel({ dir: other });
    expect(await succeeds('pull', dir, url)).toContain('Publish it');
    await close();
    await succeeds('publish', dir, '--to', web);
    await cp(web, anna.path('again', 'public'), { recursive: true });
    expect(await succeeds('verify', anna.path('again'))).toContain('by Example, 0 entries');
  });

  it('copies nothing that a reader would refuse, and never into or around the folder with the keys', async () => {
    expect(await refuses('publish', dir, '--to', join(dir, 'public', 'web'))).toContain('keys could be published');
    expect(await refuses('publish', dir, '--to', anna.folder)).toContain('keys could be published');
    const before = await snapshotFolder(dir);
    await symlink(dir, anna.path('site-link'));
    await symlink(join(dir, 'keys'), anna.path('keys-link'));
    await symlink(anna.folder, anna.path('around-link'));
    for (const to of [['site-link'], ['site-link', 'new', 'web'], ['keys-link'], ['around-link']])
      expect(await refuses('publish', dir, '--to', anna.path(...to)), to.join()).toContain('keys could be published');
    expect(await refuses('publish', anna.path('site-link'), '--to', dir)).toContain('keys could be published');
    expect(await snapshotFolder(dir)).toEqual(before);
    await writeFile(join(dir, 'public', 'root-1.pem'), 'a key');
    expect(await refuses('publish', dir, '--to', web)).toContain('do not belong to the channel');
    await rm(join(dir, 'public', 'root-1.pem'));
    const file = join(dir, 'public', '1.targets.json');
    await writeFile(file, (await readFile(file, 'utf8')).replace('"version": 1', '"version": 7'));
    expect(await refuses('publish', dir, '--to', web)).toMatch(
      /1\.targets\.json is another one than 1\.snapshot\.json names/u,
    );
    await expect(readdir(web)).rejects.toThrow();
    const old = anna.path('old');
    await initChannel({ dir: old, publisher: 'Old', onePerson: true, now: Date.now() - 20 * DAY });
    await signChannel({ dir: old, now: Date.now() - 20 * DAY });
    expect(await refuses('publish', old, '--to', web)).toMatch(/\(expired\).*\n.*channel refresh/u);
  });

  it('writes the timestamp last: until then a reader of the copy sees the former release', async () => {
    await succeeds('publish', dir, '--to', web);
    const before = await readFile(join(web, 'timestamp.json'));
    await succeeds('add', dir, await anna.csv('line,silver.hr,trafficking,E-2'));
    await succeeds('sign', dir);
    // A folder in the place of one of the files that come before the timestamp: the copy stops there.
    await mkdir(join(web, '2.snapshot.json'));
    await refuses('publish', dir, '--to', web);
    expect(await readFile(join(web, 'timestamp.json'))).toEqual(before);
    await rm(join(web, '2.snapshot.json'), { recursive: true });
    await succeeds('publish', dir, '--to', web);
    expect(await readFile(join(web, 'timestamp.json'))).not.toEqual(before);
  });

  it('copies nothing of a release that a killed command did not sign to its end', async () => {
    await succeeds('publish', dir, '--to', web);
    const timestamp = await readFile(join(dir, 'public', 'timestamp.json'));
    await succeeds('add', dir, await anna.csv('line,silver.hr,trafficking,E-2'));
    await succeeds('sign', dir);
    // Killed before its last file was written.
    await writeFile(join(dir, 'public', 'timestamp.json'), timestamp);
    expect(await succeeds('publish', dir, '--to', web)).toContain('Version 1');
    expect((await readdir(web)).filter((name) => name.startsWith('2.'))).toEqual([]);
    expect(await refuses('sign', dir)).toContain('Or a command was broken off here.');
    await succeeds('sign', dir, '--confirm');
    await succeeds('publish', dir, '--to', web);
    expect(await readFile(join(web, '2.targets.json'))).toEqual(await readFile(join(dir, 'public', '2.targets.json')));
    // The same with versions of two digits.
    for (let version = 3; version <= 11; version += 1) await refreshChannel({ dir, now: Date.now() });
    const eleventh = await readFile(join(dir, 'public', 'timestamp.json'));
    await refreshChannel({ dir, now: Date.now() });
    await writeFile(join(dir, 'public', 'timestamp.json'), eleventh);
    expect(await succeeds('publish', dir, '--to', web)).toContain('Version 11');
    expect((await readdir(web)).filter((name) => name.startsWith('1') && name.includes('snapshot')).sort()).toEqual([
      '1.snapshot.json',
      '10.snapshot.json',
      '11.snapshot.json',
    ]);
  });

  it('leaves a newer release that was published meanwhile', async () => {
    await succeeds('publish', dir, '--to', web);
    const old = anna.path('old');
    await cp(dir, old, { recursive: true });
    await succeeds('withdraw', dir, 'line', 'gold.hr');
    await succeeds('publish', dir, '--to', web);
    // A slow "publish" has read the timestamp before the withdrawal, and the release after it lies there now.
    const after = await readFile(join(dir, 'public', 'timestamp.json'));
    await writeFile(join(dir, 'public', 'timestamp.json'), await readFile(join(old, 'public', 'timestamp.json')));
    expect(await succeeds('publish', dir, '--to', web)).toContain('Version 2 is in');
    expect(await readFile(join(web, 'timestamp.json'))).toEqual(after);
  });

  it('refuses symbolic links among the public files: the copy would lack what they lead to', async () => {
    const targets = join(dir, 'public', 'targets');
    await rename(targets, anna.path('elsewhere'));
    await symlink(anna.path('elsewhere'), targets);
    expect(await refuses('publish', dir, '--to', web)).toContain('do not belong to the channel: targets');
    await rm(targets);
    await rename(anna.path('elsewhere'), targets);
    // A link deeper in the folder, too.
    await symlink(anna.path('list', 'list.csv'), join(targets, 'list.csv'));
    expect(await refuses('publish', dir, '--to', web)).toContain('do not belong to the channel: list.csv');
    await expect(readdir(web)).rejects.toThrow();
  });

  it('copies a whole release, also while another command signs the next one', async () => {
    for (let round = 0; round < 8; round++) {
      const now = Date.now();
      await Promise.all([refreshChannel({ dir, now }), publishTo({ dir, to: web, now })]);
      const { signed } = JSON.parse(await readFile(join(web, 'timestamp.json'), 'utf8'));
      const snapshot = `${signed.meta['snapshot.json'].version}.snapshot.json`;
      expect(await readdir(web), `round ${round}`).toContain(snapshot);
    }
  });

  it('deletes what no recent release names when asked', async () => {
    for (let at = 0; at < 9; at++) {
      await addIndicators({
        dir,
        csv: `kind,value,category,evidence\nline,name${at}x,trafficking,E-${at}\n`,
        now: Date.now(),
      });
      await signChannel({ dir, now: Date.now() });
    }
    expect(await succeeds('publish', dir, '--to', web)).toContain(', 0 deleted');
    const before = Object.keys(await snapshotFolder(web)).length;
    expect(await succeeds('publish', dir, '--to', web, '--prune')).toMatch(/[1-9]\d* deleted/u);
    const names = await readdir(web);
    expect(Object.keys(await snapshotFolder(web)).length).toBeLessThan(before);
    expect(names).toContain('1.root.json');
    expect(names).not.toContain('1.snapshot.json');
    expect(names).toContain('3.snapshot.json');
    await cp(web, anna.path('again', 'public'), { recursive: true });
    expect(await succeeds('verify', anna.path('again'))).toContain('10 entries');
  });
});

describe('the live host', () => {
  it('is compared with the folder, and reports what expires soon', async () => {
    const { url, close } = await serveChannel({ dir });
    onTestFinished(close);
    expect(await succeeds('verify', url, '--against', dir)).toContain('The host has what');
    await cp(dir, anna.path('newer'), { recursive: true });
    await succeeds('refresh', anna.path('newer'));
    expect(await refuses('verify', url, '--against', anna.path('newer'))).toContain('copy it there again');
    await initChannel({ dir: anna.path('other'), publisher: 'Other', now: Date.now() });
    expect(await refuses('verify', url, '--against', anna.path('other'))).toContain('bad-signature');
    await signChannel({ dir, now: Date.now(), days: { timestamp: 1 } });
    expect(await succeeds('verify', url)).toContain('note: The timestamp expires in 0 days: channel refresh.');
  });

  it('is checked for caching and missing files', async () => {
    expect(await hostProblems(await host(() => ({ headers: { 'cache-control': 'public, max-age=86400' } })))).toEqual([
      expect.stringContaining('keep timestamp.json for 86400 seconds'),
      expect.stringContaining('answers 200 instead of 404'),
    ]);
    const good = await host((path) =>
      path === '/timestamp.json' || path === '/1.root.json'
        ? { headers: { 'cache-control': path === '/1.root.json' ? 'max-age=31536000, immutable' : 'max-age=60' } }
        : { status: 404 },
    );
    expect(await hostProblems(good)).toEqual([]);
    expect(await refuses('verify', 'http://127.0.0.1:9/')).toMatch(/\(offline\).*\n.*could not be reached/u);
  });
});

describe('pull', () => {
  it('takes over what a timer signed: the next signature is no rollback', async () => {
    const server = anna.path('server');
    await mkdir(join(server, 'keys'), { recursive: true });
    await cp(join(dir, 'public'), join(server, 'public'), { recursive: true });
    await cp(join(dir, 'channel.json'), join(server, 'channel.json'));
    await cp(join(dir, 'keys', 'online-1.pem'), join(server, 'keys', 'online-1.pem'));
    for (let at = 0; at < 3; at++) await succeeds('refresh', server);
    const { url, close } = await serveChannel({ dir: server });
    onTestFinished(close);

    expect(await succeeds('pull', dir, url)).toContain('Took over version 4: 4.snapshot.json, timestamp.json');
    expect(await succeeds('pull', dir, url)).toContain('Nothing newer');
    expect(await succeeds('sign', dir)).toContain('snapshot 5, timestamp 5');

    // Somebody else has signed the list itself: their work is not to be lost.
    await cp(anna.path('list'), anna.path('elsewhere'), { recursive: true });
    await succeeds('add', anna.path('elsewhere'), await anna.csv('line,copper.hr,trafficking,E-3'));
    await succeeds('sign', anna.path('elsewhere'));
    const other = await serveChannel({ dir: anna.path('elsewhere') });
    onTestFinished(other.close);
    expect(await refuses('pull', dir, other.url)).toContain('somebody else signed it');
  });
});

it('an old copy of the folder goes on from the files of the host, and shows what its rows lack', async () => {
  const backup = anna.path('backup');
  await cp(dir, backup, { recursive: true });
  await succeeds('add', dir, await anna.csv('line,silver.hr,trafficking,E-2'));
  await succeeds('sign', dir);
  await succeeds('withdraw', dir, 'line', 'gold.hr');
  await succeeds('publish', dir, '--to', web);
  const { url, close } = await serveChannel({ dir });
  onTestFinished(close);
  expect(await refuses('pull', backup, url)).toContain('If this folder is an old copy that was put back');
  await cp(web, join(backup, 'public'), {
    recursive: true,
    filter: (path) => !/\/(?:_headers|404\.html|\.(?:htaccess|nojekyll))$/u.test(path),
  });
  expect(await succeeds('pull', backup, url)).toContain('Nothing newer');
  expect(await succeeds('diff', backup)).toMatch(/removed: \(hash [0-9a-f]{16}\)\n.*listed again: line gold\.hr/su);
  await succeeds('sign', backup, '--confirm');
  expect(await succeeds('publish', backup, '--to', web)).toContain('Version 4');
});

describe('withdraw', () => {
  it('never lists again with one key what was withdrawn', async () => {
    await succeeds('add', dir, await anna.csv('line,silver.hr,trafficking,E-2'));
    await succeeds('sign', dir);
    await succeeds('withdraw', dir, 'line', 'gold.hr');
    expect(await refuses('withdraw', dir, 'line', 'gold.hr', '--disputed')).toContain('one key cannot list it again');
    // The file was lost, or a desk listed the name anew and nobody has signed yet.
    await rm(join(dir, 'withdrawn.csv'));
    await succeeds('withdraw', dir, 'line', 'silver.hr');
    expect(await succeeds('verify', dir)).toContain('by Example, 0 entries');
    await writeFile(join(dir, 'withdrawn.csv'), 'kind,value,on,as\n');
    expect(await refuses('sign', dir)).toContain('2 withdrawn names would be listed again');
    await succeeds('sign', dir, '--confirm');
    expect(await succeeds('verify', dir)).toContain('by Example, 2 entries');
  });
});

describe('an invitation', () => {
  it('is a link and a file that the extension reads, with the fingerprint that verify prints', async () => {
    const file = anna.path('list.joblantern.json');
    const output = await succeeds(
      'invite',
      dir,
      '--url',
      'https://list.example/jl',
      '--colour',
      '#1F5F8B',
      '--file',
      file,
    );
    const fingerprint = /fingerprint: ([0-9a-f]{64})/u.exec(output)?.[1] ?? '';
    expect(await succeeds('verify', dir)).toContain(`fingerprint: ${fingerprint}`);
    const link = /link: (\S+)/u.exec(output)?.[1] ?? '';
    expect(parseInvitation(link)).toEqual({
      url: 'https://list.example/jl/',
      colour: '#1f5f8b',
      root: null,
      fingerprint,
    });
    expect(parseInvitation(await readFile(file, 'utf8'))).toMatchObject({
      url: 'https://list.example/jl/',
      colour: '#1F5F8B',
    });
    expect(await misuses('invite', dir, '--url', 'http://list.example/')).toContain('is no https address');
  });
});

describe('expire', () => {
  it('removes expired entries, reports those that expire soon, and sets a day', async () => {
    const day = (days: number): string => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);
    const rows = [
      `line,old.hr,trafficking,E-2,2025-01-01,${day(-1)}`,
      `line,soon.hr,trafficking,E-3,2026-01-01,${day(10)}`,
    ];
    await succeeds('add', dir, await anna.file('r.csv', 'kind,value,category,evidence,listed_on,expires_on', ...rows));
    const output = await succeeds('expire', dir);
    expect(output).toContain('removed: line old.hr');
    expect(output).toContain(`expires on ${day(10)}: line soon.hr (E-3)`);
    expect(output).toContain('1 removed, 1 expire within 30 days');
    expect(await succeeds('expire', dir, 'line', 'soon.hr', '--on', '2030-01-31')).toContain('1 expire on 2030-01-31');
    expect(Array.from((await readList(dir)).values()).find(({ value }) => value === 'soon.hr')?.expiresOn).toBe(
      '2030-01-31',
    );
    expect(await refuses('expire', dir, 'line', 'nobody.x', '--on', '2030-01-31')).toContain('is not on the list');
    expect(await refuses('expire', dir, 'line', 'soon.hr', '--on', '2025-01-01')).toContain('would expire before');
  });
});
