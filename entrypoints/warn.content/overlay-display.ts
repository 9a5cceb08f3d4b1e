/** Brings warnings, picture buttons and the question before a contact action onto the page, with the host they need. */
import type { Finding } from '../../utils/page-reader/overlay-state.ts';
import { hasSameContent } from './has-same-content.ts';
import type { OverlayParts } from './overlay-parts.ts';
import type { OverlayUpkeep } from './overlay-upkeep.ts';
import type { OverlayView } from './overlay-view.tsx';

export interface OverlayDisplay {
  /** Shows warnings on these posts, in place of the former ones. */
  show(findings: readonly Finding[]): void;
  showPrompt(): void;
  showPictureButtons(): void;
}

export function createOverlayDisplay(parts: OverlayParts, view: OverlayView, upkeep: OverlayUpkeep): OverlayDisplay {
  const { host, posts, decisions, surfaces, pictureButtons, prompt, panel } = parts;

  /** Opens the first clear warning about the page's main post, unless the reader closed it before. */
  const openMainPost = (): void => {
    const main = posts
      .shown()
      .find(
        ({ finding }) =>
          finding.post.kind === 'detail' && finding.verdict.level === 'danger' && !decisions.isCollapsed(finding),
      );
    if (main !== undefined) panel.open(main.key);
  };
  const showPictureButtons = (): void => {
    const isEmpty = (): boolean => posts.all().length === 0 && pictureButtons.shown().length === 0;
    if (!isEmpty() && !host.element.isConnected) host.show();
    view.draw();
    view.placeMarkers();
    if (isEmpty()) host.remove();
  };
  return {
    show(findings) {
      const before = panel.finding();
      posts.set(findings);
      const after = panel.finding();
      // What is pressed now was meant for the former words.
      if (before !== undefined && after !== undefined && !hasSameContent(before.post, after.post)) surfaces.restart();
      decisions.load(findings);
      panel.dropRemoved();
      pictureButtons.refresh();
      if (findings.length === 0) return showPictureButtons();
      if (!host.element.isConnected) host.show();
      upkeep.follow();
      view.draw();
      view.placeMarkers();
      if (panel.key() === null) openMainPost();
      else panel.place();
      upkeep.restore();
    },
    showPrompt() {
      view.draw();
      const dialog = surfaces.dialog();
      if (dialog === null) return;
      prompt.place(dialog, parts.visibleArea.current());
      upkeep.follow();
      if (!host.isShown()) host.show();
      // The reader just acted, so focus goes to the safe answer.
      dialog.querySelector<HTMLElement>('.leave')?.focus({ preventScroll: true });
    },
    showPictureButtons,
  };
}
