/**
 * `npm run -s kill-sync`: kills the extension's worker (SIGKILL) at random points of a sync. In every second round it
 * kills the whole browser. Afterwards the old or the new list must be there, complete, and the next sync must succeed.
 */
import { fileURLToPath } from 'node:url';
import { Option } from 'commander';
import { preparePublisher } from '../../tests/e2e/harness/publisher.ts';
import { startStory, type BrowserName, type Story } from '../../tests/e2e/harness/story.ts';
import { until } from '../../tests/e2e/harness/driver.ts';
import type { ChannelStatus } from '../../utils/contracts/channel-status.ts';
import { seededRandom } from '../setup/seeded-random.ts';
import { commandLine, integer } from '../setup/command-line.ts';

export interface SyncKills {
  rounds: number;
  /** Workers stopped, browsers killed. */
  workers: number;
  browsers: number;
  /** Syncs that were cut off, and those that had answered before the kill. */
  cutOff: number;
  answered: number;
  /** Which list was found after the kill. */
  before: number;
  after: number;
  /** Rounds in which something else was found, or the next sync did not complete: what, in words. */
  wrong: string[];
  seconds: number;
}

export async function killSyncs(rounds: number, seed: number, browser: BrowserName): Promise<SyncKills> {
  const started = performance.now();
  const random = seededRandom(seed);
  await preparePublisher();
  const world = await startStory(browser);
  const kills: SyncKills = {
    rounds,
    workers: 0,
    browsers: 0,
    cutOff: 0,
    answered: 0,
    before: 0,
    after: 0,
    wrong: [],
    seconds: 0,
  };
  try {
    await world.publisher.list({ kind: 'telegram', value: nameOf(0) });
    await world.publisher.sign();
    await until('the first list', async () => (await world.sync()).entries === 1);
    let usual = 0;
    for (let round = 1; round <= rounds; round++) {
      await world.publisher.list({ kind: 'telegram', value: nameOf(round) });
      await world.publisher.sign();
      if (round === 1) {
        const start = performance.now();
        await world.sync();
        usual = performance.now() - start;
        continue;
      }
      const state = { answered: false, killed: false };
      const sync = world.sync().then(
        () => (state.answered = true),
        () => undefined,
      );
      await new Promise((resolve) => setTimeout(resolve, random() * usual * 1.2));
      const { killWorker } = world.driver;
      if (killWorker === null || round % 2 === 0) {
        world.host.misbehave(() => (state.killed ? 'cut' : 'serve'));
        const killed = world.driver.kill();
        state.killed = true;
        await killed;
        await world.driver.restart();
        kills.browsers += 1;
      } else {
        await killWorker();
        kills.workers += 1;
      }
      kills[state.answered ? 'answered' : 'cutOff'] += 1;
      // A browser that starts syncs by itself: what the kill left is looked at first.
      world.host.misbehave(() => 'cut');
      await sync;
      const wrong = await inspect(world, round, kills);
      if (wrong !== null) kills.wrong.push(`round ${round}: ${wrong}`);
    }
  } finally {
    await world.close();
  }
  // The first round only told how long a sync takes.
  return {
    ...kills,
    rounds: kills.workers + kills.browsers,
    seconds: Math.round((performance.now() - started) / 1000),
  };
}

const nameOf = (round: number): string => `recruiter_no_${round}`;

/** What is found after the kill; null when all is as it must be. */
async function inspect(world: Story, round: number, kills: SyncKills): Promise<string | null> {
  const found = await until('the list after the kill', () => stateOf(world));
  // The list of the round before has `round` entries, that of this one has one more.
  const which = found.entries === round ? 'before' : found.entries === round + 1 ? 'after' : null;
  if (which === null || found.version === null) return `${found.entries} entries, version ${found.version}`;
  if (!(await isListed(world, nameOf(0)))) return 'the first entry is not found';
  if ((await isListed(world, nameOf(round))) !== (which === 'after')) return `half of a list: ${which}`;
  kills[which] += 1;
  await world.sync();
  world.host.misbehave(null);
  // The one under way may have begun before the host was there again.
  await world.sync();
  const next = await world.sync();
  if (next.problem !== null) return `the next sync: ${next.problem.key}: ${next.problem.detail}`;
  if (next.entries !== round + 1) return `the next sync gave ${next.entries} entries`;
  return (await isListed(world, nameOf(round))) ? null : 'the new entry is not found after the next sync';
}

function stateOf(world: Story): Promise<ChannelStatus> {
  return sendMessage(world, { name: 'channel.status', data: null });
}

async function isListed(world: Story, handle: string): Promise<boolean> {
  const none = { url: '', site: '', title: '', company: '', location: '', salary: '', poster: '', contacts: [] };
  const post = { ...none, id: handle, kind: 'message', text: `A waiter is wanted. Ask on Telegram: @${handle}` };
  const { verdicts } = await sendMessage<{ verdicts: { listing?: unknown }[] }>(world, {
    name: 'posts.judge',
    data: { posts: [post] },
  });
  return verdicts[0]?.listing !== undefined;
}

function sendMessage<T>(world: Story, message: object): Promise<T> {
  return world.driver.inExtension(`
    const answer = await browser.runtime.sendMessage(${JSON.stringify(message)});
    if (!answer.ok) throw new Error(answer.error);
    return answer.value;`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { rounds, seed, browser } = commandLine('kill-sync', 'Kills worker and browser in the middle of a sync.')
    .option('--rounds <number>', 'kills; the default takes three minutes', integer(1), 50)
    .option('--seed <number>', 'seed of the points', integer(0), 20_261_125)
    .addOption(new Option('--browser <name>', 'browser').choices(['chromium', 'firefox']).default('chromium'))
    .parse()
    .opts<{ rounds: number; seed: number; browser: BrowserName }>();
  // One round more: the first only measures how long a sync takes.
  const kills = await killSyncs(rounds + 1, seed, browser);
  console.log(JSON.stringify(kills, null, 2));
  console.log(
    kills.wrong.length === 0
      ? 'After every kill one whole list was there, and the next sync completed.'
      : 'A KILL LEFT SOMETHING ELSE THAN A WHOLE LIST',
  );
  process.exit(kills.wrong.length === 0 ? 0 : 1);
}
