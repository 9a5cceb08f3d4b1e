/**
 * Keeps the overlay in front and in place on a page that works against it. Most of what a page does causes no event, so it is
 * checked at a steady pace, too.
 */
import { isAlive } from '../../utils/messaging/content-messages.ts';
import { createCoverageTracker } from '../../utils/overlay/coverage-tracker.ts';
import { createOverlayWatchdog } from '../../utils/overlay/overlay-watchdog.ts';
import { watchHost } from '../../utils/overlay/watch-host.ts';
import type { OverlayParts } from './overlay-parts.ts';

export interface OverlayUpkeep {
  /** Keeps the host where it takes clicks: in an open modal dialog. */
  follow(): void;
  /** Restores the overlay where the page removed or covered it. */
  restore(): void;
  /** Whether the overlay is in the page, and not covered for long. */
  isShown(): boolean;
  stop(): void;
}

interface UpkeepListeners {
  /** Called when the overlay was hidden, restored or given up. */
  onChange(): void;
  /** Called when the extension was reloaded, and nothing of the overlay works any more. */
  onDead(): void;
}

/** Time between two checks, milliseconds. */
const CHECK_INTERVAL_MS = 1000;

export function createOverlayUpkeep(parts: OverlayParts, { onChange, onDead }: UpkeepListeners): OverlayUpkeep {
  const { document, host, posts, prompt } = parts;
  const coverage = createCoverageTracker();
  const watchdog = createOverlayWatchdog(
    { isShown: () => host.isShown() && !coverage.isCovered(), show: host.restore },
    onChange,
    () => performance.now(),
  );

  const follow = (): void => {
    if (host.follow([...prompt.elements(), ...posts.all().map(({ element }) => element)])) parts.panel.place();
  };
  const check = (): void => {
    if (!isAlive()) return onDead();
    if (document.hidden) return;
    host.undoZoom();
    parts.visibleArea.refresh();
    parts.pictureButtons.refresh();
    follow();
    if (posts.all().length > 0) {
      coverage.record(!parts.visibleArea.isScrolledPast() && parts.surfaces.isObscured());
      watchdog.check();
    }
    parts.follower.recheck();
  };
  const checkTimer = setInterval(check, CHECK_INTERVAL_MS);
  const unwatch = watchHost(document, host.element, () => {
    follow();
    if (posts.all().length > 0) watchdog.check();
  });
  return {
    follow,
    restore: watchdog.check,
    isShown: watchdog.isShown,
    stop() {
      clearInterval(checkTimer);
      unwatch();
      watchdog.stop();
    },
  };
}
