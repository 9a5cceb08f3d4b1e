/**
 * Every byte of every metadata file flipped, and every truncation: what comes out is either a refusal or exactly what was
 * signed (a root may lose one of three signatures, and white space is not signed), and the trust before is as it was.
 */
import { expect, it } from 'vitest';
import { signChannel } from '../../../hub/channel/release.ts';
import { renewRoot } from '../../../hub/channel/renew-root.ts';
import { nodeCrypto } from '../../../hub/channel/node-crypto.ts';
import { ChannelError } from '../../../utils/channel/channel-error.ts';
import {
  acceptSnapshot,
  acceptTargets,
  acceptTimestamp,
  acceptWithdrawals,
  advanceRoot,
  trustRoot,
  type Trust,
} from '../../../utils/channel/trust.ts';
import { faultOf, hostOf, list, makeChannel, NOW, readerOf, sync, type Host } from './repository.ts';

type Step = (trust: Trust, bytes: Uint8Array) => Promise<Trust>;
type Part = 'timestamp' | 'snapshot' | 'targets' | 'withdrawals';

const STEPS: [path: string, part: Part | 'root', step: Step][] = [
  ['2.root.json', 'root', (trust, bytes) => advanceRoot(trust, bytes, nodeCrypto)],
  ['timestamp.json', 'timestamp', (trust, bytes) => acceptTimestamp(trust, bytes, nodeCrypto)],
  ['1.snapshot.json', 'snapshot', (trust, bytes) => acceptSnapshot(trust, bytes, nodeCrypto)],
  ['1.targets.json', 'targets', (trust, bytes) => acceptTargets(trust, bytes, nodeCrypto)],
  ['1.withdrawals.json', 'withdrawals', (trust, bytes) => acceptWithdrawals(trust, bytes, nodeCrypto)],
];

const signedBy = (trust: Trust, part: Part | 'root') => (part === 'root' ? trust.roots.at(-1) : trust[part])?.signed;

/** The trust before the step, and the file's bytes. */
async function before(host: Host, path: string): Promise<{ trust: Trust; good: Uint8Array }> {
  let trust = await trustRoot(host.get('1.root.json')!, nodeCrypto);
  for (const [earlier, , step] of STEPS) {
    if (earlier === path) break;
    trust = await step(trust, host.get(earlier)!);
  }
  return { trust, good: host.get(path)! };
}

async function small(): Promise<Host> {
  const dir = await makeChannel({ onePerson: true });
  await renewRoot({ dir, now: NOW });
  return hostOf(dir);
}

it.each(STEPS)(
  'a flipped byte of %s makes nobody believe anything else',
  { timeout: 120_000 },
  async (path, part, step) => {
    const { trust, good } = await before(await small(), path);
    const honest = signedBy(await step(trust, good), part);
    const frozen = JSON.stringify(trust);
    let refused = 0;
    for (let at = 0; at < good.length; at++) {
      const bad = good.slice();
      // Each bit's turn comes: a flip of the lowest keeps digits digits, of the sixth letters letters.
      bad[at] = (bad[at] ?? 0) ^ (1 << (at % 8));
      try {
        expect(signedBy(await step(trust, bad), part), `byte ${at}`).toEqual(honest);
      } catch (error) {
        if (!(error instanceof ChannelError)) throw error;
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(good.length / 2);
    expect(JSON.stringify(trust)).toBe(frozen);
  },
);

it.each(STEPS)('a truncated %s is refused wherever it ends', { timeout: 120_000 }, async (path, _part, step) => {
  const { trust, good } = await before(await small(), path);
  // The last byte is the line's end, which nobody signed.
  for (let length = 0; length < good.length - 1; length++) {
    const { key } = await faultOf(step(trust, good.subarray(0, length)));
    expect(['malformed', 'wrong-length']).toContain(key);
  }
});

it('a flipped byte of any file that the release names is refused', async () => {
  const dir = await makeChannel({ onePerson: true });
  const first = await hostOf(dir);
  await list(dir, 'silver_hr77');
  await signChannel({ dir, now: NOW });
  const host = await hostOf(dir);
  const paths = [...host.keys()].filter((path) => /^targets\/\w+\.indicators\./u.test(path) && !first.has(path));
  expect(paths.length).toBe(2);
  for (const path of paths) {
    const good = host.get(path)!;
    for (let at = 0; at < good.length; at++) {
      const bad = good.slice();
      bad[at] = (bad[at] ?? 0) ^ (1 << (at % 8));
      host.set(path, bad);
      expect((await faultOf(sync(host, readerOf(first)))).key).toBe('wrong-hash');
    }
    host.set(path, good);
  }
});
