/** The toolbar badge: the one surface that no page can touch, so it is always set beside what is drawn in the page. */
import type { PageSummary } from '../contracts/protocol.ts';

export interface Badge {
  text: string;
  /** CSS colour of the badge. */
  color: string;
  /** Message key of the title in words, with the counts it names. */
  title: { key: string; values: Record<string, number> };
}

const DANGER_COLOR = '#8b1a1a';
const CAUTION_COLOR = '#7a4b00';
const NEUTRAL_COLOR = '#4a5560';

/** What the badge shows for a tab: the sum over its frames, or a pause. */
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
