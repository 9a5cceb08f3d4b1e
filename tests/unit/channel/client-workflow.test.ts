/**
 * The client workflow of TUF 1.0, section 5, clause by clause. What a step refuses and names, what trusted metadata it
 * keeps, and what it hands over to be stored. What attackers try on a whole sync is in attacks.test.ts.
 */
import { beforeEach, describe, expect, it } from 'vitest';
import type { ChannelState } from '../../../utils/channel/stored-release.ts';
import {
  loadTrustedRoot,
  updateRoot,
  updateSnapshot,
  updateTargets,
  updateTimestamp,
  updateWithdrawals,
} from '../../../utils/channel/update-trusted-metadata.ts';
import type { TrustedMetadata } from '../../../utils/channel/trusted-metadata.ts';
import { trustedVersionsOf, type TrustedVersions } from '../../../utils/channel/trusted-versions.ts';
import type { NewerRoots } from '../../../utils/channel/sync-session.ts';
import { WITHDRAWN_TARGET } from '../../../utils/indicators/indicator-list.ts';
import { nodeCrypto } from '../../../hub/channel/node-crypto.ts';
import { OTHER_RECIPIENT, channelFaultOf, clientOf, restoreAndVerify, sync, type Host } from './test-channel.ts';
import { PUBLISHERS, sha256, vouch, type Publisher } from './test-publishers.ts';

let publisher: Publisher;
let host: Host;
let state: ChannelState;

beforeEach(async () => {
  publisher = await PUBLISHERS[1]![1]();
  host = await publisher.host();
  ({ state } = await sync(host, clientOf(host)));
});

/** Trusted metadata after these files of the host, in order. */
async function trustAfter(...paths: string[]): Promise<TrustedMetadata> {
  let trusted = await loadTrustedRoot(host.get('1.root.json')!, nodeCrypto);
  for (const path of paths) trusted = await stepOf(path)(trusted, host.get(path)!, nodeCrypto);
  return trusted;
}

function stepOf(path: string): typeof updateRoot {
  const [role = ''] = path.replace(/^\d+\./u, '').split('.');
  const steps: Record<string, typeof updateRoot> = {
    root: updateRoot,
    timestamp: updateTimestamp,
    snapshot: updateSnapshot,
    targets: updateTargets,
    withdrawals: updateWithdrawals,
  };
  return steps[role]!;
}

const step = async (trusted: TrustedMetadata, path: string): Promise<TrustedMetadata> =>
  stepOf(path)(trusted, host.get(path)!, nodeCrypto);

const forge = (path: string, change: (signed: Record<string, unknown>) => void, ...names: string[]) =>
  publisher.forge(host, path, change, ...names);

const refusal = (client = clientOf(host)) => channelFaultOf(sync(host, client));

describe('the root (5.2, 5.3)', () => {
  it.each([
    ['one of its keys', ['root-1'], 'threshold', '1 of 2 signatures verify'],
    ['the online key', ['online-1'], 'bad-signature', '0 of 2 signatures verify'],
  ])('is pinned with its own threshold of signatures, not with that of %s', async (_name, names, key, detail) => {
    const pinned = await forge('1.root.json', () => {}, ...names);
    expect(await refusal({ ...clientOf(host), pinned })).toEqual({ key, detail: `root.json: ${detail}` });
  });

  it('is signed by the threshold of the old keys and by that of its own', async () => {
    host = await publisher.renewRoot({ replace: ['root'] });
    const trusted = await trustAfter();
    for (const [names, key] of [
      [['root-1', 'root-2'], 'bad-signature'],
      [['root-1', 'root-2', 'root-4'], 'threshold'],
      [['root-1', 'root-4', 'root-5'], 'threshold'],
      [['root-4', 'root-5'], 'bad-signature'],
    ] as const) {
      await forge('2.root.json', () => {}, ...names);
      expect((await channelFaultOf(step(trusted, '2.root.json'))).key, names.join()).toBe(key);
    }
    await forge('2.root.json', () => {}, 'root-1', 'root-2', 'root-4', 'root-5');
    expect((await step(trusted, '2.root.json')).roots).toHaveLength(2);
  });

  it('forgets timestamp and snapshot only where it replaces keys of theirs (5.3.11)', async () => {
    const trusted = await trustAfter('timestamp.json', '1.snapshot.json');
    host = await publisher.renewRoot();
    expect(await step(trusted, '2.root.json')).toMatchObject({
      timestamp: trusted.timestamp,
      snapshot: trusted.snapshot,
    });
    for (const role of ['timestamp', 'snapshot']) {
      const change = (signed: Record<string, unknown>): void => {
        const roles = signed['roles'] as Record<string, { keyids: string[] }>;
        roles[role]!.keyids = [...roles['targets']!.keyids];
      };
      await forge('2.root.json', change, 'root-1', 'root-2');
      expect(await step(trusted, '2.root.json'), role).toMatchObject({ timestamp: null, snapshot: null });
    }
  });

  it('is handed over as soon as it is trusted, with those before it and the recipients of the newest (5.3.8)', async () => {
    const other = OTHER_RECIPIENT;
    await publisher.renewRoot({ recipients: [other] });
    host = await publisher.renewRoot({ recipients: [] });
    const [two, three] = [host.get('2.root.json')!, host.get('3.root.json')!];
    const seen: NewerRoots[] = [];
    const onNewRoots = async (newer: NewerRoots) => void seen.push(newer);
    await sync(host, { ...clientOf(host, state), onNewRoots });
    expect(seen).toEqual([
      { roots: [two], recipients: [other] },
      { roots: [two, three], recipients: [] },
    ]);
    await forge('3.root.json', (signed) => delete signed['custom'], 'root-1', 'root-2');
    await sync(host, { ...clientOf(host, state), onNewRoots });
    expect(seen.at(-1)?.recipients).toEqual([]);
  });
});

describe('the timestamp (5.4)', () => {
  it('of the same version leaves the trusted one in place, whatever it says (5.4.3)', async () => {
    await forge('timestamp.json', (signed) => (signed['expires'] = '2099-01-01T00:00:00Z'), 'online-1');
    expect((await sync(host, clientOf(host, state))).state.timestamp).toEqual(state.timestamp);
    const trusted = await trustAfter('timestamp.json');
    expect(await step(trusted, 'timestamp.json')).toBe(trusted);
  });

  it('names no older snapshot than the one before', async () => {
    host = await publisher.refresh();
    const trusted = await trustAfter('timestamp.json');
    const older = { 'snapshot.json': { version: 1 } };
    await forge('timestamp.json', (signed) => Object.assign(signed, { version: 3, meta: older }), 'online-1');
    expect(await channelFaultOf(step(trusted, 'timestamp.json'))).toEqual({
      key: 'rollback',
      detail: 'timestamp.json: snapshot: version 1 where 2 was already trusted',
    });
  });
});

describe('the snapshot (5.5)', () => {
  it.each(['targets', 'withdrawals'])('names %s.json', async (role) => {
    const change = (signed: Record<string, unknown>): void => {
      delete (signed['meta'] as Record<string, unknown>)[`${role}.json`];
    };
    await forge('1.snapshot.json', change, 'online-1');
    await vouch(publisher, host, 1, '1.snapshot.json');
    expect(await refusal()).toEqual({ key: 'malformed', detail: `snapshot.json: does not name ${role}.json` });
  });

  it('hands over the versions as soon as they are trusted, and only when they changed (5.4.5, 5.5.7)', async () => {
    const seen: TrustedVersions[] = [];
    const onTrustedVersions = async (versions: TrustedVersions) => void seen.push(versions);
    await sync(host, { ...clientOf(host), onTrustedVersions });
    expect(seen).toMatchObject([
      { root: 1, timestamp: 1, snapshot: 1, meta: {} },
      { root: 1, timestamp: 1, snapshot: 1, meta: { 'targets.json': 1, 'withdrawals.json': 1 } },
    ]);
    expect(seen[0]?.meta).toEqual({});
    await sync(host, { ...clientOf(host, state), onTrustedVersions, versions: seen[1]! });
    expect(seen).toHaveLength(2);
  });

  it('of the stored release is no rollback where a later one was trusted and its sync failed', async () => {
    host = await publisher.release('silver_hr77');
    const trusted = await trustAfter('timestamp.json', '2.snapshot.json');
    const versions = trustedVersionsOf(trusted, null);
    expect(versions.meta).toEqual({ 'targets.json': 2, 'withdrawals.json': 2 });
    expect((await sync(host, { ...clientOf(host, state), versions })).opened.version).toBe(2);
  });
});

describe('the targets (5.6)', () => {
  it('do not name the file of the withdrawals role', async () => {
    const file = { length: 2, hashes: { sha256: '0'.repeat(64) } };
    await forge(
      '1.targets.json',
      (signed) => Object.assign(signed['targets'] as object, { [WITHDRAWN_TARGET]: file }),
      'targets-1',
      'targets-2',
    );
    await vouch(publisher, host, 1, '1.targets.json');
    expect(await refusal()).toEqual({
      key: 'malformed',
      detail: '1.targets.json: withdrawn.json belongs to the role withdrawals',
    });
  });

  it('may end the delegation: nothing is withdrawn from then on, and the file is gone', async () => {
    host = await publisher.release('silver_hr77');
    await forge('2.targets.json', (signed) => delete signed['delegations'], 'targets-1', 'targets-2');
    await vouch(publisher, host, 2, '2.targets.json');
    const later = await sync(host, clientOf(host, state));
    expect([later.state.withdrawals, later.opened.signed.has(WITHDRAWN_TARGET)]).toEqual([null, false]);
    expect(later.changedTargets).toContain(WITHDRAWN_TARGET);
    const opened = await restoreAndVerify(later.state, clientOf(host));
    expect([opened.signed.has(WITHDRAWN_TARGET), opened.isStale]).toEqual([false, false]);
  });

  it('are files of the type targets for the withdrawals role too', async () => {
    host.set('1.withdrawals.json', host.get('1.snapshot.json')!);
    await vouch(publisher, host, 1, '1.withdrawals.json');
    expect((await refusal()).key).toBe('malformed');
  });
});

describe('the target files (5.7)', () => {
  it('hold the hashes whose digest is signed', async () => {
    await forge(
      '1.targets.json',
      (signed) => {
        const targets = signed['targets'] as Record<string, object>;
        Object.assign(targets['indicators.hashes']!, { custom: { pairs: '0'.repeat(64) } });
      },
      'targets-1',
      'targets-2',
    );
    await vouch(publisher, host, 1, '1.targets.json');
    expect(await refusal()).toEqual({
      key: 'malformed',
      detail: 'indicators.hashes: does not hold the signed hashes',
    });
  });

  it.each(['indicators.hashes', 'indicators.listings'])(
    'are a list: signed bytes of another form are no %s',
    async (name) => {
      const other = new TextEncoder().encode('no list at all');
      await forge(
        '1.targets.json',
        (signed) => {
          const targets = signed['targets'] as Record<string, object>;
          targets[name] = { length: other.length, hashes: { sha256: sha256(other) } };
        },
        'targets-1',
        'targets-2',
      );
      await vouch(publisher, host, 1, '1.targets.json');
      host.set(`targets/${sha256(other)}.${name}`, other);
      expect((await refusal()).key).toBe('malformed');
    },
  );

  it('are shown to the check before they are taken, by name and whole', async () => {
    let shown: ReadonlyMap<string, Uint8Array> = new Map();
    const result = await sync(host, { ...clientOf(host), check: (files) => void (shown = files) });
    expect(shown).toEqual(new Map(Object.entries(result.state.files)));
    expect([...shown.keys()]).toEqual([WITHDRAWN_TARGET]);
  });

  it('are named where they changed or are gone, and nowhere else', async () => {
    const more = { ...state, files: { ...state.files, 'gone.json': Uint8Array.of(1) } };
    expect((await sync(host, clientOf(host, more))).changedTargets).toEqual(['gone.json']);
    const all = [WITHDRAWN_TARGET, 'indicators.hashes', 'indicators.listings'];
    expect((await sync(host, clientOf(host))).changedTargets).toEqual(all);
  });
});

describe('a step out of order', () => {
  it.each([
    ['1.snapshot.json', [], 'snapshot before timestamp'],
    ['1.targets.json', ['timestamp.json'], 'targets before snapshot'],
    ['1.withdrawals.json', ['timestamp.json'], 'withdrawals before snapshot'],
    ['1.withdrawals.json', ['timestamp.json', '1.snapshot.json'], 'withdrawals without a delegation'],
  ])('%s after %j is a fault of the program', async (path, before, message) => {
    await expect(step(await trustAfter(...before), path)).rejects.toThrow(new TypeError(message));
  });
});
