import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseStix, writeStix } from '../../../hub/partners/stix.ts';
import { patternLiteral, parsePattern } from '../../../hub/partners/stix-pattern.ts';
import { ENTRIES, EXPORT_OPTIONS } from './entries.ts';

const UUID = '11111111-2222-4333-8444-555555555555';

function bundle(...indicators: object[]): string {
  const objects = indicators.map((indicator, at) => ({
    type: 'indicator',
    spec_version: '2.1',
    id: `indicator--${UUID.slice(0, -1)}${at}`,
    created: '2026-10-01T08:00:00.000Z',
    modified: '2026-10-01T08:00:00.000Z',
    pattern_type: 'stix',
    valid_from: '2026-10-01T08:00:00Z',
    ...indicator,
  }));
  return JSON.stringify({ type: 'bundle', id: `bundle--${UUID}`, objects });
}

const valuesOf = (pattern: string): string[] =>
  parseStix(bundle({ pattern })).indicators.map(({ kind, value }) => `${kind} ${value}`);

describe('a list as STIX', () => {
  it('is read back unchanged', () => {
    const { source, indicators, skipped } = parseStix(writeStix(ENTRIES, EXPORT_OPTIONS));
    expect(source).toBe('Example Shelter');
    expect(skipped).toEqual([]);
    expect(
      indicators.map(({ kind, value, category, listedOn, expiresOn }) => ({
        kind,
        value,
        category,
        listedOn,
        expiresOn,
      })),
    ).toEqual(
      ENTRIES.map(({ kind, value, category, listedOn, expiresOn }) => ({ kind, value, category, listedOn, expiresOn })),
    );
  });

  it('names the same objects at every export, and no time of day', () => {
    const ids = (json: string): string[] =>
      (JSON.parse(json) as { objects: { id: string }[] }).objects.map(({ id }) => id);
    const later = writeStix(ENTRIES, { ...EXPORT_OPTIONS, now: EXPORT_OPTIONS.now + 86_400_000 });
    expect(ids(later)).toEqual(ids(writeStix(ENTRIES, EXPORT_OPTIONS)));
    expect(new Set(ids(later)).size).toBe(ENTRIES.length + 2);
    expect(later).not.toContain('14:53');
  });

  it('holds evidence references only when asked', () => {
    expect(writeStix(ENTRIES, EXPORT_OPTIONS)).not.toContain('SECRET');
    expect(writeStix(ENTRIES, { ...EXPORT_OPTIONS, evidence: true })).toContain('SECRET-telegram-0');
  });
});

describe("a partner's bundle", () => {
  it('gives each indicator that a pattern identifies by itself', () => {
    expect(
      valuesOf("[domain-name:value = 'a-example.com' OR url:value IN ('https://t.me/gold_hr', 'b-example.com')]"),
    ).toEqual(['domain a-example.com', 'telegram gold_hr', 'domain b-example.com']);
    expect(valuesOf("([email-addr:value = 'x@a-example.com'] OR [phone-number:value == '+66 81 234 5678'])")).toEqual([
      'email x@a-example.com',
      'phone +66812345678',
    ]);
  });

  it('leaves out patterns that need several values, and everything but equality', () => {
    for (const pattern of [
      "[domain-name:value = 'a-example.com' AND email-addr:value = 'x@b-example.com']",
      "[domain-name:value = 'a-example.com'] FOLLOWEDBY [domain-name:value = 'b-example.com']",
      "[domain-name:value LIKE '%.example.com']",
      "[NOT domain-name:value = 'a-example.com']",
      "[domain-name:value != 'a-example.com']",
      "[domain-name:value = 'a-example.com'] WITHIN 5 SECONDS",
      "[ipv4-addr:value = '127.0.0.1']",
      "[domain-name:value = 't.me']",
      "[domain-name:value = 'a-example.com'",
      'nonsense',
      '',
    ]) {
      const { indicators, skipped } = parseStix(bundle({ pattern }));
      expect([pattern, indicators]).toEqual([pattern, []]);
      expect(skipped).toHaveLength(1);
    }
  });

  it('separates revoked indicators, and leaves out benign ones', () => {
    const pattern = "[domain-name:value = 'a-example.com']";
    const file = parseStix(bundle({ pattern, revoked: true }, { pattern, indicator_types: ['benign'] }));
    expect(file.indicators).toEqual([]);
    expect(file.withdrawn.map(({ value }) => value)).toEqual(['a-example.com']);
    expect(file.skipped[0]).toContain('its type is benign');
  });

  it('counts the newest version of an object', () => {
    const id = `indicator--${UUID}`;
    const pattern = "[domain-name:value = 'a-example.com']";
    const file = parseStix(
      bundle({ id, pattern, modified: '2026-11-01T00:00:00.000Z', revoked: true }, { id, pattern }),
    );
    expect([file.indicators.length, file.withdrawn.length]).toEqual([0, 1]);
  });

  it('compares versions by time, and takes the revoked one of two of one time', () => {
    const id = `indicator--${UUID}`;
    const pattern = "[domain-name:value = 'a-example.com']";
    const revokedWins = (plain: string, revoked: string): boolean[] => {
      const versions = [
        { id, pattern, modified: plain },
        { id, pattern, modified: revoked, revoked: true },
      ];
      return [versions, versions.toReversed()].map((each) => parseStix(bundle(...each)).indicators.length === 0);
    };
    const day = '2026-11-01T00:00';
    expect(revokedWins(`${day}:00Z`, `${day}:00.500Z`)).toEqual([true, true]);
    expect(revokedWins(`${day}:00.5Z`, `${day}:00.500Z`)).toEqual([true, true]);
    expect(revokedWins(`${day}:00Z`, `${day}:00.000Z`)).toEqual([true, true]);
    expect(revokedWins(`${day}:00.000001Z`, `${day}:00.000002Z`)).toEqual([true, true]);
    expect(revokedWins(`${day}:00.10Z`, `${day}:00.09Z`)).toEqual([false, false]);
    // An unreadable version may be the newest one.
    expect(revokedWins(`${day}:00Z`, '1 Nov 2026')).toEqual([true, true]);
  });

  it('leaves out and names what has an unreadable day of expiry', () => {
    for (const valid_until of ['31/12/2025', '2025-12-31 00:00:00Z', '2025-02-31T00:00:00Z']) {
      const file = parseStix(bundle({ pattern: "[domain-name:value = 'a-example.com']", valid_until }));
      expect([file.indicators, file.skipped.length]).toEqual([[], 1]);
      expect(file.skipped[0]).toContain('nvalid');
    }
  });

  it('takes the category from labels, and none when they disagree', () => {
    const of = (...labels: string[]) =>
      parseStix(bundle({ pattern: "[domain-name:value = 'a-example.com']", labels })).indicators[0]?.category;
    expect(of('Human Trafficking')).toBe('trafficking');
    expect(of('joblantern:category="job-scam"')).toBe('job-scam');
    expect(of('trafficking', 'job-scam')).toBeNull();
    expect(of('malware')).toBeNull();
  });

  it('refuses anything but a bundle, with a reason', () => {
    for (const text of ['', '{', '[]', '{"type":"bundle"}', '{"type":"bundle","id":"bundle--1","objects":[]}']) {
      expect(() => parseStix(text)).toThrow(/^It is no/u);
    }
  });

  it('never throws anything else, whatever the pattern', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            '[',
            ']',
            '(',
            ')',
            ' AND ',
            ' OR ',
            'NOT ',
            ' = ',
            "'a-example.com'",
            'domain-name:value',
            ',',
            ' IN ',
            '\\',
          ),
        ),
        (parts) => {
          const { indicators, skipped } = parseStix(bundle({ pattern: parts.join('') }));
          return indicators.length + skipped.length > 0;
        },
      ),
    );
    const deep = `${'['.repeat(1)}${'('.repeat(60_000)}`;
    expect(parseStix(bundle({ pattern: deep })).skipped[0]).toContain('nested');
    const wide = `[${Array.from({ length: 40 }, () => "(domain-name:value IN ('a','b','c'))").join(' AND ')}]`;
    expect(parseStix(bundle({ pattern: wide })).skipped[0]).toContain('too many');
  });

  it('reads any string literal of a pattern', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        expect(parsePattern(`[domain-name:value = ${patternLiteral(value)}]`)).toEqual([
          [{ path: 'domain-name:value', value }],
        ]);
      }),
    );
  });
});
