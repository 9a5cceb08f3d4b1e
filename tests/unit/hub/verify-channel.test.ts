/** A channel read as a reader's browser reads it: from which places, by which root, and until when it is valid. */
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { serveChannel } from '../../../hub/channel/host/serve-channel.ts';
import { isHttpUrl, requireAddress, verifyChannel } from '../../../hub/channel/host/verify-channel.ts';
import { renewRoot } from '../../../hub/channel/key-files/renew-root.ts';
import { nodeCrypto } from '../../../hub/channel/node-crypto.ts';
import { refreshChannel, signChannel } from '../../../hub/channel/signing/sign-channel.ts';
import { rootFingerprint } from '../../../utils/brand/root-fingerprint.ts';
import { DAY_MS, listTelegram, makeChannel, NOW } from '../channel/test-channel.ts';

let dir: string;
const firstRoot = async (folder = dir): Promise<Uint8Array> =>
  new Uint8Array(await readFile(join(folder, 'public', '1.root.json')));
const dayAfter = (days: number): string => new Date(NOW + days * DAY_MS).toISOString().replace('.000Z', 'Z');

beforeEach(async () => {
  dir = await makeChannel({ onePerson: true });
});

describe('a channel is read', () => {
  it('from its folder, from a copy of its public files, and from their address with or without a slash', async () => {
    const copy = join(dir, '..', 'web');
    await cp(join(dir, 'public'), copy, { recursive: true });
    const { url, close } = await serveChannel({ dir });
    onTestFinished(close);
    const fingerprint = await rootFingerprint(JSON.parse(Buffer.from(await firstRoot()).toString()), nodeCrypto.sha256);
    for (const place of [dir, copy, url, url.replace(/\/$/u, '')])
      expect(await verifyChannel(place, NOW), place).toMatchObject({ entries: 1, fingerprint });
  });

  it('by its own first root, or by the one that is given', async () => {
    const other = await makeChannel({ onePerson: true });
    expect((await verifyChannel(dir, NOW, await firstRoot())).entries).toBe(1);
    await expect(verifyChannel(dir, NOW, await firstRoot(other))).rejects.toMatchObject({ fault: 'bad-signature' });
  });

  it('to its end: a file that is missing is a fault of the channel', async () => {
    await rm(join(dir, 'public', '1.targets.json'));
    await expect(verifyChannel(dir, NOW)).rejects.toMatchObject({ fault: 'not-found' });
    await expect(verifyChannel(join(dir, 'none'), NOW)).rejects.toThrow('none: name a folder, or an address');
  });

  it('not when its first root is larger than a root can be', async () => {
    const file = join(dir, 'public', '1.root.json');
    const root = await readFile(file, 'utf8');
    await writeFile(file, root.padEnd(256 * 1024));
    expect((await verifyChannel(dir, NOW)).entries).toBe(1);
    await writeFile(file, root.padEnd(256 * 1024 + 1));
    await expect(verifyChannel(dir, NOW)).rejects.toMatchObject({ fault: 'too-large' });
  });
});

it('each role is told with its own expiry, the root with that of the newest', async () => {
  expect((await verifyChannel(dir, NOW)).expiries).toEqual([
    { role: 'root', at: dayAfter(365) },
    { role: 'list', at: dayAfter(90) },
    { role: 'withdrawals', at: dayAfter(30) },
    { role: 'snapshot', at: dayAfter(7) },
    { role: 'timestamp', at: dayAfter(7) },
  ]);
  await renewRoot({ dir, now: NOW + DAY_MS });
  await refreshChannel({ dir, now: NOW, days: { snapshot: 5, timestamp: 3 } });
  const after = Object.fromEntries((await verifyChannel(dir, NOW)).expiries.map(({ role, at }) => [role, at]));
  expect(after).toMatchObject({
    root: dayAfter(366),
    list: dayAfter(90),
    snapshot: dayAfter(5),
    timestamp: dayAfter(3),
  });
});

it('the entries are those of the published list, not those of list.csv', async () => {
  await listTelegram(dir, 'silver_hr77');
  expect((await verifyChannel(dir, NOW)).entries).toBe(1);
  await signChannel({ dir, now: NOW });
  expect((await verifyChannel(dir, NOW)).entries).toBe(2);
});

it('an address is one of http or https, from its beginning and whole', () => {
  const good = ['https://list.example/', 'http://127.0.0.1:8080/x'];
  expect(good.map(requireAddress)).toEqual(good);
  for (const bad of ['list.example', '/srv/https://list.example', 'ftp://list.example/', 'https:/x', 'https://'])
    expect(() => requireAddress(bad), bad).toThrow(`"${bad}" is no address`);
  expect(isHttpUrl('folder/http://x')).toBe(false);
});
