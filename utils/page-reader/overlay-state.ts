/**
 * State shared by the page controller (`read`) and the overlay (`warn`). Both scripts run in the extension's isolated
 * world of one frame and share its global object. Scripts of the page run in another world and cannot see it.
 */
import type { MessageBundle } from '../i18n/messages.ts';
import type { JudgedPost } from '../contracts/page-summary.ts';

/** A judged post with its element in the page. */
export interface Finding extends JudgedPost {
  element: Element;
  /** The title's element, beside which the marker is drawn; the post's element where no title is known. */
  anchor: Element;
}

/** A post that is a picture with hardly a word. */
export interface PicturePost {
  element: Element;
  /** The pictures in it, one or more. */
  pictures: readonly Element[];
}

export interface Overlay {
  /** The element that is added to the page, with a shadow root. */
  readonly host: Element;
  /** Draws the warnings for exactly these posts. */
  show(findings: readonly Finding[]): void;
  /** Draws a button at exactly these posts, by which the reader has a picture checked. */
  showPictureButtons(posts: readonly PicturePost[]): void;
  /** Opens the next warning in the order of the page, and moves the keyboard focus to it. */
  openNext(): void;
  /** Number of warnings that are visible now. */
  visibleCount(): number;
  stop(): void;
}

/** What the page controller answers and is told while the overlay runs. */
export interface OverlayListeners {
  /** Whether an element is in a post that was read, flagged or not. */
  isInPost(element: Element): boolean;
  /** Called by the overlay when it is ready, and when it was hidden, restored or given up. */
  onOverlayChange(): void;
  /** Called by the overlay when the reader copied a listed account or number. */
  onListedCopied(): void;
}

export interface OverlayState extends OverlayListeners {
  /** Set by the page controller before the overlay is injected. */
  findings: readonly Finding[];
  picturePosts: readonly PicturePost[];
  /** Messages in the reader's language, requested while the overlay is being injected. */
  messages: Promise<MessageBundle | null>;
  /** Set by the overlay when it runs; the page controller then calls `show`. */
  overlay: Overlay | null;
  /** Id of the post being reported, set before `report.open` is sent. The `self` script skips its element. */
  reportedPostId?: string;
}

const STATE_KEY = Symbol.for('joblantern.overlay');

const WAITER_KEY = Symbol.for('joblantern.overlay-waiting');
type Waiter = (state: OverlayState) => void;

export function setOverlayState(state: OverlayState): void {
  const shared = globalThis as Record<symbol, unknown>;
  shared[STATE_KEY] = state;
  (shared[WAITER_KEY] as Waiter | undefined)?.(state);
  delete shared[WAITER_KEY];
}

export function getOverlayState(): OverlayState | null {
  return ((globalThis as Record<symbol, unknown>)[STATE_KEY] as OverlayState | undefined) ?? null;
}

/** Names the post that is about to be reported: the page is searched for the reader's own data around it. */
export function setReportedPost(postId: string): void {
  const state = getOverlayState();
  if (state !== null) state.reportedPostId = postId;
}

/** The state, once it is set. With several callers, only the last promise resolves. */
export function whenOverlayState(): Promise<OverlayState> {
  const state = getOverlayState();
  if (state !== null) return Promise.resolve(state);
  return new Promise((resolve) => {
    (globalThis as Record<symbol, unknown>)[WAITER_KEY] = resolve;
  });
}
