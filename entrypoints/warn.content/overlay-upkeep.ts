/**
 * Keeps the overlay in front and in place on a page that works against it. Most of what a page does causes no event, so it is
 * checked at a steady pace, too.
 */
import { isAlive } from '../../utils/messaging/content-messages.ts';
import { createCoverageTracker } from '../../utils/overlay/coverage-tracker.ts';
import type { MarkerFollower } from '../../utils/overlay/marker-follower.ts';
import type { OverlayHost } from '../../utils/overlay/overlay-host.ts';
import { createOverlayWatchdog } from '../../utils/overlay/overlay-watchdog.ts';
import type { VisibleArea } from '../../utils/overlay/visible-area.ts';
import { watchHost } from '../../utils/overlay/watch-host.ts';
import type { ContactPrompt } from './contact-prompt.ts';
import type { OpenPanel } from './open-panel.ts';
import type { OverlaySurfaces } from './overlay-surfaces.ts';
import type { PictureButtons } from './picture-buttons.ts';
import type { WarnedPosts } from './warned-posts.ts';

export interface OverlayUpkeep {
  /** Keeps the host where it takes clicks: in an open modal dialog. */
  follow(): void;
  /** Restores the overlay where the page removed or covered it. */
  restore(): void;
  /** Whether the overlay is in the page, and not covered for long. */
  isShown(): boolean;
  stop(): void;
}

export interface OverlayUpkeepDeps {
  document: Document;
  host: OverlayHost;
  posts: WarnedPosts;
  surfaces: OverlaySurfaces;
  visibleArea: VisibleArea;
  follower: MarkerFollower;
  prompt: ContactPrompt;
  pictureButtons: PictureButtons;
  panel: OpenPanel;
  /** Called when the overlay was hidden, restored or given up. */
  onChange(): void;
  /** Called when the extension was reloaded, and nothing of the overlay works any more. */
  onDead(): void;
}

/** Time between two checks, milliseconds. */
const CHECK_INTERVAL_MS = 1000;

export function createOverlayUpkeep(deps: OverlayUpkeepDeps): OverlayUpkeep {
  const { document, host, posts, prompt } = deps;
  const coverage = createCoverageTracker();
  const watchdog = createOverlayWatchdog(
    { isShown: () => host.isShown() && !coverage.isCovered(), show: host.restore },
    deps.onChange,
    () => performance.now(),
  );

  const follow = (): void => {
    if (host.follow([...prompt.elements(), ...posts.all().map(({ element }) => element)])) deps.panel.place();
  };
  const check = (): void => {
    if (!isAlive()) return deps.onDead();
    if (document.hidden) return;
    host.undoZoom();
    deps.visibleArea.refresh();
    deps.pictureButtons.refresh();
    follow();
    if (posts.all().length > 0) {
      coverage.record(deps.surfaces.isObscured());
      watchdog.check();
    }
    deps.follower.recheck();
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
