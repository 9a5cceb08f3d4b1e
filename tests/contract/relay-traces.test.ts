/**
 * Searches what a relay leaves behind (its disk, its log, its memory) for what it must never know. That is the report's
 * words and address. On disk and in the log it is also where it came from.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sealReportJson } from '../../utils/report/seal-report.ts';
import { startRelayProcess, type RelayProcess } from './relay-process.ts';

const WORDS = 'planted words of a frightened reader';
const ADDRESS = 'https://board.example/planted-post/39123';
const SENDER = '127.9.8.7';
const AGENT = 'Planted-Agent/7';

let folder: string;
let data: string;
let relay: RelayProcess;
let statuses: number[];

/** Posts from an address of its own; all of 127/8 is this machine. */
async function post(body: Uint8Array, key: string): Promise<number> {
  return await new Promise((resolve, reject) => {
    const sent = request(
      { port: relay.port, host: '127.0.0.1', localAddress: SENDER, path: '/v1/reports', method: 'POST', agent: false },
      (answer) => {
        answer.resume();
        answer.on('end', () => resolve(answer.statusCode ?? 0));
      },
    );
    sent.on('error', reject);
    sent.setHeader('User-Agent', AGENT);
    sent.setHeader('X-Forwarded-For', SENDER);
    sent.setHeader('Idempotency-Key', key);
    sent.end(body);
  });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'relay-traces-'));
  data = join(folder, 'data');
  relay = await startRelayProcess(data);
  const recipient = await identityToRecipient(await generateX25519Identity());
  statuses = [];
  for (let index = 0; index < 12; index += 1) {
    const sealed = await sealReportJson(JSON.stringify({ words: WORDS, url: ADDRESS }), [recipient]);
    statuses.push(await post(sealed, `planted-key-number-${index}-planted`));
    // Refused ones must leave as little.
    statuses.push(await post(sealed.subarray(1), `planted-key-number-${index}-broken`));
  }
}, 60_000);

afterAll(async () => {
  await relay.stop();
  rmSync(folder, { recursive: true });
});

it('receives the reports of this test', () => {
  expect(new Set(statuses)).toEqual(new Set([201, 413]));
});

it('leaves nothing on the disk', () => {
  const files = readdirSync(data);
  expect(files).toContain('relay.sqlite-wal');
  for (const file of files) {
    const bytes = readFileSync(join(data, file));
    for (const planted of [WORDS, ADDRESS, SENDER, AGENT, 'planted-key']) {
      expect(found(bytes, planted), `${planted} in ${file}`).toBe(false);
    }
    expect(bytes.includes(Buffer.from(SENDER.split('.').map(Number)))).toBe(false);
  }
});

it('leaves nothing in the log', () => {
  expect(relay.log()).toContain('listens on');
  for (const planted of [WORDS, ADDRESS, SENDER, AGENT, 'planted-key']) expect(relay.log()).not.toContain(planted);
});

it('has neither words nor address of a report in its memory', { timeout: 120_000 }, (context) => {
  const core = join(folder, 'core');
  const gcore = spawnSync('gcore', ['-o', core, String(relay.process.pid)], { encoding: 'utf8', timeout: 100_000 });
  if (gcore.error !== undefined && 'code' in gcore.error && gcore.error.code === 'ENOENT')
    context.skip('gdb is not installed, and could not be');
  if (gcore.status !== 0 && /not permitted/iu.test(gcore.stderr))
    context.skip('this machine forbids to trace a process');
  expect(gcore.status, gcore.stderr).toBe(0);
  const dump = dataOf(`${core}.${relay.process.pid}`);
  // That the search finds what is in the dump shows in what must be there.
  for (const known of ['relay.sqlite', 'age-encryption.org/v1']) expect(found(dump, known), known).toBe(true);
  for (const planted of [WORDS, ADDRESS]) expect(found(dump, planted), planted).toBe(false);
});

function found(bytes: Buffer, text: string): boolean {
  return bytes.includes(Buffer.from(text)) || bytes.includes(Buffer.from(text, 'utf16le'));
}

/** A dump without its holes: of 9 GB some 90 MB are data, and tar finds them. */
function dataOf(file: string): Buffer {
  return execFileSync('tar', ['-cSf', '-', '-C', dirname(file), basename(file)], { maxBuffer: 2 * 1024 ** 3 });
}
