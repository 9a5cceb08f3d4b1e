import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runHub } from '../../hub/run-hub.ts';
import { SqliteStore } from '../../hub/relay/sqlite-store.ts';
import { composeReport, reportJson } from '../../utils/report/compose-report.ts';
import { sealReportJson } from '../../utils/report/seal-report.ts';
import { relayCommand, startRelayProcess, type RelayProcess } from './relay-process.ts';

let folder: string;
let relay: RelayProcess | null = null;

/** The relay's commands in this process: a start takes longer than printing help. */
async function relayHere(args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const [out, err] = [vi.spyOn(console, 'log'), vi.spyOn(console, 'error')];
  for (const printed of [out, err]) printed.mockImplementation(() => undefined);
  try {
    const code = await runHub(['relay', ...args]);
    return { code, out: out.mock.calls.flat().join('\n'), err: err.mock.calls.flat().join('\n') };
  } finally {
    for (const printed of [out, err]) printed.mockRestore();
  }
}

function reportWith(words: string): string {
  const post = {
    id: '1',
    url: '',
    site: 'check',
    kind: 'message' as const,
    title: '',
    company: '',
    location: '',
    salary: '',
    text: 'Ticket paid',
    contacts: [],
    poster: '',
  };
  return reportJson(
    composeReport(
      { post, verdict: null, wrong: false, taken: [], private: false },
      {
        id: 'ab'.repeat(16),
        removed: [],
        categories: ['other'],
        words,
        reach: '',
        locale: 'en',
        appVersion: '0.1.0',
        today: '2026-11-25',
      },
    ),
  );
}

async function post(body: Uint8Array, key: string): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${relay?.port}/v1/reports`, {
    method: 'POST',
    headers: { 'Idempotency-Key': key.padEnd(22, '-') },
    body: Uint8Array.from(body),
  });
  return answer.status;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'relay-commands-'));
});

afterEach(async () => {
  await relay?.stop();
  relay = null;
  rmSync(folder, { recursive: true });
});

describe('hub relay', { timeout: 60_000 }, () => {
  it('takes a report from a sealed post to a readable line, and deletes it when asked', async () => {
    const [data, keys] = [join(folder, 'data'), join(folder, 'keys.txt')];
    const recipient = (await relayCommand(['keygen', keys])).out.trim();
    expect(recipient).toMatch(/^age1[a-z\d]{58}$/u);
    expect(statSync(keys).mode & 0o777).toBe(0o600);
    expect((await relayCommand(['keygen', keys])).code).toBe(1);
    const made = await relayCommand(['token', '--data', data, '--name', 'Lin']);
    const token = made.out.trim();
    expect(token).toMatch(/^jlr_[\w-]{43}$/u);
    relay = await startRelayProcess(data);
    expect(await post(await sealReportJson(reportWith('They kept \u202E my passport'), [recipient]), 'one')).toBe(201);
    expect(await post(await sealReportJson('{"not":"a report"}', [recipient]), 'two')).toBe(201);

    const pull = ['pull', '--url', `http://127.0.0.1:${relay.port}`, '--identity', keys];
    const pulled = await relayCommand([...pull, '--delete'], { RELAY_TOKEN: token });
    expect(pulled.code).toBe(1);
    expect(pulled.err).toMatch(/could not be opened/u);
    expect(pulled.out).toContain('\\u202e');
    const lines = pulled.out.trim().split('\n');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      report: { kind: 'suspicious-message', words: 'They kept \u202E my passport', post: { text: 'Ticket paid' } },
    });

    expect(await post(await sealReportJson(reportWith('second'), [recipient]), 'three')).toBe(201);
    const out = join(folder, 'out');
    const tokenFile = join(folder, 'token.txt');
    writeFileSync(tokenFile, `${token}\n`, { mode: 0o600 });
    const saved = await relayCommand([...pull, '--token-file', tokenFile, '--save', out]);
    expect(saved.err).toContain('1 saved');
    expect(saved.err).not.toContain('can see');
    expect((await relayCommand([...pull, '--token', token])).err).toContain(
      'other users of this machine can see --token',
    );
    const [file = ''] = readdirSync(out);
    expect(JSON.parse(readFileSync(join(out, file), 'utf8'))).toMatchObject({ report: { words: 'second' } });

    expect((await relayCommand([...pull, '--token', `jlr_${'x'.repeat(43)}`])).err).toContain(
      'does not know this token',
    );
    expect((await relayCommand(['token', '--data', data, '--list'])).out).toMatch(/^Lin\t\d{4}-\d\d-\d\d\n$/u);
    expect((await relayCommand(['token', '--data', data, '--revoke', 'Lin'])).code).toBe(0);
    expect((await relayCommand([...pull, '--token', token])).code).toBe(1);
  });

  it('tries itself out: a trial report is stored, opened and says what it is', async () => {
    const [data, keys] = [join(folder, 'data'), join(folder, 'keys.txt')];
    const recipient = (await relayCommand(['keygen', keys])).out.trim();
    const token = (await relayCommand(['token', '--data', data])).out.trim();
    relay = await startRelayProcess(data);
    const url = `http://127.0.0.1:${relay.port}`;
    const tried = await relayCommand(['try', '--url', url, '--recipient', recipient]);
    expect([tried.code, tried.out]).toEqual([0, expect.stringContaining('sealed and stored')]);
    const pulled = await relayCommand(['pull', '--url', url, '--identity', keys], { RELAY_TOKEN: token });
    expect(pulled.out).toContain('This is a trial');
    const nobody = await relayCommand(['try', '--url', 'http://127.0.0.1:9', '--recipient', recipient]);
    expect([nobody.code, nobody.err]).toEqual([1, expect.stringContaining('could not be reached')]);
  });

  it('copies its store while it runs, and puts the copy back', async () => {
    const [data, copy] = [join(folder, 'data'), join(folder, 'copy.sqlite')];
    relay = await startRelayProcess(data);
    const recipient = (await relayCommand(['keygen', join(folder, 'keys.txt')])).out.trim();
    expect(await post(await sealReportJson(reportWith('x'), [recipient]), 'one')).toBe(201);
    expect((await relayCommand(['backup', '--data', data, copy])).code).toBe(0);
    expect((await relayCommand(['backup', '--data', data, copy])).err).toContain('not overwritten');
    expect((await relayCommand(['backup', '--data', join(folder, 'none'), copy])).err).toContain('no relay store');
    const back = join(folder, 'back');
    const restored = await relayCommand(['restore', '--data', back, copy]);
    expect([restored.code, restored.err]).toEqual([0, `1 reports restored to ${back}\n`]);
    const store = new SqliteStore(back);
    expect(await store.list('', 10)).toHaveLength(1);
    await store.close();
    expect((await relayCommand(['restore', '--data', back, copy])).err).toContain('not overwritten');
    const damaged = readFileSync(copy);
    damaged.fill(7, 4_096, 12_288);
    writeFileSync(join(folder, 'damaged.sqlite'), damaged);
    const refused = await relayCommand(['restore', '--data', join(folder, 'new'), join(folder, 'damaged.sqlite')]);
    expect([refused.code, readdirSync(join(folder, 'new'))]).toEqual([1, []]);
    expect(refused.err).toContain('no sound copy');
  });

  it('explains itself, and says what is wrong with its arguments', async () => {
    for (const run of [relayCommand, relayHere]) expect((await run(['serve', '--help'])).out).toContain('Usage:');
    for (const run of [relayCommand, relayHere]) expect(await run(['serve', '--nonsense'])).toMatchObject({ code: 2 });
    for (const command of [[], ['serve'], ['token'], ['pull'], ['keygen'], ['backup'], ['restore'], ['try']]) {
      const { code, out } = await relayHere([...command, '--help']);
      expect(code).toBe(0);
      expect(out).toContain('Usage:');
    }
    for (const wrong of [
      [],
      ['nonsense'],
      ['serve'],
      ['serve', '--data', folder, '--port', '70000'],
      ['serve', '--nonsense'],
      ['token'],
      ['keygen'],
      ['backup', '--data', folder],
      ['restore', '--data', folder],
      ['serve', '--data', folder, '--flood', 'often'],
      ['token', '--data', folder, '--name', '../x'],
    ]) {
      const { code, err, out } = await relayHere(wrong);
      expect(code, wrong.join(' ')).toBe(2);
      expect(err + out).toContain('Usage:');
    }
    const key = join(folder, 'key.txt');
    writeFileSync(key, '# no key\n');
    const pull = (url: string): string[] => ['pull', '--url', url, '--token', 'jlr_x', '--identity', key];
    expect((await relayCommand(pull('http://127.0.0.1:9'))).err).toContain('holds no AGE-SECRET-KEY');
    spawnSync('rm', [key]);
    await relayCommand(['keygen', key]);
    expect((await relayCommand(pull('http://relay.example'))).err).toContain('in the clear');
  });

  it('says why it cannot start, and stops when told', async () => {
    relay = await startRelayProcess(join(folder, 'data'));
    const taken = await relayCommand(['serve', '--data', join(folder, 'other'), '--port', String(relay.port)]);
    expect(taken.code).toBe(1);
    expect(taken.err).toContain('EADDRINUSE');
    writeFileSync(join(folder, 'file'), '');
    expect((await relayCommand(['serve', '--data', join(folder, 'file')])).code).toBe(1);
    expect(await relay.stop()).toBe(0);
    expect(relay.log()).toContain('has stopped');
    relay = null;
  });
});
