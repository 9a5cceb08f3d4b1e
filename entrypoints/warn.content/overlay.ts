/** The overlay of one frame: puts its parts together, and shows warnings and picture buttons by them. */
import { packagedBrand } from '../../utils/brand/packaged-brand.ts';
import type { MessageBundle } from '../../utils/i18n/messages.ts';
import { createMarkerFollower } from '../../utils/overlay/marker-follower.ts';
import { createOverlayHost } from '../../utils/overlay/overlay-host.ts';
import { createVisibleArea } from '../../utils/overlay/visible-area.ts';
import { watchCopy } from '../../utils/overlay/watch-copy.ts';
import type { Overlay, OverlayListeners } from '../../utils/page-reader/overlay-state.ts';
import { createContactPrompt } from './contact-prompt.ts';
import { createElementKeys } from './element-keys.ts';
import { createFeedback } from './feedback.ts';
import { createOpenPanel } from './open-panel.ts';
import { createOverlayDisplay } from './overlay-display.ts';
import type { OverlayParts } from './overlay-parts.ts';
import { overlayCss } from './overlay-styles.ts';
import { createOverlaySurfaces } from './overlay-surfaces.ts';
import { createOverlayUpkeep } from './overlay-upkeep.ts';
import { createOverlayView, type OverlayView } from './overlay-view.tsx';
import { createPictureButtons } from './picture-buttons.ts';
import { printWarnings } from './printed-warning.tsx';
import { createReaderDecisions } from './reader-decisions.ts';
import { createWarnedPosts } from './warned-posts.ts';
import { createWarningActions } from './warning-actions.ts';
import { listenToWindowEvents } from './window-events.ts';

/** @param page what the page controller answers and is told */
export function createOverlay(document: Document, bundle: MessageBundle, page: OverlayListeners): Overlay {
  const window = document.defaultView as Window;
  const host = createOverlayHost(document, overlayCss, packagedBrand.id);
  const { root } = host;
  const elementKey = createElementKeys();
  const draw = (): void => view.draw();
  const decisions = createReaderDecisions({
    onLoad: () => (draw(), view.placeMarkers()),
    isUndoFocused: () => surfaces.fixed()?.querySelector(':focus-visible') != null,
    onUndoEnd: draw,
  });
  const posts = createWarnedPosts(elementKey, decisions);
  const surfaces = createOverlaySurfaces(document, host, () => panel.place());
  const visibleArea = createVisibleArea(document, root, () => (draw(), panel.place()));
  const follower = createMarkerFollower(document, host.element, draw, () => {
    if (!panel.hasQuote()) surfaces.recheckSoon();
    else draw();
  });
  const prompt = createContactPrompt({
    window,
    findings: posts.all,
    isInPost: page.isInPost,
    isDecided: decisions.isAccepted,
    onChange: () => display.showPrompt(),
  });
  const feedback = createFeedback(() => panel.key() !== null && draw());
  const pictureButtons = createPictureButtons({
    keyOf: elementKey,
    isWarned: (element) => posts.all().some((finding) => finding.element === element),
    onChange: () => display.showPictureButtons(),
  });
  const panel = createOpenPanel({
    window,
    root,
    posts,
    decisions,
    surfaces,
    visibleArea,
    draw,
    onChange: follower.remeasure,
  });
  const parts: OverlayParts = {
    document,
    window,
    host,
    bundle,
    visibleArea,
    follower,
    posts,
    decisions,
    surfaces,
    prompt,
    feedback,
    pictureButtons,
    panel,
  };
  const actions = createWarningActions(parts, () => view);
  const view: OverlayView = createOverlayView(parts, actions);
  const upkeep = createOverlayUpkeep(parts, { onChange: page.onOverlayChange, onDead: () => stop() });

  const display = createOverlayDisplay(parts, view, upkeep);
  const unlisten = listenToWindowEvents(window, prompt, panel);
  const unprint = printWarnings({
    document,
    bundle,
    owner: packagedBrand.id,
    productName: packagedBrand.name,
    warned: posts.shownPosts,
  });
  const unwatchCopy = watchCopy(document, posts.all, page.onListedCopied);
  const stop = (): void => {
    unlisten();
    unwatchCopy();
    unprint();
    for (const part of [upkeep, prompt, decisions, follower, visibleArea, surfaces]) part.stop();
    posts.set([]);
    view.remove();
    host.remove();
  };
  return {
    host: host.element,
    show: display.show,
    showPictureButtons: pictureButtons.set,
    openNext() {
      panel.openNext(1);
      surfaces.mainControl()?.focus({ preventScroll: true });
    },
    visibleCount() {
      if (!upkeep.isShown()) return 0;
      // The panel leads to every warning, the corner button to those without a place. Others are drawn beside their
      // posts, in view or where the reader can scroll to.
      return posts.all().length - (surfaces.fixed() === null ? view.unplaced().length : 0);
    },
    stop,
  };
}
