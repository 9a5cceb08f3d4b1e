/**
 * `npm run -s kill-relay -- [relay|database|browser] [--rounds N] [--seed N] [--json]`: kills (SIGKILL) a relay on SQLite,
 * a PostgreSQL under two relays, and a browser that reports, at random points, and starts each again. In the end every
 * confirmed report must be stored exactly once. Loopback only. 500 rounds: 300 of the relay, 100 of the database, 100 of
 * the browser; about ten minutes. Ends 1 when a report was lost or doubled.
 */
import { readFile } from 'node:fs/promises';
import { DEMO_BRAND, DEMO_IDENTITY, PORTS, prepareDemo } from '../demo/publisher.ts';
import { killBrowser } from './kill-relay/kill-browser.ts';
import { killDatabase } from './kill-relay/kill-database.ts';
import { isPassed, type KillFigures } from './kill-relay/kill-figures.ts';
import { killRelay } from './kill-relay/kill-relay.ts';
import { ensureExtension } from '../setup/extension.ts';
import { readOptions } from '../setup/options.ts';

/** Shares of the rounds. */
const SHARES = { relay: 0.6, database: 0.2, browser: 0.2 } as const;
type Part = keyof typeof SHARES;

const { values, positionals } = readOptions(import.meta.url, {
  allowPositionals: true,
  options: { rounds: { type: 'string' }, seed: { type: 'string' }, json: { type: 'boolean' } },
});
const requested = positionals.filter((word): word is Part => Object.hasOwn(SHARES, word));
const rounds = Number(values.rounds ?? 500);
const seed = Number(values.seed ?? 20_261_125);
if (requested.length !== positionals.length || !Number.isInteger(rounds) || rounds < 1) {
  console.error('usage: npm run -s kill-relay -- [relay|database|browser] [--rounds N] [--seed N] [--json]');
  process.exit(2);
}
const parts = requested.length > 0 ? requested : (Object.keys(SHARES) as Part[]);
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
if (values.json !== true) {
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
  if (values.json !== true) {
    console.log(
      `| ${[part, figures.rounds, accepted, cutOff, stored, lost, doubled, integrity, seconds].join(' | ')} |`,
    );
  }
}
if (values.json === true) console.log(JSON.stringify(results));
else
  console.log(
    isAllPassed
      ? 'Every accepted report is there exactly once.'
      : 'REPORTS WERE LOST OR DOUBLED, OR A PART DID NOT RUN',
  );
process.exitCode = isAllPassed ? 0 : 1;
