/** The toolbar badge: the one surface that no page can touch, so it is always set beside what is drawn in the page. */
import type { PageSummary } from '../messaging/protocol.ts';

export interface Badge {
  text: string;
  /** CSS colour of the badge. */
  color: string;
  /** Message key of the title in words, with the counts it names. */
  title: { key: string; values: Record<string, number> };
}

const DANGER = '#8b1a1a';
const CAUTION = '#7a4b00';
const QUIET = '#4a5560';

/** What the badge shows for a tab: the sum over its frames, or a pause. */
export function badgeOf(frames: readonly PageSummary[], paused: boolean): Badge {
  if (paused) return { text: 'II', color: QUIET, title: { key: 'badge.paused', values: {} } };
  if (frames.some((frame) => frame.copied === true)) {
    return { text: '!', color: DANGER, title: { key: 'badge.copied', values: {} } };
  }
  const sum = (pick: (frame: PageSummary) => number): number => frames.reduce((total, frame) => total + pick(frame), 0);
  const danger = sum((frame) => frame.danger);
  const caution = sum((frame) => frame.caution);
  const drawn = sum((frame) => frame.drawn);
  const count = danger + caution;
  if (count > 0) {
    const key = drawn < count ? 'badge.hidden' : 'badge.found';
    return {
      text: count > 99 ? '99+' : String(count),
      color: danger > 0 ? DANGER : CAUTION,
      title: { key, values: { count, danger } },
    };
  }
  if (frames.some((frame) => frame.status === 'could-not-read')) {
    return { text: '?', color: QUIET, title: { key: 'badge.could-not-read', values: {} } };
  }
  const posts = sum((frame) => frame.posts);
  const title = posts > 0 ? { key: 'badge.none', values: { posts } } : { key: 'badge.nothing-here', values: {} };
  return { text: '', color: QUIET, title };
}
