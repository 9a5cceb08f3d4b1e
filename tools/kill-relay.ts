/**
 * `npm run -s kill-relay -- [--rounds N] [--seed N]`: kills a real relay (SIGKILL) at random points while reports are
 * posted to it, starts it again, and at the end looks whether every accepted report is there exactly once.
 * 100 rounds take about a minute. Ends 1 when a report was lost or doubled, or the store is damaged.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { seal } from '../utils/report/seal.ts';

export interface KillFigures {
  rounds: number;
  /** Reports whose acceptance was answered, each counted once. */
  accepted: number;
  /** Posts that a kill cut off without an answer. */
  cutOff: number;
  /** Posts answered "known": stored before a kill that cut off the first answer. */
  known: number;
  stored: number;
  lost: number;
  doubled: number;
  /** What SQLite's integrity check says, `ok` when all is well. */
  integrity: string;
  seconds: number;
}

/** Posts at a time; each sender repeats a report under its key until it is accepted, as the outbox does. */
const SENDERS = 6;
/** A relay is killed within this many milliseconds of the first post. */
const LONGEST_LIFE = 60;
const HUB = join(fileURLToPath(new URL('..', import.meta.url)), 'hub', 'hub.ts');

export async function killRelay(rounds: number, seed: number): Promise<KillFigures> {
  const started = performance.now();
  const random = generator(seed);
  const folder = mkdtempSync(join(tmpdir(), 'kill-relay-'));
  const post = await poster(random);
  const figures = { rounds, cutOff: 0, known: 0 };
  const accepted = new Map<string, string>();
  /** Sent, perhaps stored, not yet known to be accepted. */
  const open: string[] = [];
  let made = 0;
  try {
    for (let round = 0; round <= rounds; round += 1) {
      const last = round === rounds;
      const relay = await startChild(folder);
      const state = { over: false };
      const sender = async (): Promise<void> => {
        while (!state.over) {
          const name = open.pop() ?? (last ? undefined : `report-${(made += 1)}`);
          if (name === undefined) return;
          const answer = await post(relay.port, name);
          if (answer === null) {
            figures.cutOff += 1;
            open.push(name);
            return;
          }
          if (answer.status === 200) figures.known += 1;
          accepted.set(name, answer.digest);
        }
      };
      const senders = Promise.all(Array.from({ length: SENDERS }, sender));
      if (last) await senders;
      else await sleep(random() * LONGEST_LIFE);
      state.over = true;
      relay.child.kill(last ? 'SIGTERM' : 'SIGKILL');
      await Promise.all([relay.exited, senders]);
    }
    const seconds = Math.round((performance.now() - started) / 100) / 10;
    return { ...figures, ...audit(folder, accepted), accepted: accepted.size, seconds };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Compares what was accepted with what lies on the disk, by digest. */
function audit(
  folder: string,
  accepted: ReadonlyMap<string, string>,
): Pick<KillFigures, 'stored' | 'lost' | 'doubled' | 'integrity'> {
  const db = new DatabaseSync(join(folder, 'relay.sqlite'));
  const counts = new Map<string, number>();
  const rows = db.prepare('SELECT sealed FROM reports').all();
  for (const { sealed } of rows) {
    const digest = createHash('sha256')
      .update(sealed as Uint8Array)
      .digest('hex');
    counts.set(digest, (counts.get(digest) ?? 0) + 1);
  }
  const integrity = String(db.prepare('PRAGMA integrity_check').get()?.['integrity_check']);
  db.close();
  const lost = [...accepted.values()].filter((digest) => !counts.has(digest)).length;
  const doubled = [...counts.values()].filter((count) => count > 1).length;
  return { stored: rows.length, lost, doubled, integrity };
}

async function startChild(folder: string): Promise<{ child: ChildProcess; port: number; exited: Promise<unknown> }> {
  const child = spawn(process.execPath, [HUB, 'relay', 'serve', '--data', folder, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const port = await new Promise<number>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (data) => {
      said += String(data);
      const found = /:(\d+)\s*$/u.exec(said)?.[1];
      if (found !== undefined) resolve(Number(found));
    });
    child.once('exit', () => reject(new Error(`the relay did not start: ${said}`)));
  });
  return { child, port, exited };
}

/** Posts a report under its name's key; null when the connection broke before the answer was whole. */
async function poster(
  random: () => number,
): Promise<(port: number, name: string) => Promise<{ status: number; digest: string } | null>> {
  const sealed = await seal('{}', [await identityToRecipient(await generateX25519Identity())]);
  return async (port, name) => {
    // A body of its own for each: the relay cannot read it, so its last bytes may be any.
    const body = Uint8Array.from(sealed);
    body.set(createHash('sha256').update(name).digest(), body.length - 32);
    const key = createHash('sha256').update(`key of ${name}`).digest('base64url');
    // Each post comes from a network of its own (all of 127/8 is this machine), or the rate limit would stop them.
    const localAddress = `127.${1 + Math.floor(random() * 250)}.${Math.floor(random() * 256)}.1`;
    const answer = await new Promise<{ status: number; text: string } | null>((resolve) => {
      const sent = request(
        { port, host: '127.0.0.1', path: '/v1/reports', method: 'POST', localAddress, agent: false },
        (response) => {
          let text = '';
          response.on('data', (data) => (text += String(data)));
          response.on('error', () => resolve(null));
          response.on('close', () => resolve(response.complete ? { status: response.statusCode ?? 0, text } : null));
        },
      );
      sent.on('error', () => resolve(null));
      sent.setHeader('Idempotency-Key', key);
      sent.end(body);
    });
    if (answer === null) return null;
    const digest = createHash('sha256').update(body).digest('hex');
    if (answer.status !== 201 && answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
    if (!answer.text.includes(digest)) throw new Error(`the relay confirmed another report: ${answer.text}`);
    return { status: answer.status, digest };
  };
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { rounds: { type: 'string' }, seed: { type: 'string' } } });
  const figures = await killRelay(Number(values.rounds ?? 100), Number(values.seed ?? 20_261_125));
  console.log(JSON.stringify(figures, null, 2));
  const well = figures.lost === 0 && figures.doubled === 0 && figures.integrity === 'ok';
  console.log(well ? 'Every accepted report is there exactly once.' : 'REPORTS WERE LOST OR DOUBLED');
  process.exitCode = well ? 0 : 1;
}
