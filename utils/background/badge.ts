/** The toolbar badge. No web page can change it, so it is set in addition to every warning in a page. */
import type { PageSummary } from '../contracts/page-summary.ts';

export interface Badge {
  text: string;
  /** CSS colour of the badge. */
  color: string;
  /** Message key of the button's title, and the counts in that message. */
  title: { key: string; values: Record<string, number> };
}

const DANGER_COLOR = '#8b1a1a';
const CAUTION_COLOR = '#7a4b00';
const NEUTRAL_COLOR = '#4a5560';

/** The badge of a tab: the counts of all its frames added up, or a sign that reading is paused. */
export function badgeFor(frames: readonly PageSummary[], paused: boolean): Badge {
  if (paused) return { text: 'II', color: NEUTRAL_COLOR, title: { key: 'badge.paused', values: {} } };
  if (frames.some((frame) => frame.copied === true)) {
    return { text: '!', color: DANGER_COLOR, title: { key: 'badge.copied', values: {} } };
  }
  const total = (pick: (frame: PageSummary) => number): number =>
    frames.reduce((total, frame) => total + pick(frame), 0);
  const danger = total((frame) => frame.danger);
  const caution = total((frame) => frame.caution);
  const drawn = total((frame) => frame.drawn);
  const count = danger + caution;
  if (count > 0) {
    const key = drawn < count ? 'badge.hidden' : 'badge.found';
    return {
      text: count > 99 ? '99+' : String(count),
      color: danger > 0 ? DANGER_COLOR : CAUTION_COLOR,
      title: { key, values: { count, danger } },
    };
  }
  if (frames.some((frame) => frame.status === 'could-not-read')) {
    return { text: '?', color: NEUTRAL_COLOR, title: { key: 'badge.could-not-read', values: {} } };
  }
  const posts = total((frame) => frame.posts);
  const title = posts > 0 ? { key: 'badge.none', values: { posts } } : { key: 'badge.nothing-here', values: {} };
  return { text: '', color: NEUTRAL_COLOR, title };
}
