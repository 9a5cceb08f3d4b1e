/**
 * Rollback attacks with older metadata (TUF 5.3.5, 5.4.3, 5.5.5). Also after a sync that failed, or when a stored
 * release is damaged.
 */
import { beforeEach, describe, expect, it } from 'vitest';
import type { ChannelState } from '../../../utils/channel/stored-release.ts';
import type { TrustedVersions } from '../../../utils/channel/trusted-versions.ts';
import { channelFaultOf, clientOf, refusalOf, sync, type Host, type TestClient } from './test-channel.ts';
import { PUBLISHERS, sha256, type Publisher } from './test-publishers.ts';

const text = (host: Host, path: string) => Buffer.from(host.get(path) ?? []).toString();

/** As `refusalOf`, for a stored release that cannot be restored. */
async function refusalOfDamaged(host: Host, client: TestClient): Promise<string> {
  return (await channelFaultOf(sync(host, client))).key;
}

describe.each(PUBLISHERS)('%s:', (_name, makePublisher) => {
  let publisher: Publisher;
  let first: Host;
  let state: ChannelState;

  beforeEach(async () => {
    publisher = await makePublisher();
    first = await publisher.host();
    ({ state } = await sync(first, clientOf(first)));
  });

  /** A second release with one more recruiter. */
  const second = (): Promise<Host> => publisher.release('silver_hr77');

  const refusal = (host: Host, reader: TestClient = clientOf(first, state)) => refusalOf(host, reader);

  /** A third release in which the online key's thief changes what the snapshot names. */
  async function third(host: Host, change: (meta: Record<string, unknown>) => void): Promise<Host> {
    const later = new Map(host).set('3.snapshot.json', host.get('2.snapshot.json')!);
    const snapshot = await publisher.forge(
      later,
      '3.snapshot.json',
      (signed) => {
        signed['version'] = 3;
        change(signed['meta'] as Record<string, unknown>);
      },
      'online-1',
    );
    const meta = { 'snapshot.json': { version: 3, length: snapshot.length, hashes: { sha256: sha256(snapshot) } } };
    await publisher.forge(later, 'timestamp.json', (signed) => Object.assign(signed, { version: 3, meta }), 'online-1');
    return later;
  }

  describe('rollback', () => {
    it('refuses an older timestamp', async () => {
      const { state: newer } = await sync(await second(), clientOf(first, state));
      expect((await refusal(first, clientOf(first, newer))).key).toBe('rollback');
    });

    it('refuses an older snapshot under a newer timestamp', async () => {
      const host = await second();
      const { state: newer } = await sync(host, clientOf(first, state));
      const meta = JSON.parse(text(first, 'timestamp.json')) as { signed: { meta: unknown } };
      await publisher.forge(
        host,
        'timestamp.json',
        (signed) => Object.assign(signed, { version: 9, meta: meta.signed.meta }),
        'online-1',
      );
      expect(await refusal(host, clientOf(first, newer))).toMatchObject({ key: 'rollback' });
    });

    it.each(['targets.json', 'withdrawals.json'])(
      'refuses an older or missing %s in a newer snapshot',
      async (file) => {
        const host = await second();
        const { state: newer } = await sync(host, clientOf(first, state));
        const old = JSON.parse(text(first, '1.snapshot.json')) as { signed: { meta: Record<string, unknown> } };
        for (const meta of [old.signed.meta[file], undefined]) {
          const later = await third(host, (metas) => {
            if (meta === undefined) delete metas[file];
            else metas[file] = meta;
          });
          expect((await refusal(later, clientOf(first, newer))).key, String(meta)).toBe('rollback');
        }
      },
    );

    it('refuses an older timestamp after a newer one whose sync failed', async () => {
      const [old, host] = [await second(), await publisher.release('bronze_hr66')];
      // The timestamp of version 3 arrives; its snapshot does not.
      const broken = new Map(host);
      broken.delete('3.snapshot.json');
      let versions: TrustedVersions | null = null;
      const onTrustedVersions = async (trusted: TrustedVersions) => void (versions = trusted);
      expect((await refusal(broken, { ...clientOf(first, state), onTrustedVersions })).key).toBe('not-found');
      expect(versions).toMatchObject({ root: 1, timestamp: 3, snapshot: 3 });
      expect(await refusal(old, { ...clientOf(first, state), versions })).toEqual({
        key: 'rollback',
        detail: 'timestamp.json: version 2, but 3 was trusted before',
      });
      expect((await sync(host, { ...clientOf(first, state), versions })).opened.version).toBe(3);
    });

    it('refuses an older release when the stored one is damaged or gone', async () => {
      let versions: TrustedVersions | null = null;
      const onTrustedVersions = async (trusted: TrustedVersions) => void (versions = trusted);
      const { state: newer } = await sync(await second(), { ...clientOf(first, state), onTrustedVersions });
      for (const part of ['timestamp', 'snapshot', 'targets', 'withdrawals'] as const) {
        const damaged = structuredClone(newer);
        damaged[part]![100]! ^= 1;
        const refused = await refusalOfDamaged(first, { ...clientOf(first, damaged), versions });
        expect(refused, part).toBe('rollback');
      }
      expect((await refusal(first, { ...clientOf(first), versions })).key).toBe('rollback');
    });

    it('refuses a root older than one that was trusted before', async () => {
      const renewed = await publisher.renewRoot({ replace: ['online'] });
      let versions: TrustedVersions | null = null;
      const onTrustedVersions = async (trusted: TrustedVersions) => void (versions = trusted);
      await sync(await publisher.refresh(), { ...clientOf(first, state), onTrustedVersions });
      expect(renewed.has('2.root.json')).toBe(true);
      expect(await refusal(first, { ...clientOf(first), versions })).toEqual({
        key: 'rollback',
        detail: 'root.json: version 1, but 2 was trusted before',
      });
    });

    it('refuses an older root, and a root that skips a version', async () => {
      await publisher.renewRoot();
      const host = await publisher.renewRoot();
      const same = new Map(host).set('2.root.json', host.get('1.root.json')!);
      expect((await refusal(same)).key).toBe('rollback');
      const leap = new Map(host).set('2.root.json', host.get('3.root.json')!);
      expect((await refusal(leap)).key).toBe('malformed');
      expect((await sync(host, clientOf(first, state))).state.roots).toHaveLength(2);
    });
  });
});
