import { describe, expect, it } from 'vitest';
import { createNetworkLimit, networkPrefix } from '../../../hub/relay/network-limit.ts';

const NOON = Date.parse('2026-11-25T12:00:00Z');

describe('networkOf', () => {
  it.each([
    ['192.0.2.77', '192.0.2/24'],
    ['::ffff:192.0.2.78', '192.0.2/24'],
    ['2001:db8:1:2::3', '2001:db8:1/48'],
    ['2001:0DB8:0001:ffff:0:0:0:9', '2001:db8:1/48'],
    ['2001:db8::1', '2001:db8:0/48'],
    ['::1', '0:0:0/48'],
    ['fe80::1%eth0', 'fe80:0:0/48'],
    ['', 'unknown'],
    ['not an address', 'unknown'],
    ['1.2.3', 'unknown'],
  ])('%s is in %s', (address, network) => {
    expect(networkPrefix(address)).toBe(network);
  });
});

describe('createNetworkLimit', () => {
  it('counts a network, not an address, and gives back with time', () => {
    const limit = createNetworkLimit(3, 6, 100);
    for (const address of ['192.0.2.1', '192.0.2.2', '192.0.2.3']) expect(limit.consume(address, NOON)).toBe(0);
    expect(limit.consume('192.0.2.4', NOON)).toBe(10);
    expect(limit.consume('192.0.2.4', NOON + 4_000)).toBe(6);
    expect(limit.consume('198.51.100.1', NOON)).toBe(0);
    expect(limit.consume('192.0.2.4', NOON + 10_000)).toBe(0);
    expect(limit.consume('192.0.2.4', NOON + 10_000)).toBe(10);
  });

  it('forgets all at midnight, UTC', () => {
    const limit = createNetworkLimit(1, 0.001, 100);
    const late = Date.parse('2026-11-25T23:59:59.999Z');
    expect(limit.consume('192.0.2.1', late)).toBe(0);
    expect(limit.consume('192.0.2.1', late)).toBeGreaterThan(0);
    expect(limit.consume('192.0.2.1', late + 1)).toBe(0);
  });

  it('gives no more than its day, and says how long the day still is', () => {
    const limit = createNetworkLimit(2, 60, 3);
    for (const at of [NOON, NOON, NOON + 1_000]) expect(limit.consume('192.0.2.1', at)).toBe(0);
    expect(limit.consume('192.0.2.1', NOON + 3_600_000)).toBe(11 * 3_600);
    expect(limit.consume('198.51.100.1', NOON + 3_600_000)).toBe(0);
    expect(limit.consume('192.0.2.1', NOON + 12 * 3_600_000)).toBe(0);
  });

  it('is not fooled by a clock that goes back, and stays bounded', () => {
    const limit = createNetworkLimit(1, 60, 100);
    expect(limit.consume('192.0.2.1', NOON)).toBe(0);
    expect(limit.consume('192.0.2.1', NOON - 60_000)).toBeGreaterThan(0);
    for (let index = 0; index < 20_001; index += 1) limit.consume(`2001:db8:${index.toString(16)}::1`, NOON);
    // The oldest gave way to the newest.
    expect(limit.consume('192.0.2.1', NOON)).toBe(0);
    expect(limit.consume('2001:db8:4e20::1', NOON)).toBeGreaterThan(0);
  });
});
