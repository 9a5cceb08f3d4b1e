/** What a story may do with a browser's own window, whichever browser it is: press the extension's toolbar button. */
import type { Tab } from './driver.ts';

export interface WindowOptions {
  /** Folder of the built extension, and its id (Firefox). */
  extension: string;
  id: string;
  /** The closed web: HTML, or SVG at addresses that end so, by address. */
  pages: Readonly<Record<string, string>>;
}

export interface WindowDriver {
  /** Opens an address in a new tab, in front. */
  open(url: string): Promise<WindowTab>;
  /** A tab that the extension opened, once its address holds `part`. */
  waitForTab(part: string): Promise<WindowTab>;
  /** Presses the toolbar button, as a reader does, while the tab in front shows `url`. The tab may then be read once. */
  pressToolbarButton(url: string): Promise<Popup>;
  /** Runs a function body in the extension's own context (`browser` is the extension API); gives its JSON result. */
  inExtension<T>(body: string): Promise<T>;
  /**
   * Allows or refuses what `press` asks of the browser: to read the clipboard. Chromium remembers that it was allowed.
   * @returns whether the answer counted: false where the browser refuses without asking
   */
  answerClipboard(press: () => Promise<void>, isAllowed: boolean): Promise<boolean>;
  /** Closes all tabs but the welcome page, so that a test finds none of an earlier one. */
  closeTabs(): Promise<void>;
  close(): Promise<void>;
}

export type WindowTab = Pick<Tab, 'evaluate' | 'waitFor' | 'press'>;

export interface Popup {
  /** The value of an expression in the popup. */
  evaluate<T>(expression: string): Promise<T>;
  /** Presses a control of the popup. */
  press(selector: string): Promise<void>;
}
