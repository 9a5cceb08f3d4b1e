import { describe, expect, it } from 'vitest';
import { parseMisp, writeMisp } from '../../../hub/partners/misp.ts';
import { ENTRIES, EXPORT_OPTIONS } from './entries.ts';

const UUID = '11111111-2222-4333-8444-555555555555';
const event = (more: object): string =>
  JSON.stringify({ Event: { uuid: UUID, info: 'x', date: '2026-10-02', Orgc: { name: 'Partner' }, ...more } });

describe('a list as a MISP event', () => {
  it('is read back unchanged', () => {
    const { source, indicators, skipped } = parseMisp(writeMisp(ENTRIES, EXPORT_OPTIONS));
    const plain = (one: { kind: string; value: string; category: string | null; listedOn: string | null }): string =>
      `${one.kind} ${one.value} ${one.category} ${one.listedOn}`;
    expect(source).toBe('Example Shelter');
    expect(skipped).toEqual([]);
    expect(indicators.map(plain).sort()).toEqual(ENTRIES.map(plain).sort());
  });

  it('names the same objects at every export, and no time of day', () => {
    expect(writeMisp(ENTRIES, EXPORT_OPTIONS)).toBe(
      writeMisp(ENTRIES, { ...EXPORT_OPTIONS, now: EXPORT_OPTIONS.now + 60_000 }),
    );
  });

  it('holds evidence references only when asked', () => {
    expect(writeMisp(ENTRIES, EXPORT_OPTIONS)).not.toContain('SECRET');
    expect(writeMisp(ENTRIES, { ...EXPORT_OPTIONS, evidence: true })).toContain('SECRET-company-1');
  });
});

describe("a partner's event", () => {
  it('gives indicators that are marked for detection, and no context', () => {
    const file = parseMisp(
      event({
        Tag: [{ name: 'trafficking' }],
        Attribute: [
          { type: 'url', value: 'https://t.me/gold_hr', to_ids: true },
          { type: 'hostname', value: 'jobs.a-example.com', to_ids: '1', Tag: [{ name: 'job-scam' }] },
          { type: 'email', value: 'victim@a-example.com', to_ids: false },
          { type: 'target-user', value: 'a victim', to_ids: false },
          { type: 'md5', value: 'x', to_ids: true },
          { type: 'domain', value: 'b-example.com', to_ids: true, deleted: true },
        ],
      }),
    );
    expect(file.indicators.map(({ kind, value, category, listedOn }) => [kind, value, category, listedOn])).toEqual([
      ['telegram', 'gold_hr', 'trafficking', '2026-10-02'],
      ['domain', 'a-example.com', 'job-scam', '2026-10-02'],
    ]);
    expect(file.indicators[1]?.rawValue).toBe('jobs.a-example.com');
    expect(file.withdrawn.map(({ value }) => value)).toEqual(['b-example.com']);
    expect(file.skipped).toHaveLength(2);
    expect(file.skipped.join()).not.toContain('victim');
  });

  it("reads accounts from MISP's own objects", () => {
    const of = (name: string, ...attributes: [string, string][]) =>
      parseMisp(
        event({
          Object: [
            {
              name,
              Attribute: attributes.map(([relation, value]) => ({
                type: 'text',
                object_relation: relation,
                value,
                to_ids: relation !== 'account-type',
              })),
            },
          ],
        }),
      ).indicators.map(({ kind, value }) => `${kind} ${value}`);
    expect(of('telegram-account', ['username', '@Gold_HR'], ['phone', '+66812345678'])).toEqual([
      'telegram gold_hr',
      'phone +66812345678',
    ]);
    expect(of('user-account', ['account-type', 'LINE'], ['username', 'goldhr'])).toEqual(['line goldhr']);
    expect(of('user-account', ['account-type', 'unix'], ['username', 'root'])).toEqual([]);
  });

  it('reads several events at once', () => {
    const one = JSON.parse(event({ Attribute: [{ type: 'domain', value: 'a-example.com', to_ids: true }] })) as object;
    expect(parseMisp(JSON.stringify({ response: [one, one] })).indicators).toHaveLength(2);
    expect(parseMisp(JSON.stringify([one])).indicators).toHaveLength(1);
  });

  it('refuses anything but an event, with a reason', () => {
    for (const text of ['', '{', '{}', '{"Event":{}}', '{"response":[{}]}', '"x"']) {
      expect(() => parseMisp(text)).toThrow(/^It is no/u);
    }
  });
});
