/** Draws the overlay's content from the present state, and hands the markers to what keeps them beside their posts. */
import { render } from 'preact';
import { TranslatorContext } from '../../components/translator.ts';
import { Warnings, type WarningsActions, type WarningsState } from '../../components/warning/Warnings.tsx';
import { packagedBrand } from '../../utils/brand/packaged-brand.ts';
import { takesReports } from '../../utils/brand/takes-reports.ts';
import { createTranslator } from '../../utils/i18n/messages.ts';
import { closeWithoutScript } from '../../utils/overlay/close-without-script.ts';
import { keepFocus } from './keep-focus.ts';
import type { OverlayParts } from './overlay-parts.ts';
import { overlayTheme } from './overlay-styles.ts';

export interface OverlayView {
  draw(): void;
  /** Has each drawn marker follow its post or picture. */
  placeMarkers(): void;
  /** Keys of shown posts whose marker has no place. */
  unplaced(): string[];
  remove(): void;
}

export function createOverlayView(parts: OverlayParts, actions: WarningsActions): OverlayView {
  const { root } = parts.host;
  const { posts, surfaces, panel, follower, pictureButtons } = parts;
  const translator = createTranslator(parts.bundle);
  // Chromium's script notices that it has ended, and removes the overlay itself.
  const armButtons = import.meta.env.FIREFOX ? closeWithoutScript(parts.host) : () => undefined;

  const unplaced = (): string[] => {
    const keys = follower.unplaced();
    return posts.shown().flatMap(({ key }) => (keys.has(key) ? [key] : []));
  };
  const state = (): WarningsState => {
    const openFinding = panel.finding();
    return {
      warned: posts.shownPosts(),
      open: panel.key(),
      unplaced: unplaced(),
      dismissal: parts.decisions.lastDismissal()?.kind ?? null,
      prompt: parts.prompt.question(),
      feedback: openFinding === undefined ? null : parts.feedback.stateOf(openFinding.post.id),
      pictureButtons: pictureButtons.shown(),
      highlights: panel.highlights(),
    };
  };
  const renderWarnings = (): void =>
    render(
      <TranslatorContext.Provider value={translator}>
        <Warnings
          productName={packagedBrand.name}
          publisher={takesReports(packagedBrand) ? packagedBrand.publisher : null}
          brandHelp={packagedBrand}
          theme={overlayTheme(parts.visibleArea.current(), parts.window)}
          {...state()}
          {...actions}
        />
      </TranslatorContext.Provider>,
      root,
    );
  return {
    draw() {
      keepFocus(root, renderWarnings, surfaces.mainControl);
      armButtons();
      surfaces.track();
    },
    placeMarkers() {
      const warned = posts.shown().flatMap(({ key, finding: { anchor, element } }) => {
        const marker = surfaces.markers.get(key);
        return marker === undefined ? [] : { id: key, anchor, element, marker };
      });
      follower.setPosts([...warned, ...pictureButtons.marked(surfaces.markers)]);
    },
    unplaced,
    remove: () => render(null, root),
  };
}
