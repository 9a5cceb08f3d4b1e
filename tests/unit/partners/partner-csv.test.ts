/** Rows of a partner's table. */
import { describe, expect, it } from 'vitest';
import { parsePartnerCsv } from '../../../hub/partners/partner-csv.ts';

const read = (expiresOn: string) =>
  parsePartnerCsv(`kind,value,category,expires_on\ntelegram,gold_hr88,trafficking,${expiresOn}\n`, 'x.csv');

describe('the day of expiry', () => {
  it.each([
    ['', null],
    ['2026-12-31', '2026-12-31'],
    ['2026-12-31T08:00:00Z', '2026-12-31'],
  ])('%j is read', (cell, day) => {
    const { indicators, skipped } = read(cell);
    expect([indicators[0]?.expiresOn, skipped]).toEqual([day, []]);
  });

  it.each(['31/12/2025', '2025-02-30', '2025-13-01', '2025-12-31 10:00', 'soon'])(
    '%j is unreadable, so the row is left out and named',
    (cell) => {
      const { indicators, skipped } = read(cell);
      expect(indicators).toEqual([]);
      expect(skipped).toEqual([`line 2: "${cell}" is no day like 2026-12-31, so it may have expired`]);
    },
  );
});
