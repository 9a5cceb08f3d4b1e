/**
 * Each attack of the TUF specification's list, on a reader who already trusts one release. It is refused for the reason
 * named here, and the release before stays believed. Tried on a channel by our own tool and on one by other people's.
 * What the holders of single keys may not do is in attacks-by-key-holders.test.ts, rollback in
 * attacks-rollback.test.ts; `npx vitest run tests/unit/channel/attacks --reporter=verbose` prints the table of both.
 */
import { canonicalize } from '@tufjs/canonical-json';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ChannelState } from '../../../utils/channel/stored-release.ts';
import { updateChannel } from '../../../utils/channel/update-channel.ts';
import type { NewerRoots } from '../../../utils/channel/sync-session.ts';
import { countEntries } from '../../../utils/indicators/indicator-list.ts';
import {
  OTHER_RECIPIENT,
  restoreAndVerify,
  DAY_MS,
  fetchFrom,
  NOW,
  clientOf,
  RECIPIENT,
  refusalOf,
  sync,
  type Host,
  type TestClient,
} from './test-channel.ts';
import { PUBLISHERS, sha256, vouch, type Publisher } from './test-publishers.ts';

const text = (host: Host, path: string) => Buffer.from(host.get(path) ?? []).toString();
const bytes = (value: string) => new Uint8Array(Buffer.from(value));

interface RootFile {
  signed: { keys: Record<string, unknown>; roles: { targets: { keyids: string[] } } };
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

  describe('an honest release', () => {
    it('is accepted: the first, the next, and the same again', async () => {
      const next = await sync(await second(), clientOf(first, state));
      expect(next.opened).toMatchObject({
        version: 2,
        publisher: 'Example NGO',
        recipients: [RECIPIENT],
        isStale: false,
      });
      expect(await countEntries(next.opened.list!)).toBe(2);
      expect(next.changedTargets.sort()).toEqual(['indicators.hashes', 'indicators.listings']);
      const again = await sync(await publisher.host(), clientOf(first, next.state));
      expect(again.changedTargets).toEqual([]);
    });

    it('is verified again from storage, and an expired list stays in use as stale', async () => {
      const stored = structuredClone(state);
      expect(await restoreAndVerify(stored, clientOf(first))).toMatchObject({
        version: 1,
        isStale: false,
        staleRoles: [],
      });
      const late = await restoreAndVerify(stored, { ...clientOf(first), now: NOW + 40 * DAY_MS });
      expect(late).toMatchObject({ isStale: true, staleRoles: ['timestamp', 'snapshot', 'withdrawals'] });
      expect(await countEntries(late.list!)).toBe(1);
    });
  });

  describe('arbitrary software', () => {
    it.each(['timestamp.json', '2.snapshot.json', '2.targets.json', '2.withdrawals.json'])(
      'signed by a stranger is refused: %s',
      async (path) => {
        const stranger = await makePublisher();
        const host = await second();
        const keys = path.startsWith('2.t')
          ? ['targets-1', 'targets-2']
          : path.includes('with')
            ? ['withdrawals-1']
            : ['online-1'];
        await stranger.forge(host, path, () => {}, ...keys);
        if (path !== 'timestamp.json') await vouch(publisher, host, 2, path);
        expect((await refusal(host)).key).toBe('bad-signature');
      },
    );

    it('refuses a list that one of two people signed', async () => {
      const host = await second();
      await publisher.forge(host, '2.targets.json', () => {}, 'targets-1');
      await vouch(publisher, host, 2, '2.targets.json');
      expect((await refusal(host)).key).toBe('threshold');
    });

    it('counts a public key once that the root names under two key IDs', async () => {
      const host = await second();
      const root = JSON.parse(text(host, '1.root.json')) as RootFile;
      const one = root.signed.roles.targets.keyids[0]!;
      const key = { ...(root.signed.keys[one] as object), note: 'the same public key' };
      const two = sha256(bytes(canonicalize(key)));
      const later = await publisher.renewRoot();
      await publisher.forge(
        later,
        '2.root.json',
        (signed) => {
          const { keys, roles } = signed as unknown as RootFile['signed'];
          keys[two] = key;
          roles.targets.keyids.push(two);
        },
        'root-1',
        'root-2',
      );
      const targets = JSON.parse(text(later, '2.targets.json')) as { signatures: { keyid: string; sig: string }[] };
      const sig = targets.signatures.find(({ keyid }) => keyid === one)!.sig;
      targets.signatures = [
        { keyid: one, sig },
        { keyid: two, sig },
      ];
      later.set('2.targets.json', bytes(JSON.stringify(targets)));
      await vouch(publisher, later, 2, '2.targets.json');
      expect((await refusal(later)).key).toBe('threshold');
    });

    it('refuses a root that gives the key ID of one person to another key', async () => {
      const later = await publisher.renewRoot();
      await publisher.forge(
        later,
        '2.root.json',
        (signed) => {
          const { keys, roles } = signed as unknown as RootFile['signed'];
          const [one, two] = roles.targets.keyids;
          keys[two!] = keys[one!]!;
        },
        'root-1',
        'root-2',
      );
      const { key, detail } = await refusal(later);
      expect(key).toBe('malformed');
      expect(detail).toMatch(/^2\.root\.json: the key ID [0-9a-f]{64} does not belong to its key$/u);
    });

    it('refuses targets that delegate to a key under a wrong key ID', async () => {
      const host = await second();
      await publisher.forge(
        host,
        '2.targets.json',
        (signed) => {
          const { keys } = signed['delegations'] as { keys: Record<string, { keyval: { public: string } }> };
          for (const key of Object.values(keys)) key.keyval.public = '0'.repeat(64);
        },
        'targets-1',
        'targets-2',
      );
      await vouch(publisher, host, 2, '2.targets.json');
      expect((await refusal(host)).key).toBe('malformed');
    });

    it('refuses metadata with two signatures of one key ID', async () => {
      const host = await second();
      const file = JSON.parse(text(host, 'timestamp.json')) as { signatures: unknown[] };
      file.signatures.push(file.signatures[0]);
      host.set('timestamp.json', bytes(JSON.stringify(file)));
      expect(await refusal(host)).toEqual({
        key: 'malformed',
        detail: 'timestamp.json: signatures: a key ID occurs twice',
      });
    });
  });

  describe('freeze', () => {
    it.each([
      ['timestamp', 8],
      ['snapshot', 8],
      ['withdrawals', 31],
      ['targets', 91],
      ['root', 366],
    ] as const)('of the %s role is noticed although nothing changed', async (role, days) => {
      const long = { root: 400, targets: 400, withdrawals: 400, snapshot: 400, timestamp: 400, [role]: days - 1 };
      const channel = await makePublisher(long);
      const host = await channel.host();
      const { state: trusted } = await sync(host, clientOf(host));
      const before = await sync(host, clientOf(host, trusted, NOW + (days - 1) * DAY_MS - 1000));
      expect(before.changedTargets).toEqual([]);
      const refused = await refusal(host, clientOf(host, trusted, NOW + days * DAY_MS));
      expect(refused.key).toBe('expired');
      expect(refused.detail).toMatch(`${role}.json`);
    });
  });

  describe('fast-forward', () => {
    it('is undone when the root replaces the stolen online key', async () => {
      const stolen = await second();
      await publisher.forge(
        stolen,
        'timestamp.json',
        (signed) => Object.assign(signed, { version: 2_000_000_000 }),
        'online-1',
      );
      const { state: poisoned } = await sync(stolen, clientOf(first, state));
      expect((await refusal(await publisher.refresh(), clientOf(first, poisoned))).key).toBe('rollback');

      await publisher.renewRoot({ replace: ['online'] });
      const recovered = await sync(await publisher.refresh(), clientOf(first, poisoned));
      expect(await countEntries(recovered.opened.list!)).toBe(2);
      expect((await restoreAndVerify(recovered.state, clientOf(first))).version).toBe(recovered.opened.version);
    });
  });

  describe('mix-and-match', () => {
    it.each(['2.snapshot.json', '2.targets.json', '2.withdrawals.json'])(
      'of an old file under the new name %s is refused',
      async (path) => {
        const host = await second();
        host.set(path, first.get(path.replace('2', '1'))!);
        expect((await refusal(host)).key).toMatch(/^wrong-(?:hash|length)$/u);
        // A repository that gives no digests leaves only the version to go by.
        await vouch(publisher, host, 2, path, false);
        expect((await refusal(host)).key).toBe('mix-and-match');
      },
    );
  });

  describe('wrong target', () => {
    it('refuses a target file of another digest or length', async () => {
      const host = await second();
      const path = [...host.keys()].find((name) => name.endsWith('.indicators.listings') && !first.has(name))!;
      const other = host.get(path)!.slice();
      other[other.length - 1] = 0;
      expect((await refusal(new Map(host).set(path, other))).key).toBe('wrong-hash');
      const short = other.subarray(0, -1);
      expect((await refusal(new Map(host).set(path, short))).key).toBe('wrong-length');
    });

    it('refuses a signed target file that cannot be parsed or that the caller refuses', async () => {
      const host = await second();
      const refusing = { ...clientOf(first, state), check: () => Promise.reject(new Error('no lexicon in it')) };
      expect(await refusal(host, refusing)).toEqual({ key: 'malformed', detail: 'no lexicon in it' });
    });
  });

  describe('wrong type', () => {
    it.each([
      ['snapshot for timestamp', 'timestamp.json', '2.snapshot.json'],
      ['timestamp for snapshot', '2.snapshot.json', 'timestamp.json'],
      ['withdrawals for targets', '2.targets.json', '2.withdrawals.json'],
    ])('%s is refused', async (_name, path, other) => {
      const host = await second();
      host.set(path, host.get(other)!);
      if (path !== 'timestamp.json') await vouch(publisher, host, 2, path);
      expect(['malformed', 'bad-signature']).toContain((await refusal(host)).key);
    });

    it.each([
      ['a captive portal', '<!doctype html><title>Sign in to Free WiFi</title>'],
      ['nothing', ''],
      ['a list', '[]'],
      ['deep nesting', '['.repeat(15_000)],
      ['bytes that are no UTF-8', '\u{fffd}'],
    ])('%s is refused', async (_name, content) => {
      const host = await second();
      host.set('timestamp.json', content === '\u{fffd}' ? Uint8Array.of(0x7b, 0xff, 0x7d) : bytes(content));
      expect((await refusal(host)).key).toBe('malformed');
    });

    it('refuses an object with a member twice', async () => {
      const host = await second();
      const doubled = text(host, 'timestamp.json').replace(/"version":\s?2/u, '"version": 1, "version": 2');
      host.set('timestamp.json', bytes(doubled));
      expect(await refusal(host)).toMatchObject({ key: 'malformed', detail: expect.stringContaining('twice') });
    });
  });

  describe('root key theft', () => {
    it('refuses a root signed by one key, or by new keys without the old ones', async () => {
      const good = await publisher.renewRoot({ replace: ['root'] });
      const alone = new Map(good);
      await publisher.forge(alone, '2.root.json', () => {}, 'root-4', 'root-5');
      expect((await refusal(alone)).key).toBe('bad-signature');

      const other = await makePublisher();
      const pinned = await other.renewRoot();
      const start = await sync(pinned, clientOf(pinned));
      const one = await other.renewRoot();
      await other.forge(one, '3.root.json', () => {}, 'root-1');
      expect((await refusal(one, clientOf(pinned, start.state))).key).toBe('threshold');
      expect((await sync(good, clientOf(first, state))).state.roots).toHaveLength(1);
    });

    it('changes recipients with the root only, whatever a list key signs', async () => {
      const host = await second();
      await publisher.forge(
        host,
        '2.targets.json',
        (signed) => Object.assign(signed, { custom: { recipients: ['age1thief'] } }),
        'targets-1',
        'targets-2',
      );
      await vouch(publisher, host, 2, '2.targets.json');
      expect((await sync(host, clientOf(first, state))).opened.recipients).toEqual([RECIPIENT]);
      const other = OTHER_RECIPIENT;
      const renewed = await publisher.renewRoot({ recipients: [other] });
      expect((await sync(renewed, clientOf(first, state))).opened.recipients).toEqual([other]);
    });

    it('keeps new roots when the rest of the sync fails: keys that they removed do not count again', async () => {
      const other = OTHER_RECIPIENT;
      const stolen = await second();
      await publisher.renewRoot({ replace: ['online'], recipients: [other] });
      const renewed = await publisher.refresh();
      // A host that gives the new root, and goes on with what the stolen key signed.
      const mixed = new Map(stolen).set('2.root.json', renewed.get('2.root.json')!);
      const seen: NewerRoots[] = [];
      const onNewRoots = async (newer: NewerRoots) => void seen.push(newer);
      expect((await refusal(mixed, { ...clientOf(first, state), onNewRoots })).key).toBe('bad-signature');
      expect(seen).toEqual([{ roots: [renewed.get('2.root.json')], recipients: [other] }]);

      const kept = { ...state, newerRoots: seen[0]!.roots, trusted: { ...state.trusted, recipients: [other] } };
      expect(await restoreAndVerify(kept, clientOf(first))).toMatchObject({ version: 1, recipients: [other] });
      expect((await refusal(stolen, clientOf(first, kept))).key).toBe('bad-signature');
      const next = await sync(renewed, clientOf(first, kept));
      expect(next.state).toMatchObject({ newerRoots: [], roots: [renewed.get('2.root.json')] });
      expect(await countEntries(next.opened.list!)).toBe(2);
    });
  });

  describe('extraneous dependencies', () => {
    it('does not fetch delegated roles other than ours', async () => {
      const host = await second();
      const role = { name: 'other', keyids: [], threshold: 1, terminating: false, paths: ['*'] };
      await publisher.forge(
        host,
        '2.targets.json',
        (signed) => (signed['delegations'] as { roles: unknown[] }).roles.unshift(role),
        'targets-1',
        'targets-2',
      );
      await vouch(publisher, host, 2, '2.targets.json');
      const requested: string[] = [];
      const { opened } = await updateChannel({ ...clientOf(first, state), fetch: fetchFrom(host, requested) });
      expect(await countEntries(opened.list!)).toBe(2);
      expect(requested.filter((path) => path.includes('other'))).toEqual([]);
    });
  });
});
