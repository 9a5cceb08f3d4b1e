import { describe, expect, it } from 'vitest';
import { onlineKeysOf } from '../../../utils/channel/online-keys.ts';
import type { TrustedMetadata } from '../../../utils/channel/trusted-metadata.ts';
import { checkTrustedVersions, trustedVersionsOf } from '../../../utils/channel/trusted-versions.ts';

const fault = (name: string, detail = '') =>
  expect.objectContaining({ fault: name, detail: expect.stringContaining(detail) });

describe('stored versions', () => {
  const ROLE = { keyids: ['k'], threshold: 1 };
  function trustedWith({ root = 2, timestamp = 5, snapshot = 4, targets = 3, key = 'a' } = {}): TrustedMetadata {
    const keys = { k: { keyval: { public: key } } };
    const meta = { 'targets.json': { version: targets } };
    return {
      roots: [{ signed: { version: root, keys, roles: { timestamp: ROLE, snapshot: ROLE } } }],
      timestamp: { signed: { version: timestamp, meta: { 'snapshot.json': { version: snapshot } } } },
      snapshot: { signed: { meta } },
      targets: null,
      withdrawals: null,
    } as unknown as TrustedMetadata;
  }
  const stored = trustedVersionsOf(trustedWith(), null);

  it('are those that were trusted', () => {
    expect(stored).toEqual({ root: 2, onlineKeys: '1 a, 1 a', timestamp: 5, snapshot: 4, meta: { 'targets.json': 3 } });
    expect(trustedVersionsOf({ ...trustedWith({ root: 3 }), timestamp: null, snapshot: null }, stored)).toEqual({
      ...stored,
      root: 3,
    });
    expect(trustedVersionsOf({ ...trustedWith({ key: 'b' }), timestamp: null, snapshot: null }, stored)).toEqual({
      root: 2,
      onlineKeys: '1 b, 1 b',
      timestamp: 0,
      snapshot: 0,
      meta: {},
    });
    const more = { ...stored, meta: { 'withdrawals.json': 9 } };
    expect(trustedVersionsOf(trustedWith(), more).meta).toEqual({ 'withdrawals.json': 9, 'targets.json': 3 });
  });

  it('are never undercut by root, timestamp, snapshot or any file', () => {
    const check = (change: object) => () => checkTrustedVersions(trustedWith(change), stored);
    for (const same of [{}, { root: 3 }, { timestamp: 6 }, { snapshot: 5 }, { targets: 4 }])
      expect(check(same)).not.toThrow();
    expect(check({ root: 1 })).toThrow(fault('rollback', 'root.json: version 1, but 2'));
    expect(check({ timestamp: 4 })).toThrow(fault('rollback', 'timestamp.json: version 4, but 5'));
    expect(check({ snapshot: 3 })).toThrow(fault('rollback', 'snapshot.json: version 3, but 4'));
    expect(check({ targets: 2 })).toThrow(fault('rollback', 'targets.json: version 2, but 3'));
    const gone = { ...stored, meta: { 'withdrawals.json': 1 } };
    expect(() => checkTrustedVersions(trustedWith(), gone)).toThrow(fault('rollback', 'withdrawals.json: version 0'));
    expect(() => checkTrustedVersions(trustedWith({ root: 1 }), null)).not.toThrow();
    const rootOnly = { ...trustedWith(), timestamp: null, snapshot: null };
    expect(() => checkTrustedVersions(rootOnly, stored)).not.toThrow();
    expect(() =>
      checkTrustedVersions({ ...rootOnly, timestamp: trustedWith({ timestamp: 4 }).timestamp }, stored),
    ).toThrow(fault('rollback', 'timestamp.json'));
  });

  it('count anew under new online keys, except the root’s', () => {
    const changed = (change: object) => () => checkTrustedVersions(trustedWith({ key: 'b', ...change }), stored);
    expect(changed({ timestamp: 1, snapshot: 1, targets: 1 })).not.toThrow();
    expect(changed({ root: 1 })).toThrow(fault('rollback'));
  });

  it('know online keys by their public keys and thresholds, whatever their order', () => {
    const keys = { x: { keyval: { public: 'a' } }, y: { keyval: { public: 'b' } } };
    const of = (timestamp: string[], snapshot: string[], threshold = 1): string =>
      onlineKeysOf({
        keys,
        roles: { timestamp: { keyids: timestamp, threshold }, snapshot: { keyids: snapshot, threshold: 1 } },
      } as never);
    expect(of(['x', 'y'], ['x'])).toBe('1 a b, 1 a');
    expect(of(['y', 'x', 'x'], ['x'])).toBe('1 a b, 1 a');
    expect(of(['x'], ['y'])).not.toBe(of(['y'], ['x']));
    expect(of(['x', 'y'], ['x'], 2)).toBe('2 a b, 1 a');
    expect(of(['constructor'], ['x'])).toBe('1 , 1 a');
  });
});
