/** The one panel that is open: which post it explains, where it stands, and which words of the post it marks. */
import * as dom from '../../utils/dom/form-safe-dom.ts';
import type { Rectangle } from '../../utils/dom/rectangle.ts';
import { markQuote, type QuoteMark } from '../../utils/overlay/mark-quote.ts';
import type { VisibleArea } from '../../utils/overlay/visible-area.ts';
import type { Finding } from '../../utils/page-reader/overlay-state.ts';
import type { OverlaySurfaces } from './overlay-surfaces.ts';
import { positionPanel } from './position-panel.ts';
import type { ReaderDecisions } from './reader-decisions.ts';
import type { WarnedPosts } from './warned-posts.ts';

export interface OpenPanel {
  /** Key of the post; null while no panel is open. */
  key(): string | null;
  finding(): Finding | undefined;
  /** Opens the panel of this post in place of the other one; null closes it. */
  open(key: string | null): void;
  /**
   * Opens the next or previous warning in the order of the page, and scrolls to its post. After the last comes the
   * first.
   */
  openNext(step: -1 | 1): void;
  /** Closes the panel for the reader. It does not open by itself again. */
  collapse(): void;
  /** No panel is open where its post is no longer flagged. */
  dropRemoved(): void;
  /** Marks words of a post, and scrolls to them. */
  showQuote(finding: Finding, quote: string): void;
  /** Whether words of the post are marked. */
  hasQuote(): boolean;
  /** Boxes of the marked words, in document coordinates, measured now. */
  highlights(): Rectangle[];
  /** Places the panel where it covers least. */
  place(): void;
}

interface OpenPanelDeps {
  window: Window;
  root: ShadowRoot;
  posts: WarnedPosts;
  decisions: ReaderDecisions;
  surfaces: OverlaySurfaces;
  visibleArea: VisibleArea;
  draw(): void;
  /** Called when a panel was opened or closed. */
  onChange(): void;
}

export function createOpenPanel(deps: OpenPanelDeps): OpenPanel {
  const { window, root, posts, surfaces } = deps;
  let openKey: string | null = null;
  let quote: QuoteMark | null = null;

  const finding = (): Finding | undefined => posts.get(openKey);
  const hasFocus = (): boolean => surfaces.fixed()?.contains(root.activeElement) === true;
  const place = (): void => {
    const panel = surfaces.fixed();
    const element = finding()?.element;
    if (element !== undefined && panel !== null) positionPanel(panel, element, deps.visibleArea.current());
    surfaces.recheckSoon();
  };
  const open = (key: string | null): void => {
    openKey = key;
    quote = null;
    deps.draw();
    place();
    deps.onChange();
  };
  return {
    key: () => openKey,
    finding,
    open,
    openNext(step) {
      const all = posts.shown();
      const index = all.findIndex(({ key }) => key === openKey);
      const next = all.at((index + step) % all.length);
      if (next === undefined) return;
      const focused = hasFocus() ? root.activeElement?.className : null;
      dom.scrollIntoView(next.finding.anchor, { block: 'center', inline: 'nearest' });
      open(next.key);
      // The same control of the other panel: a keyboard goes on to the warning after it.
      if (focused != null)
        surfaces.fixed()?.querySelector<HTMLElement>(`[class="${focused}"]`)?.focus({ preventScroll: true });
    },
    collapse() {
      const collapsed = finding();
      const marker = surfaces.markers.get(openKey ?? '');
      const hadFocus = hasFocus();
      if (collapsed !== undefined) deps.decisions.collapse(collapsed);
      open(null);
      if (hadFocus) marker?.focus({ preventScroll: true });
    },
    dropRemoved() {
      if (finding() === undefined) openKey = null;
    },
    showQuote({ element }, words) {
      const isCalm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
      quote = markQuote(element, words, isCalm);
      deps.draw();
      place();
    },
    hasQuote: () => quote !== null,
    highlights: () => quote?.rectangles() ?? [],
    place,
  };
}
