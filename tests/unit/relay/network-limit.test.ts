import { describe, expect, it } from 'vitest';
import { createNetworkLimit, networkPrefix, type Admission } from '../../../hub/relay/network-limit.ts';

const NOON = Date.parse('2026-11-25T12:00:00Z');
const HOUR = 3_600_000;
const OPTIONS = { burst: 3, perMinute: 6, perDay: 100, maxOpen: 2 };
const FREE: Admission = { kind: 'free' };

describe('networkPrefix', () => {
  it.each([
    ['192.0.2.77', '192.0.2.0/24'],
    ['192.0.2.77:51234', '192.0.2.0/24'],
    ['::ffff:192.0.2.78', '192.0.2.0/24'],
    ['[::ffff:192.0.2.78]:443', '192.0.2.0/24'],
    ['2001:db8:1:2::3', '2001:db8:1::/48'],
    ['[2001:db8:1:2::3]:51234', '2001:db8:1::/48'],
    ['2001:0DB8:0001:ffff:0:0:0:9', '2001:db8:1::/48'],
    ['2001:db8::1', '2001:db8::/48'],
    ['::1', '::/48'],
    ['fe80::1%eth0', 'fe80::/48'],
    ['', 'unknown'],
    ['not an address', 'unknown'],
    ['1.2.3', 'unknown'],
    ['x[2001:db8:1:2::3]', 'unknown'],
    ['[2001:db8:1:2::3]x', 'unknown'],
  ])('puts %s into %s', (address, network) => {
    expect(networkPrefix(address)).toBe(network);
  });
});

describe('createNetworkLimit', () => {
  it('counts the reports of a network, not of an address, and gives the burst back with time', () => {
    const limit = createNetworkLimit(OPTIONS);
    for (const address of ['192.0.2.1', '192.0.2.2:4000', '192.0.2.2:4001']) {
      expect(limit.admit(address, NOON)).toEqual(FREE);
      limit.countStored(address, NOON);
    }
    expect(limit.admit('192.0.2.4', NOON)).toEqual({ kind: 'wait', retryAfterSeconds: 10 });
    expect(limit.admit('198.51.100.1', NOON)).toEqual(FREE);
    expect(limit.admit('192.0.2.4', NOON + 4_000)).toEqual({ kind: 'wait', retryAfterSeconds: 6 });
    expect(limit.admit('192.0.2.4', NOON + 10_000)).toEqual(FREE);
  });

  it('never lets refused requests use up the reports of a network', () => {
    const limit = createNetworkLimit(OPTIONS);
    for (let count = 0; count < 5_000; count += 1) limit.countRefused('192.0.2.1', NOON);
    expect(limit.countRefused('192.0.2.1', NOON)).toBe(10);
    // Half of a refusal has come back, so that the other half is waited for.
    expect(limit.countRefused('192.0.2.1', NOON + 5_000)).toBe(5);
    expect(limit.admit('192.0.2.1', NOON)).toEqual(FREE);
  });

  it('asks a network above its day’s allowance for harder and harder puzzles, one report a minute, and never refuses it', () => {
    const limit = createNetworkLimit({ ...OPTIONS, burst: 1_000 });
    const seen = new Map<string, number>();
    for (let count = 0; count < 401; count += 1) {
      const admission = limit.admit('192.0.2.1', NOON);
      const name = admission.kind === 'puzzle' ? `puzzle ${admission.doublings}` : admission.kind;
      seen.set(name, (seen.get(name) ?? 0) + 1);
      limit.countStored('192.0.2.1', NOON);
    }
    expect([...seen]).toEqual([
      ['free', 100],
      ['puzzle 0', 100],
      ['puzzle 1', 200],
      ['puzzle 2', 1],
    ]);
    for (let count = 0; count < 1_000; count += 1) limit.countStored('192.0.2.1', NOON);
    expect(limit.admit('192.0.2.1', NOON)).toEqual({ kind: 'wait', retryAfterSeconds: 60 });
    expect(limit.admit('192.0.2.1', NOON + 60_000)).toEqual({ kind: 'puzzle', doublings: 3 });
    expect(limit.admit('192.0.2.1', NOON + 12 * HOUR)).toEqual(FREE);
  });

  it('allows a network a few open requests at a time', () => {
    const limit = createNetworkLimit(OPTIONS);
    const first = limit.open('192.0.2.1', NOON);
    expect(limit.open('192.0.2.2', NOON)).not.toBeNull();
    expect(limit.open('192.0.2.3', NOON)).toBeNull();
    expect(limit.open('198.51.100.1', NOON)).not.toBeNull();
    first?.();
    expect(limit.open('192.0.2.3', NOON)).not.toBeNull();
  });

  it('gives nothing back when the clock goes back, and drops the least recently seen network', () => {
    const limit = createNetworkLimit({ ...OPTIONS, burst: 1 });
    limit.countStored('192.0.2.1', NOON);
    expect(limit.admit('192.0.2.1', NOON - 60_000).kind).toBe('wait');
    for (let index = 0; index < 20_001; index += 1) limit.countStored(`2001:db8:${index.toString(16)}::1`, NOON);
    expect(limit.admit('192.0.2.1', NOON)).toEqual(FREE);
    expect(limit.admit('2001:db8:4e20::1', NOON).kind).toBe('wait');
  });
});
