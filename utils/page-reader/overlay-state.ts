/**
 * How the thin scanner and the drawing script meet: both run in the extension's isolated world of one frame, so one
 * object on that world's global joins them. The page's own scripts live in another world and cannot see it.
 */
import type { MessageBundle } from '../i18n/messages.ts';
import type { FoundPost } from '../contracts/page-summary.ts';

/** A post to warn of, with the page's element it stands in. */
export interface Finding extends FoundPost {
  element: Element;
  /** The element of the title, beside which a card's marker is drawn; the post's element where none is known. */
  anchor: Element;
}

export interface Overlay {
  /** Draws, or redraws, the warnings for exactly these posts. */
  show(findings: readonly Finding[]): void;
  /** How many warnings can be seen now. */
  visibleCount(): number;
  stop(): void;
}

export interface OverlayState {
  /** Set by the scanner before the drawer is injected. */
  findings: readonly Finding[];
  /** The words of what is drawn, asked for while the drawer is on its way. */
  words: Promise<MessageBundle | null>;
  /** Set by the drawer when it runs; the scanner then calls `show`. */
  overlay: Overlay | null;
  /** Id of the post that the reader reports, set before `report.open` is sent: its element is not the reader's own. */
  reportedPostId?: string;
  /** Called by the drawer when it is ready, or when what is drawn changed (healed, hidden, given up). */
  changed(): void;
  /** Called by the drawer when the reader copied an account that a list names. */
  onListedCopied(): void;
}

const KEY = Symbol.for('joblantern.handover');

export function setOverlayState(state: OverlayState): void {
  (globalThis as Record<symbol, unknown>)[KEY] = state;
}

export function getOverlayState(): OverlayState | null {
  return ((globalThis as Record<symbol, unknown>)[KEY] as OverlayState | undefined) ?? null;
}
