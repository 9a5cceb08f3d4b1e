/** The first day of a publisher: `hub begin` from an empty folder, then the host's timer, a reader and a report. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { Resvg } from '@resvg/resvg-js';
import jsQR from 'jsqr';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { QUESTIONS } from '../../hub/begin/questions.ts';
import { fingerprintWords } from '../../hub/fingerprint-words.ts';
import { diagnoseRelay } from '../../hub/relay/doctor.ts';
import { startRelay } from '../../hub/relay/start-relay.ts';
import { checkBrand } from '../../tools/brand/check-brand.ts';
import { parseInvitation } from '../../utils/channel/invitation.ts';
import { relayCommand } from './relay-process.ts';
import { HostRehearsal } from './workflow-runner.ts';

const folder = mkdtempSync(join(tmpdir(), 'joblantern-begin-'));
const [to, stick] = [join(folder, 'first-machine'), join(folder, 'second-machine')];
const ANSWERS = {
  publisher: 'Example Shelter',
  passphrase: 'lamp river ink nine door',
  second: 'mali',
  secondFolder: stick,
  secondPassphrase: 'moon river ink nine door',
  host: 'github',
  address: 'https://list.shelter.example/',
  relay: 'https://relay.shelter.example/',
  moderators: 'ana,ben',
  languages: 'th,my,en',
  // Wrong at first: no page says so.
  hotline: 'Example Shelter|000-000-000|24h|no page',
};

interface Run {
  code: number | null;
  out: string;
  err: string;
}

function begin(answers: Partial<typeof ANSWERS>, ...more: string[]): Run {
  const file = join(folder, 'answers.json');
  writeFileSync(file, JSON.stringify(answers));
  const args = ['hub/hub.ts', 'begin', '--to', to, '--answers', file, '--without-desk', ...more];
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
    encoding: 'utf8',
  });
  return { code: status, out: stdout, err: stderr };
}

let stopped: Run;
let done: Run;
beforeAll(() => {
  stopped = begin(ANSWERS);
  done = begin({ ...ANSWERS, hotline: 'Example Shelter|000-000-000|24h|https://shelter.example/hotline' });
}, 240_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('begin', { timeout: 120_000, shuffle: false }, () => {
  it('asks twelve questions at most', () => {
    expect(QUESTIONS.length).toBeLessThanOrEqual(12);
  });

  it('stops at a step that fails with its command, and goes on there', () => {
    expect([stopped.code, done.code, done.err]).toEqual([1, 0, '']);
    expect(stopped.err).toMatch(
      /This command failed: npm run -s brand -- new example-shelter[\s\S]*hotline[\s\S]*the same "begin" again/u,
    );
    expect(done.out).not.toContain('channel init');
    expect(done.out).toMatch(/7\/8 The brand[\s\S]*8\/8 The link/u);
  });

  it('makes keys on two machines, and stores no passphrase', () => {
    const keys = readdirSync(join(to, 'list', 'keys')).toSorted((a, b) => (a < b ? -1 : 1));
    expect(keys).toEqual([
      'online-1.pem',
      ...[1, 2, 3].map((at) => `root-${at}.pem.age`),
      'targets-1.pem.age',
      'withdrawals-1.pem.age',
    ]);
    expect(readdirSync(stick)).toEqual(expect.arrayContaining(['targets-mali.pem.age', 'withdrawals-mali.pem.age']));
    expect(readFileSync(join(to, 'begin.json'), 'utf8')).not.toMatch(/ink nine door/u);
  });

  it('makes a brand with the root, the relay and the recipients', async () => {
    const { brand, faults } = await checkBrand(join(to, 'brand'));
    expect(faults).toEqual([]);
    expect(brand).toMatchObject({ publisher: 'Example Shelter', channel: ANSWERS.address, relay: ANSWERS.relay });
  });

  it('makes a link and a sheet whose QR code holds it, with the fingerprint in words', () => {
    const printed = readFileSync(join(to, 'link.txt'), 'utf8');
    const link = /^link: (\S+)$/mu.exec(printed)?.[1] ?? '';
    const fingerprint = /^fingerprint: (\S+)$/mu.exec(printed)?.[1] ?? '';
    expect(parseInvitation(link)).toMatchObject({ url: ANSWERS.address, fingerprint });
    const sheet = readFileSync(join(to, 'sheet.html'), 'utf8');
    const picture = new Resvg(/<svg[\s\S]*<\/svg>/u.exec(sheet)?.[0] ?? '', {
      fitTo: { mode: 'width', value: 600 },
      background: 'white',
    }).render();
    expect(jsQR(new Uint8ClampedArray(picture.pixels), picture.width, picture.height)?.data).toBe(link);
    for (const word of fingerprintWords(fingerprint).split(' ')) expect(sheet).toContain(word);
  });

  it('makes a repository that the host publishes and refreshes, within an hour of its own clock', async () => {
    const host = new HostRehearsal();
    try {
      const started = performance.now();
      host.settings['JOBLANTERN_ONLINE_KEY'] = readFileSync(join(to, 'list', 'keys', 'online-1.pem'), 'utf8');
      host.push(join(to, 'list-site'), 'main');
      for (const days of [0, 1])
        expect(await host.runGitHub('publish.yml', Date.now() + days * 86_400_000)).toMatchObject({ ok: true });
      expect(readFileSync(join(host.www, 'index.html'), 'utf8')).toContain('Version 1, 0 entries');
      const steps = Number(/steps ([\d.]+) s/u.exec(done.out)?.[1]);
      expect(steps + (performance.now() - started) / 1000).toBeLessThan(3600);
    } finally {
      host.close();
    }
  });

  it('makes a store with which a relay takes a report that a moderator opens', async () => {
    const relay = await startRelay({ dataDir: join(to, 'relay') });
    try {
      const url = `http://127.0.0.1:${relay.port}`;
      expect(await diagnoseRelay(url, Date.now)).toEqual([]);
      const recipient = readFileSync(join(to, 'recipient.txt'), 'utf8').trim();
      expect(await relayCommand(['try', '--url', url, '--recipient', recipient])).toMatchObject({ code: 0 });
      const keys = ['--identity', join(to, 'report-key.txt'), '--token-file', join(to, 'token-ben.txt')];
      const pulled = await relayCommand(['pull', '--url', url, ...keys]);
      expect(pulled.out).toContain('This is a trial.');
    } finally {
      await relay.stop();
    }
  });

  it('refuses to change an answer that a finished step used', () => {
    const { code, err } = begin({ ...ANSWERS, publisher: 'Another Shelter' });
    expect([code, err.trim()]).toEqual([
      1,
      '"publisher" was another answer when the step "channel" was done. Undo first: begin --undo.',
    ]);
  });

  it('undoes all that it made, on both machines, unless the list is in use', () => {
    const rows = join(to, 'list', 'list.csv');
    const empty = readFileSync(rows, 'utf8');
    writeFileSync(rows, `${empty}telegram,a_name_here,trafficking,NGO-1,2026-01-01,2027-01-01,\n`);
    expect(begin({}, '--undo').err).toContain('The list holds entries already');
    writeFileSync(rows, empty);
    expect(begin({}, '--undo').code).toBe(0);
    expect([readdirSync(to), readdirSync(stick)]).toEqual([[], []]);
    expect(existsSync(join(to, 'begin.json'))).toBe(false);
  });
});
