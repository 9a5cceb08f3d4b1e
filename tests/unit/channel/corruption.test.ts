/**
 * Flips every byte of every metadata file, and truncates each at every length. The result is a refusal, or exactly what
 * was signed. A root may lose one of three signatures, and white space is not signed. The trusted metadata stay as they
 * were.
 */
import { expect, it } from 'vitest';
import { signChannel } from '../../../hub/channel/signing/sign-channel.ts';
import { renewRoot } from '../../../hub/channel/key-files/renew-root.ts';
import { nodeCrypto } from '../../../hub/channel/node-crypto.ts';
import { ChannelError } from '../../../utils/channel/channel-error.ts';
import {
  updateSnapshot,
  updateTargets,
  updateTimestamp,
  updateWithdrawals,
  updateRoot,
  loadTrustedRoot,
} from '../../../utils/channel/update-trusted-metadata.ts';
import type { TrustedMetadata } from '../../../utils/channel/trusted-metadata.ts';
import { channelFaultOf, hostOf, listTelegram, makeChannel, NOW, clientOf, sync, type Host } from './test-channel.ts';

type Step = (trust: TrustedMetadata, bytes: Uint8Array) => Promise<TrustedMetadata>;
type Part = 'timestamp' | 'snapshot' | 'targets' | 'withdrawals';

const STEPS: [path: string, part: Part | 'root', step: Step][] = [
  ['2.root.json', 'root', (trust, bytes) => updateRoot(trust, bytes, nodeCrypto)],
  ['timestamp.json', 'timestamp', (trust, bytes) => updateTimestamp(trust, bytes, nodeCrypto)],
  ['1.snapshot.json', 'snapshot', (trust, bytes) => updateSnapshot(trust, bytes, nodeCrypto)],
  ['1.targets.json', 'targets', (trust, bytes) => updateTargets(trust, bytes, nodeCrypto)],
  ['1.withdrawals.json', 'withdrawals', (trust, bytes) => updateWithdrawals(trust, bytes, nodeCrypto)],
];

const signedBy = (trust: TrustedMetadata, part: Part | 'root') =>
  (part === 'root' ? trust.roots.at(-1) : trust[part])?.signed;

/** The trust before the step, and the file's bytes. */
async function before(host: Host, path: string): Promise<{ trust: TrustedMetadata; good: Uint8Array }> {
  let trust = await loadTrustedRoot(host.get('1.root.json')!, nodeCrypto);
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

it.each(STEPS)('refuses a truncated %s, wherever it ends', { timeout: 120_000 }, async (path, _part, step) => {
  const { trust, good } = await before(await small(), path);
  // The last byte is the line's end, which nobody signed.
  for (let length = 0; length < good.length - 1; length++) {
    const { key } = await channelFaultOf(step(trust, good.subarray(0, length)));
    expect(['malformed', 'wrong-length']).toContain(key);
  }
});

it('refuses a flipped byte in any file of the release', async () => {
  const dir = await makeChannel({ onePerson: true });
  const first = await hostOf(dir);
  await listTelegram(dir, 'silver_hr77');
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
      expect((await channelFaultOf(sync(host, clientOf(first)))).key).toBe('wrong-hash');
    }
    host.set(path, good);
  }
});
