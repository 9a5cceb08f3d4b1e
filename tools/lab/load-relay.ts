/**
 * `npm run -s load-relay -- [--seconds N] [--flood N] [--json]`: the load that a relay bears on this machine. Real
 * processes, over loopback. First durable writes of 16 KB reports: on SQLite, without a store, and on PostgreSQL with
 * two relays. Then a flood of N junk posts (100,000), during which an honest report must arrive. Then 100 times the
 * largest report is sent and withdrawn, with a store of 500 MiB. About a minute. Ends with 1 when a limit is exceeded.
 */
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRelayProcess, type RelayProcess } from './load-relay/relay-process.ts';
import { sendFlood, type FloodFigures } from './load-relay/send-flood.ts';
import { sendLoad, type Load } from './load-relay/send-load.ts';
import { attackByWithdrawal, type WithdrawalFigures } from './load-relay/withdrawal-attack.ts';
import { startPostgres } from '../setup/postgres.ts';
import { commandLine, integer } from '../setup/command-line.ts';

const {
  seconds,
  flood: junk,
  json,
} = commandLine('load-relay', 'Measures the load that a relay carries on this machine.')
  .option('--seconds <number>', 'duration of each measurement', integer(1), 8)
  .option('--flood <number>', 'junk posts of the flood', integer(1), 100_000)
  .option('--json', 'prints JSON', false)
  .parse()
  .opts<{ seconds: number; flood: number; json: boolean }>();
const HUB = ['hub/hub.ts', 'relay', 'serve', '--port', '0', '--behind-proxy', '--capacity', '65536'];
const CONNECTIONS = 32;
/** Bars: 99th percentile of an answer, milliseconds; seconds until an honest report is accepted in a flood. */
const BARS = { p99: 100, honestSeconds: 10 } as const;

interface Results {
  idle: Load;
  sqlite: Load;
  postgres: Load | null;
  flood: Awaited<ReturnType<typeof underFlood>>;
  withdrawals: WithdrawalFigures;
  /** Reports a second on SQLite. */
  bar: number;
}

const folder = mkdtempSync(join(tmpdir(), 'load-relay-'));
const log = (line: string): void => console.error(line);
try {
  const idle = await measure([['tools/lab/load-relay/idle-relay.ts']]);
  const sqlite = await measure([[...HUB, '--data', join(folder, 'sqlite'), '--flood', 'never']]);
  const postgres = await onPostgres();
  const flood = await underFlood();
  const withdrawals = await attackByWithdrawal(join(folder, 'full'), 500 * 2 ** 20, 100);
  const bar = Math.min(0.6 * idle.perSecond, 1_500);
  const results: Results = { idle, sqlite, postgres, flood, withdrawals, bar };
  if (json) console.log(JSON.stringify(results));
  else print(results);
  process.exitCode = isPassed(results) ? 0 : 1;
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

async function underFlood(): Promise<FloodFigures & { isAlive: boolean; diskBytes: number }> {
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
    return { ...figures, isAlive: health.ok && relay.process.exitCode === null, diskBytes };
  } finally {
    await relay.stop();
  }
}

function isPassed({ sqlite, flood, withdrawals, bar }: Results): boolean {
  const times = [sqlite.p99, withdrawals.healthP99, withdrawals.honestP99];
  const isFast = sqlite.perSecond >= bar && times.every((time) => time <= BARS.p99);
  return isFast && flood.honestSeconds <= BARS.honestSeconds && flood.isAlive;
}

function print({ idle, sqlite, postgres, flood, withdrawals, bar }: Results): void {
  const line = (name: string, load: Load): string =>
    `| ${name} | ${load.perSecond.toFixed(0)} | ${load.p50.toFixed(1)} | ${load.p99.toFixed(1)} | ${JSON.stringify(load.statuses)} |`;
  console.log('| 16 KB reports over loopback | a second | p50 ms | p99 ms | answers |\n|---|---|---|---|---|');
  console.log(line('the same server without a store', idle));
  console.log(line(`SQLite, durable (bar ${bar.toFixed(0)} a second, p99 ${BARS.p99} ms)`, sqlite));
  console.log(postgres === null ? '| PostgreSQL | not installed | | | |' : line('PostgreSQL, two relays', postgres));
  const { posts, honestSeconds, statuses, diskBytes, isAlive } = flood;
  console.log(
    `\nFlood: ${posts} junk posts ${JSON.stringify(statuses)}. An honest report was accepted after ${honestSeconds.toFixed(1)} s (bar ${BARS.honestSeconds} s).`,
  );
  console.log(
    `Disk: ${(diskBytes / 2 ** 20).toFixed(1)} MiB of a capacity of 64 MiB. The relay ${isAlive ? 'answers' : 'DOES NOT ANSWER'}.`,
  );
  const { pairs, seconds: took, healthP99, honestP99 } = withdrawals;
  console.log(
    `Withdrawals: ${pairs} pairs in ${took.toFixed(1)} s against 500 MiB. p99 of /health ${healthP99.toFixed(0)} ms, of honest reports ${honestP99.toFixed(0)} ms (bar ${BARS.p99} ms).`,
  );
}
