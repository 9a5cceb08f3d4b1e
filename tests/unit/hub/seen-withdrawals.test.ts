/** A keeper who also runs the host shows an older state of the withdrawals: the co-signer's machine has seen the newer one. */
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { rememberSeen, requireSeen } from '../../../hub/channel/review/seen-withdrawals.ts';
import { serveChannel } from '../../../hub/channel/host/serve-channel.ts';
import { createMachine, refuses, succeeds, type Machine } from './publisher-machine.ts';

let anna: Machine;
let mali: Machine;
let dir: string;
let old: string;
let keys: string;
let request: string;

beforeEach(async () => {
  [anna, mali] = [await createMachine(), await createMachine()];
  [dir, old, keys, request] = [anna.path('list'), anna.path('old'), mali.path('keys'), anna.path('request.jl')];
  await succeeds('key', keys, '--name', 'mali', '--no-passphrase');
  await succeeds('init', dir, '--publisher', 'Example Shelter', '--person', mali.path('keys', 'mali.public.json'));
  await succeeds('add', dir, await anna.csv('line,gold.hr,trafficking,E-1', 'line,silver.hr,job-scam,E-2'));
  await signedByBoth(dir);
  await cp(dir, old, { recursive: true });
});

const cosign = (...options: string[]) => ['cosign', request, '--keys', keys, ...options] as const;
const ask = (folder: string, ...options: string[]) => succeeds('sign', folder, '--ask', request, ...options);

async function signedByBoth(folder: string, ...options: string[]): Promise<void> {
  await ask(folder, ...options);
  await succeeds(...cosign('--yes', ...options));
  await succeeds('sign', folder, '--with', `${request}.signature`);
}

async function serving<T>(folder: string, work: (url: string) => Promise<T>): Promise<T> {
  const { url, close } = await serveChannel({ dir: folder });
  try {
    return await work(url);
  } finally {
    await close();
  }
}

const UNDONE = /has seen as withdrawn what the request lacks.*: line silver\.hr \(withdrawn on/u;

it('seen once on the host, also beside a request that is refused: it is asked for when the host is turned back', async () => {
  await succeeds('withdraw', dir, 'line', 'silver.hr');
  await ask(old);
  await serving(dir, async (url) => refuses(...cosign('--host', url)));
  await serving(old, async (url) => {
    expect(await refuses(...cosign('--host', url, '--yes', '--confirm', '--again'))).toMatch(UNDONE);
  });
  expect(await refuses(...cosign('--yes', '--confirm'))).toMatch(UNDONE);
  // Each of the two ways that the message names.
  await succeeds('withdraw', old, 'line', 'silver.hr');
  await ask(old);
  expect(await succeeds(...cosign('--yes'))).toContain('Signed with targets-mali');
});

it('seen in a request that was only looked at', async () => {
  await succeeds('withdraw', dir, 'line', 'silver.hr');
  await ask(dir);
  await succeeds(...cosign());
  await ask(old);
  expect(await refuses(...cosign('--yes'))).toMatch(UNDONE);
  await succeeds('remove', old, 'line', 'silver.hr');
  await ask(old);
  await succeeds(...cosign('--yes'));
});

it('under a list that people signed since: what it holds counts, and an older list is not followed', async () => {
  await succeeds('withdraw', dir, 'line', 'silver.hr');
  await signedByBoth(dir);
  await succeeds('add', dir, await anna.csv('line,bronze.hr,trafficking,E-3'));
  await ask(dir);
  await succeeds(...cosign());
  await ask(old);
  // Others may have signed what this machine has seen.
  await rm(mali.path('keys', 'signed-here.json'));
  expect(await refuses(...cosign())).toContain('has seen version 2 of the list, and the request follows version 1');
  await succeeds(...cosign('--again'));
});

it('is kept for each channel, grows under one list, and begins anew with the next', async () => {
  const read = async () => JSON.parse(await readFile(mali.path('keys', 'seen-withdrawals.json'), 'utf8')) as unknown;
  const seen = (list: number, as: 'removed' | 'disputed', ...names: string[]) => ({
    list,
    withdrawals: new Map(names.map((name) => [name, { on: '2026-11-20', as }])),
  });
  await rm(mali.path('keys', 'seen-withdrawals.json'), { force: true });
  await rememberSeen(keys, 'one', seen(0, 'removed', 'a'));
  await rememberSeen(keys, 'one', seen(2, 'removed', 'a'));
  await rememberSeen(keys, 'one', seen(2, 'disputed', 'a', 'b'));
  await rememberSeen(keys, 'one', seen(1, 'removed', 'c'));
  await rememberSeen(keys, 'two', seen(1, 'disputed', 'd'));
  const [removed, disputed] = [
    { on: '2026-11-20', as: 'removed' },
    { on: '2026-11-20', as: 'disputed' },
  ];
  expect(await read()).toEqual({
    one: { list: 2, withdrawn: { a: removed, b: disputed } },
    two: { list: 1, withdrawn: { d: disputed } },
  });
  await rememberSeen(keys, 'one', seen(3, 'removed', 'e'));
  expect(await read()).toMatchObject({ one: { list: 3, withdrawn: { e: removed } } });
  expect(JSON.stringify(await read())).not.toContain('"a"');
});

it('cannot be remembered, or is damaged: both are said', async () => {
  await succeeds('withdraw', dir, 'line', 'silver.hr');
  await ask(dir);
  for (const text of ['{', '[]', '{}']) {
    await writeFile(mali.path('keys', 'seen-withdrawals.json'), text);
    expect(await refuses(...cosign('--yes'))).toMatch(
      /seen-withdrawals\.json is damaged.*\nWithout a copy: delete it/u,
    );
  }
  await rm(mali.path('keys', 'seen-withdrawals.json'));
  await succeeds(...cosign());
  const note = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  onTestFinished(() => note.mockRestore());
  await rememberSeen(request, 'one', { list: 1, withdrawals: new Map() });
  expect(note).toHaveBeenCalledWith(expect.stringContaining(`is not remembered in ${request}: EEXIST`));
});

it('says nothing of a root, and refuses a first list where there was one', async () => {
  await rememberSeen(keys, 'one', { list: 1, withdrawals: new Map() });
  await requireSeen(keys, { fingerprint: 'one', basis: null }, false);
  const basis = { entries: new Map(), known: new Map(), next: new Map(), former: null };
  await expect(requireSeen(keys, { fingerprint: 'one', basis }, false)).rejects.toThrow(
    'the request follows version 0',
  );
  await requireSeen(keys, { fingerprint: 'one', basis }, true);
  await requireSeen(keys, { fingerprint: 'two', basis }, false);
});
