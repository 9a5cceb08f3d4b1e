/**
 * What a story may do with a browser, whichever it is. A story reads as the reader's own. How Chromium and Firefox are
 * driven, and how they differ, stays in their two files.
 */
import type { ClosedFocus, ClosedRoot } from '../../../tools/setup/closed-roots.ts';

export interface Driver {
  readonly name: 'chromium' | 'firefox';
  /** Puts a page on the (closed) web: every other address is refused. */
  serve(url: string, html: string): void;
  /** Opens an address in a new tab and waits for its `load` event. */
  open(url: string): Promise<Tab>;
  /** Opens an address in a new tab. Waits only until the tab shows it: some pages never finish loading. */
  openWithoutLoad(url: string): Promise<Tab>;
  /** Opens an address in a container of its own, as Firefox has them; null in Chromium, which has none. */
  openInContainer: ((url: string) => Promise<Tab>) | null;
  /** Opens a page of the extension in a tab, e.g. `popup.html`. */
  openExtension(path: string): Promise<Tab>;
  /** A tab that the extension itself opened, once its address holds `part`. */
  waitForTab(part: string): Promise<Tab>;
  /** Addresses of all open tabs. */
  urls(): Promise<string[]>;
  /** The toolbar badge for a tab. */
  badge(tab: Tab): Promise<{ text: string; title: string }>;
  /** Runs a function body in the extension's own context (`browser` is the extension API); gives its JSON result. */
  inExtension<T>(body: string): Promise<T>;
  /**
   * Addresses requested since the last call, by web pages, the extension's pages and its worker. Without files of the
   * package. Null where a test cannot see them.
   */
  takeRequests: (() => string[]) | null;
  /**
   * Clicks an entry of the extension's context menu in the tab of an address. Null in Firefox, whose own menu is
   * pressed by `firefox-window.ts`.
   */
  clickMenu: ((info: Readonly<Record<string, string | number>>, url: string) => Promise<void>) | null;
  /** Ends the browser without warning, as a crash does. */
  kill(): Promise<void>;
  /** Whether the browser has ended since it was last started. */
  hasEnded(): boolean;
  /** Starts a browser that has ended again, with the same profile. */
  restart(): Promise<void>;
  /** Installs the extension anew, which opens its control page again; null where that opens by itself when it is needed. */
  reinstall: (() => Promise<void>) | null;
  /** Loads the extension anew while pages are open, as an update does. */
  update(): Promise<void>;
  /** Takes the extension out of the browser, as switching it off does, while pages are open; null where a test cannot. */
  switchOff: (() => Promise<void>) | null;
  /** Ends the extension's worker, whatever it is at; null where a test cannot. */
  killWorker: (() => Promise<void>) | null;
  close(): Promise<void>;
}

/** Requests for paths that start like this are never answered. */
export const UNANSWERED = '/unanswered/';

export interface Tab {
  url(): string;
  /** The address that the page itself names now, also after a change without a reload. */
  address(): Promise<string>;
  evaluate<T>(body: string): Promise<T>;
  /** Clicks as a person does: with the mouse, at the middle of the element. */
  click(selector: string): Promise<void>;
  type(selector: string, text: string): Promise<void>;
  /** `Escape`, or with keys held: `Control+c`. */
  press(key: string): Promise<void>;
  clickAt(x: number, y: number, button?: 'left' | 'middle'): Promise<void>;
  waitFor(selector: string): Promise<void>;
  /** Visible text of the page itself, closed roots aside. */
  text(selector?: string): Promise<string>;
  /** What stands in the extension's closed roots, as an outsider with a debugger sees it. */
  closedRoots(): Promise<ClosedRoot[]>;
  /** What has the focus in them; null for nothing. */
  closedFocus(): Promise<ClosedFocus | null>;
  screenshot(path: string): Promise<void>;
  /** Prints the page; gives the PDF file. */
  print(): Promise<Uint8Array>;
  /** Makes the window's inside so large, in CSS pixels. */
  resize(width: number, height: number): Promise<void>;
  /** Stops or resumes all of the page's scripts and timers, as Chromium does with a tab in the background; null in Firefox. */
  setFrozen: ((isFrozen: boolean) => Promise<void>) | null;
  /** Brings the tab to the front. */
  show(): Promise<void>;
  reload(): Promise<void>;
  goto(url: string): Promise<void>;
  close(): Promise<void>;
}

/** Asks again until it holds; a story never waits for a fixed time. */
export async function until<T>(
  what: string,
  attempt: () => Promise<T | null | undefined | false>,
  ms = 15_000,
): Promise<T> {
  const end = performance.now() + ms;
  let last: unknown;
  while (performance.now() < end) {
    try {
      const answer = await attempt();
      if (answer !== null && answer !== undefined && answer !== false) return answer;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Waited ${ms} ms for: ${what}${last instanceof Error ? ` (${last.message})` : ''}`);
}
