/**
 * `npm run -s kill-relay`: kills (SIGKILL) at random points. It kills a relay on SQLite, a PostgreSQL under two relays,
 * and a reporting browser. Restarts each. At the end every report that the relay confirmed must be there exactly once.
 * Loopback only.
 */
import { readFile } from 'node:fs/promises';
import { Argument } from 'commander';
import { DEMO_BRAND, DEMO_IDENTITY, PORTS, prepareDemo } from '../demo/publisher.ts';
import { killBrowser } from './kill-relay/kill-browser.ts';
import { killDatabase } from './kill-relay/kill-database.ts';
import { isPassed, type KillFigures } from './kill-relay/kill-figures.ts';
import { killRelay } from './kill-relay/kill-relay.ts';
import { ensureExtension } from '../setup/extension.ts';
import { commandLine, integer } from '../setup/command-line.ts';

/** Shares of the rounds. */
const SHARES = { relay: 0.6, database: 0.2, browser: 0.2 } as const;
type Part = keyof typeof SHARES;

const program = commandLine(
  'kill-relay',
  'Kills relay, database and browser; every confirmed report must be there once.',
)
  .addArgument(new Argument('[parts...]', 'what to kill').choices(Object.keys(SHARES)).default(Object.keys(SHARES)))
  .option('--rounds <number>', 'kills in all; the default takes ten minutes', integer(1), 500)
  .option('--seed <number>', 'seed of the points', integer(0), 20_261_125)
  .option('--json', 'prints JSON', false)
  .parse();
const { rounds, seed, json } = program.opts<{ rounds: number; seed: number; json: boolean }>();
const [parts] = program.processedArgs as [Part[]];
const all = parts.reduce((sum, part) => sum + SHARES[part], 0);
const log = (line: string): void => console.error(line);

const KILL: Readonly<Record<Part, (rounds: number) => Promise<KillFigures | null>>> = {
  relay: (count) => killRelay(count, seed),
  database: (count) => killDatabase(count, seed, log),
  async browser(count) {
    await prepareDemo();
    const extension = await ensureExtension({ brand: DEMO_BRAND, flavour: 'testing', browser: 'chrome' });
    const [identity = ''] = /AGE-SECRET-KEY-1\w+/u.exec(await readFile(DEMO_IDENTITY, 'utf8')) ?? [];
    return killBrowser({ rounds: count, seed, extension, identity, port: PORTS.relay });
  },
};

const results: Partial<Record<Part, KillFigures>> = {};
let isAllPassed = true;
if (!json) {
  console.log('| killed | rounds | accepted | cut off | stored | lost | doubled | store | seconds |');
  console.log('|---|---|---|---|---|---|---|---|---|');
}
for (const part of parts) {
  const figures = await KILL[part](Math.max(1, Math.round((rounds * SHARES[part]) / all)));
  if (figures === null) {
    isAllPassed = false;
    continue;
  }
  results[part] = figures;
  isAllPassed &&= isPassed(figures);
  const { accepted, cutOff, stored, lost, doubled, integrity, seconds } = figures;
  if (!json) {
    console.log(
      `| ${[part, figures.rounds, accepted, cutOff, stored, lost, doubled, integrity, seconds].join(' | ')} |`,
    );
  }
}
if (json) console.log(JSON.stringify(results));
else
  console.log(
    isAllPassed
      ? 'Every accepted report is there exactly once.'
      : 'REPORTS WERE LOST OR DOUBLED, OR A PART DID NOT RUN',
  );
process.exitCode = isAllPassed ? 0 : 1;
