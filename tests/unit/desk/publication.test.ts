import { describe, expect, it } from 'vitest';
import type { IndicatorState } from '../../../utils/desk/log-state.ts';
import { publicationOf } from '../../../utils/desk/publication.ts';

const LISTED: IndicatorState = {
  kind: 'telegram',
  value: 'bad_recruiter',
  status: 'listed',
  category: 'trafficking',
  approvals: [],
  evidence: 'case 7',
  listedAt: '2026-11-20T10:00:00.000Z',
  seenIn: { private: false, public: true },
  confirmedAt: null,
  delay: 3,
  disputedSince: null,
  withdrawnAt: null,
  isUnconfirmed: false,
  releasedHereOn: null,
  history: [],
};
const PRIVATE = { private: true, public: false };
const BOTH = { private: true, public: true };
const NOWHERE = { private: false, public: false };

const publication = (changes: Partial<IndicatorState>, today = '2026-11-22') =>
  publicationOf({ ...LISTED, ...changes }, today);

describe('publicationOf', () => {
  it.each(['new', 'proposed', 'watched', 'rejected', 'withdrawn'] as const)(
    'publishes nothing with the status %s',
    (status) => expect(publication({ status })).toEqual({ state: 'undecided' }),
  );

  it('publishes nothing without a day of listing', () => {
    expect(publication({ listedAt: null })).toEqual({ state: 'undecided' });
  });

  it('publishes at once what was seen in public only', () => {
    expect(publication({})).toEqual({ state: 'due', source: 'public', notBefore: null });
  });

  it('holds what a merged file made listed, even when it was seen in public', () => {
    expect(publication({ isUnconfirmed: true })).toEqual({ state: 'held', why: 'merged' });
  });

  it('holds what is known from private messages only, and what no report has', () => {
    expect(publication({ seenIn: PRIVATE })).toEqual({ state: 'held', why: 'private-only' });
    expect(publication({ seenIn: NOWHERE })).toEqual({ state: 'held', why: 'no-source' });
  });

  it('publishes at once what a team member confirmed and no private message has', () => {
    const confirmedAt = '2026-11-21T09:00:00.000Z';
    expect(publication({ seenIn: NOWHERE, confirmedAt })).toEqual({
      state: 'due',
      source: 'confirmed',
      notBefore: null,
    });
  });

  it('delays what was seen in private messages as well, counted from the listing', () => {
    expect(publication({ seenIn: BOTH })).toEqual({ state: 'waiting', until: '2026-11-23' });
    expect(publication({ seenIn: BOTH }, '2026-11-23')).toEqual({
      state: 'due',
      source: 'confirmed',
      notBefore: '2026-11-23',
    });
  });

  it('counts the delay from the confirmation where it came after the listing and released the indicator', () => {
    const confirmedAt = '2026-11-25T09:00:00.000Z';
    expect(publication({ seenIn: PRIVATE, confirmedAt })).toEqual({ state: 'waiting', until: '2026-11-28' });
    // Seen in public as well, it did not need the confirmation.
    expect(publication({ seenIn: BOTH, confirmedAt })).toEqual({ state: 'waiting', until: '2026-11-23' });
  });

  it('counts the delay from the day on which this desk let a colleague’s file through, unless that was earlier', () => {
    const confirmedAt = '2026-11-20T10:00:00.001Z';
    const dated = { seenIn: PRIVATE, confirmedAt };
    expect(publication({ ...dated, releasedHereOn: '2026-12-04' }, '2026-12-04')).toEqual({
      state: 'waiting',
      until: '2026-12-07',
    });
    expect(publication({ ...dated, releasedHereOn: '2026-11-01' })).toEqual({ state: 'waiting', until: '2026-11-23' });
  });

  it('counts the delay from the listing where the confirmation came earlier', () => {
    const confirmedAt = '2026-11-19T09:00:00.000Z';
    expect(publication({ seenIn: PRIVATE, confirmedAt })).toEqual({ state: 'waiting', until: '2026-11-23' });
  });
});
