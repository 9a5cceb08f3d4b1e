/**
 * A command that is killed after any of its writes. What is published stays whole, and the next command ends the work.
 */
import fs, { cp, rm } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { publishTo } from '../../../hub/channel/host/publish-to.ts';
import { Refusal } from '../../../hub/refusal.ts';
import { readPublishedMetadata } from '../../../hub/channel/signing/published-metadata.ts';
import { pullChannel } from '../../../hub/channel/host/pull-channel.ts';
import { recoverKey } from '../../../hub/channel/key-files/recover-key.ts';
import { renewRoot } from '../../../hub/channel/key-files/renew-root.ts';
import { serveChannel } from '../../../hub/channel/host/serve-channel.ts';
import { readKeys } from '../../../hub/channel/key-files/signing-keys.ts';
import { refreshChannel, signChannel } from '../../../hub/channel/signing/sign-channel.ts';
import { reviewChannel } from '../../../hub/channel/review/review-channel.ts';
import { withdrawIndicators } from '../../../hub/channel/signing/withdraw-indicators.ts';
import { lookUp, type IndicatorList } from '../../../utils/indicators/indicator-list.ts';
import { clientOf, hostOf, listTelegram, makeChannel, NOW, sync, type Host } from '../channel/test-channel.ts';

/** Writes that still succeed; then nothing on the disk changes any more. */
let writesLeft = Number.POSITIVE_INFINITY;
const { rename: renameFile, rm: removeFile } = fs;

function counted<Args extends unknown[], T>(write: (...args: Args) => Promise<T>): (...args: Args) => Promise<T> {
  return async (...args) => {
    if (writesLeft <= 0) throw new Error('killed');
    writesLeft--;
    return write(...args);
  };
}
beforeAll(() => {
  Object.assign(fs, { rename: counted(renameFile), rm: counted(removeFile) });
  syncBuiltinESMExports();
});
afterAll(() => {
  Object.assign(fs, { rename: renameFile, rm: removeFile });
  syncBuiltinESMExports();
});

const gold = { kind: 'telegram', value: 'gold_hr88' } as const;
const isListed = async (list: IndicatorList | null): Promise<boolean> =>
  list !== null && (await lookUp(list, [{ ...gold, field: 'text', start: 0, end: 0 }])).length > 0;

let base: string;
let dir: string;
let other: string;
let site: string;
beforeEach(async () => {
  base = await makeChannel({ onePerson: true });
  [dir, other] = [join(base, '..', 'dir'), join(base, '..', 'other')];
});

const options = () => ({ dir, now: NOW });
const withdraw = (folder: string) => withdrawIndicators({ dir: folder, now: NOW, indicators: [gold], as: 'removed' });

async function pull(): Promise<unknown> {
  const { url, close } = await serveChannel({ dir: site });
  try {
    return await pullChannel({ ...options(), url });
  } finally {
    await close();
  }
}

interface Killed {
  /** Before the folder is copied to the other machine. */
  before?: () => Promise<unknown>;
  /** On the other machine, which publishes it. */
  elsewhere?: () => Promise<unknown>;
  command: () => Promise<unknown>;
  /** Ends the work that was broken off. */
  again: () => Promise<unknown>;
  /** Whether readers find gold_hr88 when all is done. */
  listed: boolean;
}

const COMMANDS: Record<string, Killed> = {
  sign: {
    before: async () => listTelegram(dir, 'silver_hr77'),
    command: async () => signChannel(options()),
    // Signed anew, the version is another file.
    again: async () => signChannel({ dir, now: NOW + 60_000 }),
    listed: true,
  },
  withdraw: { command: async () => withdraw(dir), again: async () => withdraw(dir), listed: false },
  refresh: {
    command: async () => refreshChannel(options()),
    again: async () => refreshChannel(options()),
    listed: true,
  },
  'rotate --replace online': {
    command: async () => {
      await renewRoot({ ...options(), replace: ['online'] });
      await refreshChannel(options());
    },
    again: async () => refreshChannel(options()),
    listed: true,
  },
  'rotate --replace targets': {
    command: async () => {
      await renewRoot({ ...options(), replace: ['targets'] });
      await signChannel(options());
    },
    again: async () => signChannel(options()),
    listed: true,
  },
  'recover --lost withdrawals-1': {
    command: async () => {
      await recoverKey(options(), 'withdrawals-1');
      await signChannel(options());
    },
    // The same command, or what it says to do where it says that there is no such key any more.
    again: async () => {
      await recoverKey(options(), 'withdrawals-1').catch((error: unknown) => {
        if (!(error instanceof Refusal) || !error.message.includes(`ended by: channel sign ${dir}`)) throw error;
      });
      await signChannel(options());
      expect((await readPublishedMetadata(dir)).targets?.signed.delegations?.keys).not.toHaveProperty(
        (await readKeys(base)).find(({ name }) => name === 'withdrawals-1')?.key.keyID ?? '',
      );
    },
    listed: true,
  },
  'recover --lost targets-1': {
    command: async () => {
      await recoverKey(options(), 'targets-1');
      await signChannel(options());
    },
    again: async () => {
      await recoverKey(options(), 'targets-1').catch((error: unknown) => {
        if (!(error instanceof Refusal) || !error.message.includes(`ended by: channel sign ${dir}`)) throw error;
      });
      await signChannel(options());
    },
    listed: true,
  },
  pull: { elsewhere: async () => withdraw(other), command: pull, again: pull, listed: false },
  'pull beside an unpublished list': {
    before: async () => listTelegram(dir, 'silver_hr77'),
    elsewhere: async () => {
      await signChannel(options());
      await withdraw(other);
    },
    command: pull,
    again: pull,
    listed: false,
  },
};

it.each(Object.keys(COMMANDS))('%s', { timeout: 240_000 }, async (name) => {
  const { before, elsewhere, command, again, listed } = COMMANDS[name]!;
  let kills = 0;
  for (let isDone = false; !isDone; kills++) {
    const writes = kills;
    for (const folder of [dir, other]) await rm(folder, { recursive: true, force: true });
    await cp(base, dir, { recursive: true });
    site = join(base, '..', `site-${writes}`);
    await cp(join(base, 'channel.json'), join(site, 'channel.json'));
    await publishTo({ ...options(), to: join(site, 'public') });
    const cached: Host = await hostOf(site);
    let reader = await sync(cached, clientOf(cached));
    await before?.();
    await cp(dir, other, { recursive: true });
    if (elsewhere !== undefined) {
      await elsewhere();
      await publishTo({ dir: other, to: join(site, 'public'), now: NOW });
    }

    writesLeft = writes;
    isDone = await command().then(
      () => true,
      () => false,
    );
    writesLeft = Number.POSITIVE_INFINITY;

    /** A timer publishes whatever lies there, if it may; caches keep what never changes. */
    const publish = async (mayRefuse: boolean): Promise<void> => {
      await publishTo({ ...options(), to: join(site, 'public') }).catch((error: unknown) => {
        if (!mayRefuse) throw error;
      });
      for (const [path, bytes] of await hostOf(site))
        if (path === 'timestamp.json' || !cached.has(path)) cached.set(path, bytes);
      reader = await sync(cached, clientOf(cached, reader.state));
    };
    await publish(true);
    await again();
    await publish(false);
    expect(await isListed(reader.opened.list), `${writes} writes`).toBe(listed);
    if (listed) continue;
    // What is withdrawn is in no danger at the next signature, not even of a person who confirms without a look.
    expect((await reviewChannel(dir)).withdrawals.relisted, `${writes} writes`).toEqual([]);
    await signChannel(options());
    await publish(false);
    expect(await isListed(reader.opened.list), `${writes} writes, signed again`).toBe(false);
  }
  expect(kills).toBeGreaterThan(2);
});

it('withdraw, and nobody runs it again: the next signature leaves the name off', { timeout: 120_000 }, async () => {
  let kills = 1;
  for (let isDone = false; !isDone; kills++) {
    await rm(dir, { recursive: true, force: true });
    await cp(base, dir, { recursive: true });
    writesLeft = kills;
    isDone = await withdraw(dir).then(
      () => true,
      () => false,
    );
    writesLeft = Number.POSITIVE_INFINITY;
    expect((await reviewChannel(dir)).withdrawals.relisted, `${kills} writes`).toEqual([]);
    await signChannel(options());
    const host = await hostOf(dir);
    expect(await isListed((await sync(host, clientOf(host))).opened.list), `${kills} writes`).toBe(false);
  }
  expect(kills).toBeGreaterThan(2);
});
