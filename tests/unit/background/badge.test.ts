import { describe, expect, it } from 'vitest';
import type { PageSummary } from '../../../utils/contracts/page-summary.ts';
import { badgeFor } from '../../../utils/background/badge.ts';

const quiet: PageSummary = { status: 'nothing-here', adapter: null, posts: 0, caution: 0, danger: 0, drawn: 0 };
const read: PageSummary = { ...quiet, status: 'read', adapter: 'generic', posts: 5 };

describe('badgeFor', () => {
  it('adds up the counts of all frames in the colour of the worst level', () => {
    const badge = badgeFor(
      [
        { ...read, caution: 2, drawn: 2 },
        { ...read, danger: 1, drawn: 1 },
      ],
      false,
    );
    expect(badge).toMatchObject({
      text: '3',
      color: '#8b1a1a',
      title: { key: 'badge.found', values: { count: 3, danger: 1 } },
    });
  });

  it('has another title when the page hides a warning', () => {
    expect(badgeFor([{ ...read, danger: 2, drawn: 1 }], false).title.key).toBe('badge.hidden');
  });

  it('shows a question mark for a page that could not be read and no text when nothing was found', () => {
    expect(badgeFor([{ ...quiet, status: 'could-not-read' }], false).text).toBe('?');
    expect(badgeFor([read], false)).toMatchObject({ text: '', title: { key: 'badge.none' } });
    expect(badgeFor([quiet], false)).toMatchObject({ text: '', title: { key: 'badge.nothing-here' } });
  });

  it('shows a pause whatever was found', () => {
    expect(badgeFor([{ ...read, danger: 2 }], true).text).toBe('II');
  });

  it('shows at most 99+', () => {
    expect(badgeFor([{ ...read, caution: 250, drawn: 250 }], false).text).toBe('99+');
  });
});
