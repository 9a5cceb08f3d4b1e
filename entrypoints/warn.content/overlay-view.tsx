/** Draws the overlay's content from the present state, and hands the markers to what keeps them beside their posts. */
import { render } from 'preact';
import { TranslatorContext } from '../../components/translator.ts';
import { Warnings, type WarningsActions, type WarningsState } from '../../components/warning/Warnings.tsx';
import { packagedBrand } from '../../utils/brand/packaged-brand.ts';
import { takesReports } from '../../utils/brand/takes-reports.ts';
import { createTranslator, type MessageBundle } from '../../utils/i18n/messages.ts';
import type { MarkerFollower } from '../../utils/overlay/marker-follower.ts';
import type { VisibleArea } from '../../utils/overlay/visible-area.ts';
import type { ContactPrompt } from './contact-prompt.ts';
import type { Feedback } from './feedback.ts';
import { keepFocus } from './keep-focus.ts';
import type { OpenPanel } from './open-panel.ts';
import { overlayTheme } from './overlay-styles.ts';
import type { OverlaySurfaces } from './overlay-surfaces.ts';
import type { PictureButtons } from './picture-buttons.ts';
import type { ReaderDecisions } from './reader-decisions.ts';
import type { WarnedPosts } from './warned-posts.ts';

export interface OverlayView {
  draw(): void;
  /** Has each drawn marker follow its post or picture. */
  placeMarkers(): void;
  /** Keys of shown posts whose marker has no place. */
  unplaced(): string[];
  remove(): void;
}

export interface OverlayViewDeps {
  window: Window;
  root: ShadowRoot;
  bundle: MessageBundle;
  visibleArea: VisibleArea;
  follower: MarkerFollower;
  posts: WarnedPosts;
  decisions: ReaderDecisions;
  surfaces: OverlaySurfaces;
  panel: OpenPanel;
  prompt: ContactPrompt;
  feedback: Feedback;
  pictureButtons: PictureButtons;
  actions: WarningsActions;
}

export function createOverlayView(deps: OverlayViewDeps): OverlayView {
  const { root, posts, surfaces, panel, follower, pictureButtons } = deps;
  const translator = createTranslator(deps.bundle);

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
      dismissal: deps.decisions.lastDismissal()?.kind ?? null,
      prompt: deps.prompt.question(),
      feedback: openFinding === undefined ? null : deps.feedback.stateOf(openFinding.post.id),
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
          theme={overlayTheme(deps.visibleArea.current(), deps.window)}
          {...state()}
          {...deps.actions}
        />
      </TranslatorContext.Provider>,
      root,
    );
  return {
    draw() {
      keepFocus(root, renderWarnings, surfaces.mainControl);
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
