/** Each attack of the TUF specification's list, on a reader who already trusts one release. */
import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { refreshChannel, signChannel } from '../../../hub/channel/release.ts';
import { renewRoot } from '../../../hub/channel/renew-root.ts';
import type { ChannelState } from '../../../utils/channel/state.ts';
import { entriesOf } from '../../../utils/indicators/list.ts';
import {
  believe,
  DAY,
  faultOf,
  forge,
  hostOf,
  list,
  makeChannel,
  NOW,
  readerOf,
  RECIPIENT,
  sync,
  vouch,
  type Host,
} from './repository.ts';

let dir: string;
let first: Host;
let state: ChannelState;

beforeEach(async () => {
  dir = await makeChannel();
  first = await hostOf(dir);
  ({ state } = await sync(first, readerOf(first)));
});

/** A second release with one more recruiter. */
async function second(): Promise<Host> {
  await list(dir, 'silver_hr77');
  await signChannel({ dir, now: NOW });
  return hostOf(dir);
}

const text = (host: Host, path: string) => Buffer.from(host.get(path) ?? []).toString();
const bytes = (value: string) => new Uint8Array(Buffer.from(value));
const sha256 = (data: Uint8Array) => createHash('sha256').update(data).digest('hex');

describe('what is honest', () => {
  it('is taken: the first release, the next one, and the same again', async () => {
    const next = await sync(await second(), readerOf(first, state));
    expect(next.opened).toMatchObject({ version: 2, publisher: 'Example NGO', recipients: [RECIPIENT], stale: false });
    expect(entriesOf(next.opened.list!)).toBe(2);
    expect(next.changed.sort()).toEqual(['indicators.hashes', 'indicators.listings']);
    const again = await sync(await hostOf(dir), readerOf(first, next.state));
    expect(again.changed).toEqual([]);
  });

  it('is believed again from storage, where an old list is said to be old but still in use', async () => {
    const stored = structuredClone(state);
    expect(await believe(stored, readerOf(first))).toMatchObject({ version: 1, stale: false, staleRoles: [] });
    const late = await believe(stored, { ...readerOf(first), now: NOW + 40 * DAY });
    expect(late).toMatchObject({ stale: true, staleRoles: ['timestamp', 'snapshot', 'withdrawals'] });
    expect(entriesOf(late.list!)).toBe(1);
  });
});

describe('arbitrary software', () => {
  it.each(['timestamp.json', '2.snapshot.json', '2.targets.json', '2.withdrawals.json'])(
    'signed by a stranger is refused: %s',
    async (path) => {
      const stranger = await makeChannel();
      const host = await second();
      const keys = path.startsWith('2.t')
        ? ['targets-1', 'targets-2']
        : path.includes('with')
          ? ['withdrawals-1']
          : ['online-1'];
      await forge(stranger, host, path, () => {}, ...keys);
      if (path !== 'timestamp.json') await vouch(dir, host, 2, path);
      expect((await faultOf(sync(host, readerOf(first, state)))).key).toBe('bad-signature');
    },
  );

  it('is refused when one of two people signed: threshold', async () => {
    const host = await second();
    await forge(dir, host, '2.targets.json', () => {}, 'targets-1');
    await vouch(dir, host, 2, '2.targets.json');
    expect((await faultOf(sync(host, readerOf(first, state)))).key).toBe('threshold');
  });

  it('is refused when one key signs twice under two names', async () => {
    const host = await second();
    const root = JSON.parse(text(host, '1.root.json')) as RootFile;
    const [one, two] = root.signed.roles.targets.keyids;
    await renewRoot({ dir, now: NOW });
    const later = await hostOf(dir);
    // A root in which the second person's name stands for the first person's key.
    await forge(
      dir,
      later,
      '2.root.json',
      (signed) => {
        const { keys } = signed as unknown as RootFile['signed'];
        keys[two!] = keys[one!]!;
      },
      'root-1',
      'root-2',
    );
    const targets = JSON.parse(text(later, '2.targets.json')) as { signatures: { keyid: string; sig: string }[] };
    const sig = targets.signatures.find(({ keyid }) => keyid === one)!.sig;
    targets.signatures = [
      { keyid: one!, sig },
      { keyid: two!, sig },
    ];
    later.set('2.targets.json', bytes(JSON.stringify(targets)));
    await vouch(dir, later, 2, '2.targets.json');
    expect((await faultOf(sync(later, readerOf(first, state)))).key).toBe('threshold');
  });
});

describe('rollback', () => {
  it('to an older timestamp is refused', async () => {
    const { state: newer } = await sync(await second(), readerOf(first, state));
    expect((await faultOf(sync(first, readerOf(first, newer)))).key).toBe('rollback');
  });

  it('to an older snapshot under a newer timestamp is refused', async () => {
    const host = await second();
    const { state: newer } = await sync(host, readerOf(first, state));
    const meta = JSON.parse(text(first, 'timestamp.json')) as { signed: { meta: unknown } };
    await forge(
      dir,
      host,
      'timestamp.json',
      (signed) => Object.assign(signed, { version: 9, meta: meta.signed.meta }),
      'online-1',
    );
    expect(await faultOf(sync(host, readerOf(first, newer)))).toMatchObject({ key: 'rollback' });
  });

  it.each(['targets.json', 'withdrawals.json'])('of %s alone, or without it, is refused', async (file) => {
    const host = await second();
    const { state: newer } = await sync(host, readerOf(first, state));
    const old = JSON.parse(text(first, '1.snapshot.json')) as { signed: { meta: Record<string, unknown> } };
    for (const meta of [old.signed.meta[file], undefined]) {
      const later = await third(host, (metas) => {
        if (meta === undefined) delete metas[file];
        else metas[file] = meta;
      });
      expect((await faultOf(sync(later, readerOf(first, newer)))).key, String(meta)).toBe('rollback');
    }
  });

  it('of the root, and a leap over one, are refused', async () => {
    await renewRoot({ dir, now: NOW });
    await renewRoot({ dir, now: NOW });
    const host = await hostOf(dir);
    const same = new Map(host).set('2.root.json', host.get('1.root.json')!);
    expect((await faultOf(sync(same, readerOf(first, state)))).key).toBe('rollback');
    const leap = new Map(host).set('2.root.json', host.get('3.root.json')!);
    expect((await faultOf(sync(leap, readerOf(first, state)))).key).toBe('malformed');
    expect((await sync(host, readerOf(first, state))).state.roots).toHaveLength(2);
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
    const channel = await makeChannel({ days: long });
    const host = await hostOf(channel);
    const { state } = await sync(host, readerOf(host));
    const before = await sync(host, readerOf(host, state, NOW + (days - 1) * DAY - 1000));
    expect(before.changed).toEqual([]);
    const refused = await faultOf(sync(host, readerOf(host, state, NOW + days * DAY)));
    expect(refused.key).toBe('expired');
    expect(refused.detail).toMatch(`${role}.json`);
  });
});

describe('fast-forward', () => {
  it('by a thief of the online key is recovered from when the root replaces that key', async () => {
    const stolen = await second();
    await forge(
      dir,
      stolen,
      'timestamp.json',
      (signed) => Object.assign(signed, { version: 2_000_000_000 }),
      'online-1',
    );
    const { state: poisoned } = await sync(stolen, readerOf(first, state));
    await refreshChannel({ dir, now: NOW });
    expect((await faultOf(sync(await hostOf(dir), readerOf(first, poisoned)))).key).toBe('rollback');

    await renewRoot({ dir, now: NOW, replace: ['online'] });
    await refreshChannel({ dir, now: NOW });
    const recovered = await sync(await hostOf(dir), readerOf(first, poisoned));
    expect(entriesOf(recovered.opened.list!)).toBe(2);
    expect((await believe(recovered.state, readerOf(first))).version).toBe(recovered.opened.version);
  });
});

describe('mix-and-match', () => {
  it.each(['2.snapshot.json', '2.targets.json', '2.withdrawals.json'])(
    'of an old file under the new name %s is refused',
    async (path) => {
      const host = await second();
      host.set(path, first.get(path.replace('2', '1'))!);
      expect((await faultOf(sync(host, readerOf(first, state)))).key).toMatch(/^wrong-(?:hash|length)$/u);
      // A repository that gives no digests leaves only the version to go by.
      await vouch(dir, host, 2, path, false);
      expect((await faultOf(sync(host, readerOf(first, state)))).key).toBe('mix-and-match');
    },
  );
});

describe('wrong target', () => {
  it('is refused by digest and by length', async () => {
    const host = await second();
    const path = [...host.keys()].find((name) => name.endsWith('.indicators.listings') && !first.has(name))!;
    const other = host.get(path)!.slice();
    other[other.length - 1] = 0;
    expect((await faultOf(sync(new Map(host).set(path, other), readerOf(first, state)))).key).toBe('wrong-hash');
    const short = other.subarray(0, -1);
    expect((await faultOf(sync(new Map(host).set(path, short), readerOf(first, state)))).key).toBe('wrong-length');
  });

  it('that is signed but cannot be read is refused, and so is one that the caller cannot use', async () => {
    const host = await second();
    const refusing = { ...readerOf(first, state), check: () => Promise.reject(new Error('no lexicon in it')) };
    expect(await faultOf(sync(host, refusing))).toEqual({ key: 'malformed', detail: 'no lexicon in it' });
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
    if (path !== 'timestamp.json') await vouch(dir, host, 2, path);
    expect(['malformed', 'bad-signature']).toContain((await faultOf(sync(host, readerOf(first, state)))).key);
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
    expect((await faultOf(sync(host, readerOf(first, state)))).key).toBe('malformed');
  });

  it('a member that stands twice is refused', async () => {
    const host = await second();
    const doubled = text(host, 'timestamp.json').replace('"version": 2', '"version": 1, "version": 2');
    host.set('timestamp.json', bytes(doubled));
    expect(await faultOf(sync(host, readerOf(first, state)))).toMatchObject({ key: 'malformed', detail: /twice/u });
  });
});

describe('root key theft', () => {
  it('of one root key makes no root, nor do new keys without the old', async () => {
    await renewRoot({ dir, now: NOW, replace: ['root'] });
    const good = await hostOf(dir);
    const alone = new Map(good);
    await forge(dir, alone, '2.root.json', () => {}, 'root-4', 'root-5');
    expect((await faultOf(sync(alone, readerOf(first, state)))).key).toBe('bad-signature');

    const other = await makeChannel();
    await renewRoot({ dir: other, now: NOW });
    const pinned = await hostOf(other);
    const start = await sync(pinned, { ...readerOf(pinned) });
    await renewRoot({ dir: other, now: NOW });
    const one = await hostOf(other);
    await forge(other, one, '3.root.json', () => {}, 'root-1');
    expect((await faultOf(sync(one, readerOf(pinned, start.state)))).key).toBe('threshold');
    expect((await sync(good, readerOf(first, state))).state.roots).toHaveLength(1);
  });

  it('recipients change with the root only, whatever a list key signs', async () => {
    const host = await second();
    await forge(
      dir,
      host,
      '2.targets.json',
      (signed) => Object.assign(signed, { custom: { recipients: ['age1thief'] } }),
      'targets-1',
      'targets-2',
    );
    await vouch(dir, host, 2, '2.targets.json');
    expect((await sync(host, readerOf(first, state))).opened.recipients).toEqual([RECIPIENT]);
    const other = RECIPIENT.replace('age1q', 'age1p');
    await renewRoot({ dir, now: NOW, recipients: [other] });
    expect((await sync(await hostOf(dir), readerOf(first, state))).opened.recipients).toEqual([other]);
  });
});

describe('overreach of the withdrawals key', () => {
  const file = { length: 2, hashes: { sha256: '0'.repeat(64) } };
  it.each([
    ['another target', { targets: { 'indicators.hashes': file } }],
    ['a delegation', { delegations: { keys: {}, roles: [] } }],
  ])('to %s is refused', async (_name, addition) => {
    const host = await second();
    await forge(dir, host, '2.withdrawals.json', (signed) => Object.assign(signed, addition), 'withdrawals-1');
    await vouch(dir, host, 2, '2.withdrawals.json');
    expect((await faultOf(sync(host, readerOf(first, state)))).key).toBe('overreach');
  });
});

interface RootFile {
  signed: { keys: Record<string, unknown>; roles: { targets: { keyids: string[] } } };
}

/** A third release in which the online key's thief changes what the snapshot names. */
async function third(host: Host, change: (meta: Record<string, unknown>) => void): Promise<Host> {
  const later = new Map(host).set('3.snapshot.json', host.get('2.snapshot.json')!);
  const snapshot = await forge(
    dir,
    later,
    '3.snapshot.json',
    (signed) => {
      signed['version'] = 3;
      change(signed['meta'] as Record<string, unknown>);
    },
    'online-1',
  );
  const meta = { 'snapshot.json': { version: 3, length: snapshot.length, hashes: { sha256: sha256(snapshot) } } };
  await forge(dir, later, 'timestamp.json', (signed) => Object.assign(signed, { version: 3, meta }), 'online-1');
  return later;
}
