/**
 * A channel on a free host, over weeks of a set clock. The workflows' own steps run against a bare repository and a
 * static server.
 */
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { parse } from 'yaml';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { channelPaths } from '../../hub/channel/channel-folder.ts';
import { initChannel } from '../../hub/channel/key-files/init-channel.ts';
import { addIndicators } from '../../hub/channel/list/add-indicators.ts';
import { nodeCrypto } from '../../hub/channel/node-crypto.ts';
import { signChannel } from '../../hub/channel/signing/sign-channel.ts';
import { withdrawIndicators } from '../../hub/channel/signing/withdraw-indicators.ts';
import { checkChange } from '../../hub/deploy/check-change.ts';
import { initRepository } from '../../hub/deploy/init-repository.ts';
import { stageRelease } from '../../hub/deploy/stage-release.ts';
import { countEntries } from '../../utils/indicators/indicator-list.ts';
import { updateChannel } from '../../utils/channel/update-channel.ts';
import type { ChannelState } from '../../utils/channel/stored-release.ts';
import { HostRehearsal } from './workflow-runner.ts';

const DAY_MS = 86_400_000;
const START = Date.parse('2027-01-04T06:00:00Z');
const day = (count: number): number => START + count * DAY_MS;

let host: HostRehearsal;
let keeper = '';
let repository = '';
let url = '';
let server: ReturnType<typeof serve>;
let reader: ChannelState | null = null;

/** What a reader has after a sync at this time. Throws when the reader refuses the release. */
async function sync(now: number): Promise<{ version: number; entries: number }> {
  const pinned = new Uint8Array(readFileSync(join(channelPaths(keeper).public, '1.root.json')));
  const { opened, state } = await updateChannel({ ...nodeCrypto, state: reader, pinned, fetch, baseUrl: url, now });
  reader = state;
  return { version: opened.version, entries: opened.list === null ? 0 : await countEntries(opened.list) };
}

async function list(name: string, now: number): Promise<void> {
  await addIndicators({ dir: keeper, csv: `kind,value,category,evidence\ntelegram,@${name},trafficking,NGO-1\n`, now });
  await signChannel({ dir: keeper, now });
}

/** Stages the keeper's release and pushes it to a branch. */
async function propose(branch: string, now: number): Promise<void> {
  await stageRelease(keeper, repository, now);
  host.push(repository, branch);
}

async function start(): Promise<void> {
  host = new HostRehearsal();
  reader = null;
  keeper = join(host.folder, 'keeper');
  repository = join(host.folder, 'repository');
  await initChannel({ dir: keeper, publisher: 'Example Shelter', now: START });
  await list('golden_desk_hiring', START);
  host.settings['JOBLANTERN_ONLINE_KEY'] = readFileSync(join(keeper, 'keys', 'online-1.pem'), 'utf8');
  const app = new Hono().get('*', serveStatic({ root: host.www }));
  url = await new Promise((done) => {
    server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      done(`http://127.0.0.1:${port}/`),
    );
  });
  host.settings['LIST_URL'] = url;
}

function stop(): void {
  server.close();
  host.close();
}

describe('a list on GitHub Pages', { timeout: 120_000, shuffle: false }, () => {
  beforeAll(start, 60_000);
  afterAll(stop, 60_000);

  it('is published from an empty repository, with a status page and without any key', async () => {
    await initRepository(repository, 'github');
    host.push(repository, 'main');
    await propose('first', START);
    const checked = await host.runGitHub('check.yml', START, 'first');
    expect(checked.log).toMatch(/The list: 1 new, 0 removed[\s\S]*new: hash [0-9a-f]{16} \(trafficking, NGO-1/u);
    expect(checked).toMatchObject({ ok: true });
    await propose('main', START);
    expect(await host.runGitHub('publish.yml', START)).toMatchObject({ ok: true });
    expect(await sync(START)).toMatchObject({ entries: 1 });
    const page = await (await fetch(`${url}index.html`)).text();
    expect(page).toMatch(/The list of Example Shelter[\s\S]*Version 1, 1 entries\. Refreshed on 2027-01-04 06:00 UTC/u);
    expect(page).toMatch(/Next expiry: (?:snapshot|timestamp), 2027-01-11/u);
    expect(JSON.stringify(host.takeGhLog())).toContain('repos/shelter/list/pages/builds');
  });

  it('is refreshed every day without anybody, and readers follow', async () => {
    const { version: before } = await sync(START);
    for (const count of [1, 2]) expect(await host.runGitHub('publish.yml', day(count))).toMatchObject({ ok: true });
    expect(await sync(day(2))).toEqual({ version: before + 2, entries: 1 });
    expect((await host.runGitHub('watch.yml', day(2))).log).toContain('nothing expires soon');
  });

  it('takes a release that was signed beside the timer', async () => {
    // The keeper's own counters are behind those of the timer.
    await list('silver_bay_recruit', day(3));
    await propose('second', day(3));
    const checked = await host.runGitHub('check.yml', day(3), 'second');
    expect(checked.log).toContain('The list: 1 new, 0 removed');
    expect(checked.ok).toBe(true);
    await propose('main', day(3));
    const { version: before } = await sync(day(3));
    expect(await host.runGitHub('publish.yml', day(3))).toMatchObject({ ok: true });
    expect(await sync(day(3))).toEqual({ version: before + 1, entries: 2 });
  });

  it('publishes a withdrawal that one person signed', async () => {
    const indicators = [{ kind: 'telegram' as const, value: 'silver_bay_recruit' }];
    await withdrawIndicators({ dir: keeper, now: day(4), indicators, as: 'removed' });
    await propose('main', day(4));
    expect(await host.runGitHub('publish.yml', day(4))).toMatchObject({ ok: true });
    await sync(day(4));
    expect(reader?.withdrawals === null).toBe(false);
    expect(JSON.parse(Buffer.from(reader?.withdrawals ?? []).toString())).toMatchObject({ signed: { version: 3 } });
  });

  it.each([
    [
      'a changed byte of the list',
      (to: string) => appendFileSync(targetsOf(to), ' '),
      /too-large|wrong-length|wrong-hash/u,
    ],
    ['a list that too few have signed', (to: string) => dropSignature(targetsOf(to)), /threshold|bad-signature|wrong/u],
    [
      'a changed workflow',
      (to: string) => appendFileSync(join(to, '.github/workflows/publish.yml'), '# x\n'),
      /not covered by any signature/u,
    ],
    [
      'a changed program',
      (to: string) => appendFileSync(join(to, 'program/hub/print.ts'), '// x\n'),
      /program\/hub\/print\.ts/u,
    ],
    [
      'a file that nothing names',
      (to: string) => writeFileSync(join(to, 'channel/public/other.json'), '{}'),
      /No signed file names/u,
    ],
    [
      'another first root',
      (to: string) => appendFileSync(join(to, 'channel/public/1.root.json'), ' '),
      /roots are added, never changed/u,
    ],
    [
      'a longer validity of the timer’s signatures',
      (to: string) => lengthen(join(to, 'channel/channel.json')),
      /channel\.json changes/u,
    ],
  ])('refuses a pull request with %s', async (_, edit, reason) => {
    const change = join(host.folder, 'change');
    cpSync(repository, change, { recursive: true });
    edit(change);
    const checking = checkChange({ base: repository, change, names: null, now: day(4) });
    await expect(checking).rejects.toThrow(reason);
    rmSync(change, { recursive: true });
  });

  it('publishes nothing of an unsigned change, even when people merged it', async () => {
    const tree = join(host.folder, 'merged');
    cpSync(repository, tree, { recursive: true });
    dropSignature(targetsOf(tree));
    host.push(tree, 'main');
    const before = await sync(day(5));
    const { ok, log } = await host.runGitHub('publish.yml', day(5));
    expect(log).toContain('a published file never changes');
    expect(ok).toBe(false);
    expect(await sync(day(5))).toEqual(before);
    rmSync(tree, { recursive: true });
  });

  it('refuses a list that is older than the published one', async () => {
    const old = join(host.folder, 'old');
    cpSync(repository, old, { recursive: true });
    await list('river_gate_offers', day(5));
    await propose('main', day(5));
    expect(await host.runGitHub('publish.yml', day(5))).toMatchObject({ ok: true });
    host.push(old, 'old');
    const { ok, log } = await host.runGitHub('check.yml', day(5), 'old');
    expect(log).toContain('readers have version 3 already');
    expect(ok).toBe(false);
  });

  it('recovers from runs that failed: without a key, with a wrong key, with pages that are down', async () => {
    const before = await sync(day(6));
    const key = host.settings['JOBLANTERN_ONLINE_KEY'] ?? '';
    host.settings['JOBLANTERN_ONLINE_KEY'] = '';
    expect((await host.runGitHub('publish.yml', day(6))).log).toContain(
      'store the text of keys/online-1.pem as a secret',
    );
    host.settings['JOBLANTERN_ONLINE_KEY'] = readFileSync(join(keeper, 'keys', 'targets-1.pem'), 'utf8');
    expect((await host.runGitHub('publish.yml', day(6))).log).toMatch(/1 of its keys are needed/u);
    host.settings['JOBLANTERN_ONLINE_KEY'] = key;
    host.settings['PAGES_DOWN'] = 'yes';
    expect((await host.runGitHub('publish.yml', day(6))).ok).toBe(false);
    expect(await sync(day(6))).toEqual(before);
    host.settings['PAGES_DOWN'] = '';
    expect(await host.runGitHub('publish.yml', day(6))).toMatchObject({ ok: true });
    expect(await sync(day(6))).toEqual({ version: before.version + 2, entries: before.entries });
  });

  it('opens an issue before the withdrawals expire, and when the timer has stopped', async () => {
    host.takeGhLog();
    await host.runGitHub('publish.yml', day(29));
    const soon = await host.runGitHub('watch.yml', day(29));
    expect(soon.ok).toBe(false);
    expect(host.takeGhLog()).toMatch(
      /issue create --title The list needs attention[\s\S]*- The withdrawals expires in 6 days: channel sign/u,
    );
    const stopped = await host.runGitHub('watch.yml', day(37));
    expect(stopped.log).toMatch(/expired/u);
    expect(host.takeGhLog()).toContain('channel refresh');
  });

  it('goes on after weeks without a run', async () => {
    await signChannel({ dir: keeper, now: day(50) });
    await propose('main', day(50));
    expect(await host.runGitHub('publish.yml', day(50))).toMatchObject({ ok: true });
    expect(await sync(day(50))).toMatchObject({ entries: 2 });
    expect(await host.runGitHub('watch.yml', day(50))).toMatchObject({ ok: true });
  });
});

describe('a list on GitLab Pages', { timeout: 120_000 }, () => {
  beforeAll(start, 60_000);
  afterAll(stop, 60_000);

  it('is checked, published and watched by the jobs of .gitlab-ci.yml', async () => {
    await initRepository(repository, 'gitlab');
    host.push(repository, 'main');
    await propose('first', day(1));
    host.settings['CI_MERGE_REQUEST_TARGET_BRANCH_NAME'] = 'main';
    expect(await host.runGitLab('check', day(1), 'first')).toMatchObject({ ok: true });
    await propose('main', day(1));
    expect(await host.runGitLab('pages', day(1))).toMatchObject({ ok: true });
    expect(await sync(day(1))).toMatchObject({ entries: 1 });
    expect(await host.runGitLab('watch', day(2))).toMatchObject({ ok: true });
    expect((await host.runGitLab('watch', day(26))).ok).toBe(false);
    appendFileSync(join(repository, 'program/hub/print.ts'), '// x\n');
    host.push(repository, 'changed');
    expect((await host.runGitLab('check', day(2), 'changed')).log).toContain('program/hub/print.ts');
  });
});

describe('a list on Cloudflare Pages', () => {
  it('is published by the same steps, and Cloudflare builds from the branch', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cloudflare-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    await initRepository(folder, 'cloudflare');
    const steps = (file: string): unknown[] =>
      (parse(readFileSync(file, 'utf8')) as { jobs: { publish: { steps: unknown[] } } }).jobs.publish.steps;
    const published = steps(join(folder, '.github/workflows/publish.yml'));
    expect(published).toEqual(steps('hub/deploy/repository/github/publish.yml').slice(0, -1));
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toMatch(/## Cloudflare Pages[\s\S]*branch `published`/u);
  });
});

const targetsOf = (to: string): string => join(to, 'channel/public/2.targets.json');

/** Removes a signature from metadata. */
function dropSignature(file: string): void {
  const metadata = JSON.parse(readFileSync(file, 'utf8')) as { signatures: unknown[] };
  metadata.signatures.pop();
  writeFileSync(file, JSON.stringify(metadata));
}

function lengthen(file: string): void {
  writeFileSync(file, readFileSync(file, 'utf8').replace('"timestamp": 7', '"timestamp": 700'));
}
