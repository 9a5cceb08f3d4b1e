import { expect, test } from 'vitest';
import { orderByPrecedence } from '../../../utils/indicators/order-by-precedence.ts';
import { VERIFIED, type Listing, type ListingMatch } from '../../../utils/model/indicator.ts';

function match(value: string, listing: Partial<Listing> = {}): ListingMatch {
  return {
    mention: { kind: 'telegram', value, field: 'text', start: 0, end: 4 },
    listing: { publisher: 'Example NGO', category: 'trafficking', listedOn: '2026-11-01', evidence: '', ...listing },
  };
}

test('an accusation of any list comes before an allow entry, and an undisputed one before a disputed one', () => {
  const own = [match('allowed', { category: VERIFIED }), match('disputed', { disputedSince: '2026-11-20' })];
  const added = [match('accused'), match('accused-too')];
  expect(orderByPrecedence([own, added]).map(({ mention }) => mention.value)).toEqual([
    'accused',
    'accused-too',
    'disputed',
    'allowed',
  ]);
});
