/**
 * `npm run -s load-relay -- [--seconds N] [--flood N] [--json]`: what a relay bears on this machine, with real processes
 * over loopback. Durable writes of 16 KB reports on SQLite against the same server writing nothing; the same on PostgreSQL
 * with two relays; and a flood of N junk posts (100,000) during which an honest report must still arrive. About a minute.
 */
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRelayProcess, type RelayProcess } from './load-relay/relay-process.ts';
import { sendFlood, type FloodFigures } from './load-relay/send-flood.ts';
import { sendLoad, type Load } from './load-relay/send-load.ts';
import { startPostgres } from '../setup/postgres.ts';
import { readOptions } from '../setup/options.ts';

const { values } = readOptions(import.meta.url, {
  options: { seconds: { type: 'string' }, flood: { type: 'string' }, json: { type: 'boolean' } },
});
const seconds = Number(values.seconds ?? 8);
const junk = Number(values.flood ?? 100_000);
const HUB = ['hub/hub.ts', 'relay', 'serve', '--port', '0', '--behind-proxy', '--capacity', '65536'];
const CONNECTIONS = 32;

const folder = mkdtempSync(join(tmpdir(), 'load-relay-'));
const log = (line: string): void => console.error(line);
try {
  const idle = await measure([['tools/lab/load-relay/idle-relay.ts']]);
  const sqlite = await measure([[...HUB, '--data', join(folder, 'sqlite'), '--flood', 'never']]);
  const postgres = await onPostgres();
  const flood = await underFlood();
  const bar = Math.min(0.6 * idle.perSecond, 1_500);
  if (values.json === true) console.log(JSON.stringify({ idle, sqlite, postgres, flood, bar }));
  else print(idle, sqlite, postgres, flood, bar);
  const kept = sqlite.perSecond >= bar && sqlite.p99 <= 100 && flood.honestSeconds <= 10 && flood.alive;
  process.exitCode = kept ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measure(relays: readonly string[][], env: Record<string, string> = {}): Promise<Load> {
  const children: RelayProcess[] = [];
  try {
    for (const args of relays) children.push(await startRelayProcess(args, env));
    const ports = children.map(({ port }) => port);
    const load = { ports, connections: CONNECTIONS, plainBytes: 16_384, posts: Infinity };
    await sendLoad({ ...load, seconds: 1 });
    return await sendLoad({ ...load, seconds });
  } finally {
    await Promise.all(children.map((child) => child.stop()));
  }
}

async function onPostgres(): Promise<Load | null> {
  const postgres = await startPostgres(log);
  if (postgres === null) return null;
  try {
    const relay = [...HUB, '--flood', 'never'];
    return await measure([relay, relay], { DATABASE_URL: postgres.url });
  } finally {
    postgres.stop();
  }
}

async function underFlood(): Promise<FloodFigures & { alive: boolean; diskBytes: number }> {
  const data = join(folder, 'flood');
  const relay = await startRelayProcess([
    'hub/hub.ts',
    'relay',
    'serve',
    '--port',
    '0',
    '--behind-proxy',
    '--data',
    data,
    '--capacity',
    '64',
  ]);
  try {
    const figures = await sendFlood(relay.port, junk, CONNECTIONS);
    const health = await fetch(`http://127.0.0.1:${relay.port}/health`);
    const files = ['relay.sqlite', 'relay.sqlite-wal']
      .map((name) => join(data, name))
      .filter((file) => existsSync(file));
    const diskBytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
    return { ...figures, alive: health.ok && relay.process.exitCode === null, diskBytes };
  } finally {
    await relay.stop();
  }
}

function print(
  idle: Load,
  sqlite: Load,
  postgres: Load | null,
  flood: Awaited<ReturnType<typeof underFlood>>,
  bar: number,
): void {
  const line = (name: string, load: Load): string =>
    `| ${name} | ${load.perSecond.toFixed(0)} | ${load.p50.toFixed(1)} | ${load.p99.toFixed(1)} | ${JSON.stringify(load.statuses)} |`;
  console.log('| 16 KB reports over loopback | a second | p50 ms | p99 ms | answers |\n|---|---|---|---|---|');
  console.log(line('the same server writing nothing', idle));
  console.log(line(`SQLite, durable (bar ${bar.toFixed(0)} a second, p99 100 ms)`, sqlite));
  console.log(postgres === null ? '| PostgreSQL | not installed | | | |' : line('PostgreSQL, two relays', postgres));
  const { posts, honestSeconds, statuses, diskBytes, alive } = flood;
  console.log(
    `\nFlood: ${posts} junk posts ${JSON.stringify(statuses)}; an honest report accepted after ${honestSeconds.toFixed(1)} s (bar 10 s);`,
  );
  console.log(
    `disk ${(diskBytes / 2 ** 20).toFixed(1)} MiB of a capacity of 64 MiB; the relay ${alive ? 'answers' : 'IS GONE'}.`,
  );
}
