/** A co-signer's machine reads what the host publishes: a keeper may lack, or leave out, what others withdrew or signed. */
import { cp, rm } from 'node:fs/promises';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { serveChannel } from '../../../hub/channel/host/serve-channel.ts';
import { RECIPIENT } from '../channel/test-channel.ts';
import { createMachine, misuses, refuses, succeeds, type Machine } from './publisher-machine.ts';

let anna: Machine;
let mali: Machine;
let dir: string;
/** Folder of a third machine, which holds all keys of the channel and publishes its folder. */
let site: string;
let keys: string;
let request: string;
let url: string;

beforeEach(async () => {
  [anna, mali] = [await createMachine(), await createMachine()];
  [dir, site, keys, request] = [anna.path('list'), anna.path('site'), mali.path('keys'), anna.path('request.jl')];
  await succeeds('key', keys, '--name', 'mali', '--no-passphrase');
  await succeeds('init', dir, '--publisher', 'Example Shelter', '--person', mali.path('keys', 'mali.public.json'));
  await succeeds('add', dir, await anna.csv('line,gold.hr,trafficking,E-1', 'line,silver.hr,job-scam,E-2'));
  await signedByBoth(dir);
  await publish();
  const server = await serveChannel({ dir: site });
  onTestFinished(server.close);
  ({ url } = server);
});

async function publish(from = dir): Promise<void> {
  await rm(site, { recursive: true, force: true });
  await cp(from, site, { recursive: true });
}

async function signedByBoth(folder: string, ...options: string[]): Promise<void> {
  await succeeds('sign', folder, '--ask', request, ...options);
  await succeeds('cosign', request, '--keys', keys, '--yes', '--again', ...options);
  await succeeds('sign', folder, '--with', `${request}.signature`);
}

const ask = (...options: string[]): Promise<string> => succeeds('sign', dir, '--ask', request, ...options);
const cosign = (...options: string[]) => ['cosign', request, '--keys', keys, '--again', ...options] as const;

describe('a request for a list', () => {
  it.each([
    ['withdrawn', []],
    ['disputed', ['--disputed']],
  ])('is not signed while it lacks what is %s on the host', async (as, options) => {
    await succeeds('withdraw', site, 'line', 'silver.hr', ...options);
    await ask();
    const complaint = await refuses(...cosign('--host', url, '--yes', '--confirm'));
    expect(complaint).toContain(
      `has withdrawals that the request lacks, and the list would undo them: line silver.hr (${as}`,
    );
    expect(complaint).toContain('channel pull');
    expect(complaint).not.toContain('gold.hr');
    await succeeds('pull', dir, url);
    await ask();
    expect(await succeeds(...cosign('--host', url, '--yes'))).toContain('the request lacks none of its 1 withdrawals');
  });

  it('is not signed when it knows a dispute, and the host has the name as withdrawn', async () => {
    await succeeds('withdraw', dir, 'line', 'silver.hr', '--disputed');
    await publish();
    await succeeds('withdraw', site, 'line', 'silver.hr');
    await ask();
    expect(await refuses(...cosign('--host', url, '--yes'))).toContain('line silver.hr (withdrawn on');
  });

  it('may leave out what is withdrawn, and may withdraw more than the host', async () => {
    await succeeds('withdraw', site, 'line', 'silver.hr');
    await succeeds('remove', dir, 'line', 'silver.hr');
    await succeeds('withdraw', dir, 'line', 'gold.hr');
    await ask();
    expect(await succeeds(...cosign('--host', url, '--yes'))).toContain('lacks none of its 1 withdrawals');
  });

  it('may list again what both know as withdrawn, once that is confirmed', async () => {
    await succeeds('withdraw', dir, 'line', 'silver.hr');
    await publish();
    await anna.file('list/withdrawn.csv', 'kind,value,on,as');
    await ask('--confirm');
    expect(await refuses(...cosign('--host', url, '--yes'))).toContain('1 withdrawn name would be listed again');
    expect(await succeeds(...cosign('--host', url, '--yes', '--confirm'))).toContain('Signed with targets-mali');
  });

  it('may decide a dispute that both know', async () => {
    await succeeds('withdraw', dir, 'line', 'silver.hr', '--disputed');
    await publish();
    await anna.file('list/withdrawn.csv', 'kind,value,on,as');
    await ask();
    expect(await succeeds(...cosign('--host', url, '--yes'))).toContain('no longer disputed: line silver.hr');
  });

  it.each([
    [
      'its rows',
      'list/list.csv',
      'kind,value,category,evidence,listed_on,expires_on,disputed_since',
      [
        'line,gold.hr,trafficking,E-1,2026-11-01,2099-01-01,',
        'line,silver.hr,job-scam,E-2,2026-11-01,2099-01-01,2026-11-02',
      ],
    ],
    ['its withdrawn.csv', 'list/withdrawn.csv', 'kind,value,on,as', ['line,silver.hr,2026-11-02,disputed']],
  ])('may have the dispute of the host in %s', async (_where, file, ...rows) => {
    await succeeds('withdraw', site, 'line', 'silver.hr', '--disputed');
    await anna.file(file, ...rows.flat());
    await ask();
    expect(await succeeds(...cosign('--host', url, '--yes'))).toContain('lacks none of its 1 withdrawals');
    await succeeds('withdraw', site, 'line', 'silver.hr');
    expect(await refuses(...cosign('--host', url, '--yes'))).toContain('line silver.hr (withdrawn on');
  });

  it('is compared when both have a newer root than the first', async () => {
    await succeeds('rotate', dir);
    await publish();
    await succeeds('add', dir, await anna.csv('line,bronze.hr,job-scam,E-3'));
    await ask();
    expect(await succeeds(...cosign('--host', url, '--yes'))).toContain('lacks none of its 0 withdrawals');
  });

  it('for a first list is not signed when the host has one', async () => {
    expect(await refuses(...cosign('--host', url, '--yes'))).toContain(
      'has version 1 of the list already, and the request is for version 1',
    );
  });

  it('is compared with the address that was named once, and says when none was', async () => {
    await ask();
    expect(await succeeds(...cosign())).toContain('Not compared with the host: name its address once (--host URL)');
    // Only looked at: nothing is remembered.
    await succeeds(...cosign('--host', url));
    expect(await succeeds(...cosign())).toContain('Not compared with the host');
    await succeeds(...cosign('--host', url, '--yes'));
    await succeeds('withdraw', site, 'line', 'silver.hr');
    expect(await refuses(...cosign('--yes'))).toContain(`${url} has withdrawals that the request lacks`);
  });

  it('is signed beside a host that cannot be read only when that is confirmed', async () => {
    await ask();
    const none = 'http://127.0.0.1:9/';
    expect(await succeeds(...cosign('--host', none))).toContain(`Not compared with ${none}: http`);
    expect(await refuses(...cosign('--host', none, '--yes'))).toContain(
      `the request could not be compared with ${none}`,
    );
    expect(await succeeds(...cosign('--host', none, '--yes', '--confirm'))).toContain('Signed with targets-mali');
    for (const wrong of ['list.example', 'http://', 'ftp://list.example/'])
      expect(await misuses(...cosign('--host', wrong))).toContain(`"${wrong}" is no address`);
  });

  it('is not compared with the host of another channel', async () => {
    const other = anna.path('other');
    await succeeds('init', other, '--publisher', 'Another', '--one-person', '--no-passphrase');
    await succeeds('sign', other);
    await publish(other);
    await ask();
    expect(await refuses(...cosign('--host', url, '--yes'))).toContain('could not be compared');
  });

  it('is not signed when the host has that version, or another one before it', async () => {
    await ask();
    await cp(dir, anna.path('before'), { recursive: true });
    const old = anna.path('old.jl');
    await cp(request, old);
    await signedByBoth(dir);
    await publish();
    expect(await refuses('cosign', old, '--keys', keys, '--again', '--yes', '--host', url)).toContain(
      'has version 2 of the list already, and the request is for version 2',
    );
    const before = anna.path('before');
    await succeeds('add', before, await anna.csv('line,bronze.hr,job-scam,E-3'));
    await signedByBoth(before);
    await succeeds('sign', before, '--ask', request);
    expect(await refuses(...cosign('--host', url, '--yes'))).toContain('has another list 2 than the request says');
  });

  it('that follows a list which is not published needs a confirmation for what the host has withdrawn', async () => {
    await succeeds('withdraw', dir, 'line', 'silver.hr');
    await publish();
    await anna.file('list/withdrawn.csv', 'kind,value,on,as');
    await signedByBoth(dir, '--confirm');
    await ask();
    const seen = await succeeds(...cosign('--host', url));
    expect(seen).toContain('has version 1 of the list, and the request follows version 2');
    expect(seen).toContain('  withdrawn there: line silver.hr (withdrawn on');
    expect(await refuses(...cosign('--host', url, '--yes'))).toContain('1 on the list that');
    await succeeds('remove', dir, 'line', 'silver.hr');
    await ask();
    expect(await succeeds(...cosign('--host', url, '--yes'))).toContain('Signed with targets-mali');
  });
});

describe('a request for a root', () => {
  const askRoot = async (): Promise<void> => {
    for (const name of ['root-2.pem', 'root-3.pem']) {
      await cp(anna.path('list', 'keys', name), mali.path('vault', name));
      await rm(anna.path('list', 'keys', name));
    }
    await succeeds('rotate', dir, '--recipient', RECIPIENT, '--ask', request);
  };
  const cosignRoot = () => ['cosign', request, '--keys', mali.path('vault'), '--yes', '--host', url] as const;

  it('is compared with the newest root of the host', async () => {
    await askRoot();
    expect(await succeeds(...cosignRoot())).toContain('has no newer root');
    await succeeds('rotate', site);
    expect(await refuses(...cosignRoot())).toContain('has a newer root than the request: do not sign it');
  });

  it('and one for a list, are refused beside another root of the same version', async () => {
    await succeeds('rotate', site, '--recipient', RECIPIENT);
    await succeeds('rotate', dir);
    await ask();
    expect(await refuses(...cosign('--host', url, '--yes'))).toContain('has another root 2 than the request');
  });
});
