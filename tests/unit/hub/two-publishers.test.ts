/**
 * Two machines of one publisher, a host and its readers, in any order of commands. Every reader can renew the list. No
 * signature of one person lists again what was withdrawn in public.
 */
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { publishTo } from '../../../hub/channel/host/publish-to.ts';
import { pullChannel } from '../../../hub/channel/host/pull-channel.ts';
import { serveChannel } from '../../../hub/channel/host/serve-channel.ts';
import { refreshChannel, signChannel } from '../../../hub/channel/signing/sign-channel.ts';
import { withdrawIndicators } from '../../../hub/channel/signing/withdraw-indicators.ts';
import { readWithdrawn } from '../../../hub/channel/list/withdrawn-file.ts';
import { Refusal } from '../../../hub/refusal.ts';
import { lookUp, type IndicatorList } from '../../../utils/indicators/indicator-list.ts';
import { clientOf, hostOf, listTelegram, makeChannel, NOW, sync, type Host } from '../channel/test-channel.ts';

const NAMES = ['gold_hr88', 'silver_hr77', 'bronze_hr66', 'copper_hr55'];
const COMMANDS = ['withdraw', 'dispute', 'refresh', 'pull', 'publish', 'publish', 'sign'] as const;
const STEPS = 18;

const telegram = (value: string) => ({ kind: 'telegram', value }) as const;

/** Numbers that look random, the same for a seed (xorshift32). */
function numbersOf(seed: number): (below: number) => number {
  let state = seed * 2_654_435;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

async function listedNames(list: IndicatorList | null): Promise<string[]> {
  const mentions = NAMES.map((value) => ({ ...telegram(value), field: 'text' as const, start: 0, end: 0 }));
  return list === null ? [] : (await lookUp(list, mentions)).map(({ mention }) => mention.value);
}

async function removedNames(dir: string): Promise<string[]> {
  return Array.from((await readWithdrawn(dir)).values()).flatMap(({ as, value }) => (as === 'removed' ? [value] : []));
}

/** Returns how many releases were merged. */
async function runCommands(seed: number): Promise<number> {
  const numbers = numbersOf(seed);
  // The keeper lists; the other machine withdraws, and its timer refreshes.
  const keeper = await makeChannel({ onePerson: true });
  await listTelegram(keeper, ...NAMES.slice(1));
  await signChannel({ dir: keeper, now: NOW });
  const [other, site] = [join(keeper, '..', 'other'), join(keeper, '..', 'site')];
  await cp(keeper, other, { recursive: true });
  await cp(join(keeper, 'channel.json'), join(site, 'channel.json'));
  await publishTo({ dir: keeper, to: join(site, 'public'), now: NOW });
  /** What caches on the way hold: a published file never changes. */
  const cached: Host = await hostOf(site);
  let reader = await sync(cached, clientOf(cached));
  const withdrawn = new Set<string>();
  const done: string[] = [];
  let merged = 0;

  async function run(dir: string, command: (typeof COMMANDS)[number]): Promise<void> {
    const indicators = [telegram(NAMES[numbers(NAMES.length)] ?? '')];
    const options = { dir, now: NOW };
    if (command === 'withdraw') await withdrawIndicators({ ...options, indicators, as: 'removed' });
    else if (command === 'dispute') await withdrawIndicators({ ...options, indicators, as: 'disputed' });
    else if (command === 'refresh') await refreshChannel(options);
    else if (command === 'publish') {
      await publishTo({ ...options, to: join(site, 'public') });
      for (const name of await removedNames(dir)) withdrawn.add(name);
    } else if (command === 'pull') {
      const { url, close } = await serveChannel({ dir: site });
      try {
        if ((await pullChannel({ ...options, url })).isMerged) merged++;
      } finally {
        await close();
      }
    } else if (dir === keeper) {
      await listTelegram(dir, `more_${done.length}`);
      await signChannel(options);
    }
  }

  for (let step = 0; step < STEPS; step++) {
    const dir = numbers(2) === 0 ? keeper : other;
    const command = COMMANDS[numbers(COMMANDS.length)] ?? 'pull';
    done.push(`${dir === keeper ? 'keeper' : 'other'} ${command}`);
    await run(dir, command).catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw new Error(`${seed}: ${done.join(', ')}`, { cause: error });
      done.push('refused');
    });
    const host = await hostOf(site);
    for (const [path, bytes] of host) {
      if (path !== 'timestamp.json' && cached.has(path)) continue;
      cached.set(path, bytes);
    }
    reader = await sync(cached, clientOf(cached, reader.state));
    const fresh = await sync(cached, clientOf(cached));
    const listed = [...(await listedNames(reader.opened.list)), ...(await listedNames(fresh.opened.list))];
    expect(
      listed.filter((name) => withdrawn.has(name)),
      `${seed}: ${done.join(', ')}`,
    ).toEqual([]);
  }
  // Whatever happened, the keeper can take over what is there, and publish.
  for (const command of ['pull', 'publish'] as const)
    await run(keeper, command).catch((error: unknown) => {
      throw new Error(`${seed}: ${done.join(', ')}`, { cause: error });
    });
  await rm(join(keeper, '..'), { recursive: true, force: true });
  return merged;
}

it('lose no withdrawal and lock no reader out', { timeout: 120_000 }, async () => {
  let merged = 0;
  for (let seed = 1; seed <= 12; seed++) merged += await runCommands(seed);
  expect(merged).toBeGreaterThan(4);
});
