import { describe, expect, it } from 'vitest';
import { hashInto, hashOf, hashText } from '../../../utils/indicators/hash.ts';

describe('hash of an indicator', () => {
  it('never changes: lists that are published depend on it', () => {
    expect(hashText(hashOf({ kind: 'telegram', value: 'gold_hr88' }))).toMatchInlineSnapshot(`"2c0cffc304559b03"`);
    expect(hashText(hashOf({ kind: 'domain', value: 'example.com' }))).toMatchInlineSnapshot(`"ed28ccfffa2cfc13"`);
    expect(hashText(hashOf({ kind: 'company', value: 'ดาวทอง' }))).toMatchInlineSnapshot(`"881cb8c72d3f81e1"`);
  });

  it('differs by kind, but not by the app of a number', () => {
    expect(hashOf({ kind: 'line', value: 'gold' })).not.toEqual(hashOf({ kind: 'wechat', value: 'gold' }));
    expect(hashOf({ kind: 'whatsapp', value: '+66812345678' })).toEqual(
      hashOf({ kind: 'phone', value: '+66812345678' }),
    );
  });

  it('spreads a quarter of a million neighbouring names like chance: no collision, each half and bucket even', () => {
    const count = 250_000;
    const hash = new Uint32Array(2);
    const seen = new Set<string>();
    const halves = [new Set<number>(), new Set<number>()];
    const buckets = new Uint32Array(256);
    for (let index = 0; index < count; index++) {
      hashInto(hash, { kind: 'phone', value: `+66${800_000_000 + index}` });
      const [high = 0, low = 0] = hash;
      seen.add(hashText(hash));
      halves[0]?.add(high);
      halves[1]?.add(low);
      buckets[high >>> 24] = (buckets[high >>> 24] ?? 0) + 1;
    }
    expect(seen.size).toBe(count);
    // By the birthday bound about count^2 / 2^33 = 7.3 pairs share a half.
    for (const half of halves) expect(count - half.size).toBeLessThan(25);
    const even = count / 256;
    const chiSquare = buckets.reduce((sum, found) => sum + (found - even) ** 2 / even, 0);
    // 255 degrees of freedom: 330 is passed by chance once in a thousand.
    expect(chiSquare).toBeLessThan(330);
  });
});
