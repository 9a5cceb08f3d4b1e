/** The drawn parts of the overlay that take clicks, and whether a click on one of them counts. */
import type { OverlayHost } from '../../utils/overlay/overlay-host.ts';
import { isTrustedClick } from '../../utils/overlay/trusted-click.ts';
import { createVisibilityTracker } from '../../utils/overlay/visibility-tracker.ts';

export interface OverlaySurfaces {
  /** Markers of posts and picture buttons, by key. */
  readonly markers: ReadonlyMap<string, HTMLElement>;
  setMarker(key: string, element: HTMLElement | null): void;
  /** What is fixed in the window: the open panel, else the notice after a dismissal or the corner button; null for none. */
  fixed(): HTMLElement | null;
  setFixed(element: HTMLElement | null): void;
  /** The question before a contact action; null for none. */
  dialog(): HTMLElement | null;
  setDialog(element: HTMLElement | null): void;
  /** What takes the focus when the control that had it is gone. */
  mainControl(): HTMLElement | null;
  /** Tracks exactly what is drawn now. */
  track(): void;
  /** Checks soon how much is visible, after something moved. */
  recheckSoon(): void;
  /** Clicks on what is fixed do not count for a while: it says something else now. */
  restart(): void;
  /** Whether the page covers what is fixed, else a marker, or moved it out of view. */
  isObscured(): boolean;
  /** Runs an action only for a trusted click on a surface that was visible and uncovered. */
  runIfTrusted(event: Event, run: () => void): void;
  stop(): void;
}

/** @param onFixedResize called between layout and painting */
export function createOverlaySurfaces(
  document: Document,
  host: OverlayHost,
  onFixedResize: () => void,
): OverlaySurfaces {
  const visibility = createVisibilityTracker(document, host.isCovered, () => performance.now());
  const sizeObserver = new ResizeObserver(onFixedResize);
  const markers = new Map<string, HTMLElement>();
  let fixed: HTMLElement | null = null;
  let dialog: HTMLElement | null = null;
  let tracked = new Set<Element>();
  return {
    markers,
    setMarker(key, element) {
      if (element === null) markers.delete(key);
      else markers.set(key, element);
    },
    fixed: () => fixed,
    setFixed(element) {
      if (fixed !== null) sizeObserver.unobserve(fixed);
      fixed = element;
      if (element !== null) sizeObserver.observe(element);
    },
    dialog: () => dialog,
    setDialog: (element) => void (dialog = element),
    mainControl: () => fixed?.querySelector<HTMLElement>('.main, .undo') ?? fixed,
    track() {
      // Markers may move with their posts: what they open can be closed again.
      const inPlace = [fixed, dialog].filter((element) => element !== null);
      const drawn = new Set<Element>([...markers.values(), ...inPlace]);
      for (const element of tracked) if (!drawn.has(element)) visibility.untrack(element);
      for (const element of drawn) visibility.track(element, inPlace.includes(element as HTMLElement));
      tracked = drawn;
      visibility.recheckSoon();
    },
    recheckSoon: visibility.recheckSoon,
    restart: () => fixed !== null && visibility.restart(fixed),
    isObscured() {
      // What is fixed in the window and out of view is hidden. A marker may be scrolled out.
      if (fixed !== null && visibility.isOutOfView(fixed)) return true;
      const important = fixed ?? [...markers.values()].find((marker) => marker.style.visibility === 'visible');
      return important !== undefined && visibility.isCovered(important);
    },
    runIfTrusted(event, run) {
      const target = event.currentTarget as Element;
      const clicked = [...tracked].find((element) => element.contains(target));
      if (clicked === undefined) return;
      if (isTrustedClick(event, visibility.visibleForMs(clicked))) run();
      // If the page covers the surface, move above it; the next click then counts.
      else if (visibility.isCovered(clicked)) host.show();
    },
    stop() {
      sizeObserver.disconnect();
      visibility.stop();
    },
  };
}
