/**
 * State of one frame, shared by the scripts that run there in turn. The page test (`scan`) runs in every page. The post
 * detector (`detect`) runs on pages that change or need a closer test. The page controller (`read`) runs where there
 * are posts.
 */
import type { Response } from '../contracts/messages.ts';

/** What the page test passes to the post detector. */
export interface PageTestResult {
  rules: Response<'site.rules'>;
  /** The address that the rules are for. */
  address: string;
  /** The page had time to fill since it could be read. */
  isFilled: boolean;
  /** The page was tested, and nothing was observed to change since. */
  isUnchanged: boolean;
  /** The changes that were observed, at least the first `MAX_RECORDS`. */
  records: MutationRecord[];
}

/** More changed elements than the detector lists: it then checks the whole page. */
export const MAX_RECORDS = 200;

export interface FrameState {
  document: Document;
  /** Reading is paused for this site. */
  isPaused: boolean;
  /** The page had time to fill. */
  isSettled: boolean;
  /** The page should show posts and has text, but no adapter matches: the general finder may run before `isSettled`. */
  mayUseFinder: boolean;
  testResult: PageTestResult;
  /** Whether the post detector has replaced the page test. */
  hasDetector: boolean;
  /** Ends the observation by the page test or the detector; called by the script that replaces it. */
  handOff(): void;
  /** Set by the page controller: stops it, for example after the extension was reloaded. */
  stop: (() => void) | null;
}

const KEY = Symbol.for('joblantern.reading');

export function setFrameState(state: FrameState): void {
  (globalThis as Record<symbol, unknown>)[KEY] = state;
}

export function getFrameState(): FrameState | null {
  return ((globalThis as Record<symbol, unknown>)[KEY] as FrameState | undefined) ?? null;
}
