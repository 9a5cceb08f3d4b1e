/** Injects content scripts into frames, and registers the scanner for hosts that the reader granted. */
import type { Browser } from 'webextension-polyfill';
import type { PageOutline } from '../report/page-outline.ts';
import { EMPTY_READER_DATA, type ReaderData } from '../report/reader-data.ts';

const SCAN_SCRIPT = 'content-scripts/scan.js';
const DETECT_SCRIPT = 'content-scripts/detect.js';
const READ_SCRIPT = 'content-scripts/read.js';
const FIND_SCRIPT = 'content-scripts/find.js';
const WARN_SCRIPT = 'content-scripts/warn.js';
const SELF_SCRIPT = 'content-scripts/self.js';
const OUTLINE_SCRIPT = 'content-scripts/outline.js';
const GRANTED_SCRIPT_ID = 'scan-granted';
/** By default `executeScript` waits for `document_idle`, which a page can delay without limit. */
const AT_ONCE = { injectImmediately: true };

export interface Injection {
  injectDrawing(tabId: number, frameId: number): Promise<void>;
  injectReader(tabId: number, frameId: number, finder: boolean): Promise<void>;
  injectFinder(tabId: number, frameId: number): Promise<void>;
  injectScanner(tabId: number): Promise<void>;
  injectDetector(tabId: number, frameId: number): Promise<void>;
  /** The reader's own data that the page shows; empty when the frame cannot be read. */
  readReaderData(tabId: number, frameId: number): Promise<ReaderData>;
  /** The structure of a page without its text. @throws Error when the page cannot be read */
  readOutline(tabId: number): Promise<PageOutline>;
  /** Registers the scanner for the hosts granted in addition to those of the manifest. */
  registerGrantedHosts(): Promise<void>;
}

export function createInjection(browser: Pick<Browser, 'scripting' | 'permissions' | 'runtime'>): Injection {
  return {
    async injectDrawing(tabId, frameId) {
      await browser.scripting.executeScript({
        target: { tabId, frameIds: [frameId] },
        files: [WARN_SCRIPT],
        ...AT_ONCE,
      });
    },
    async injectReader(tabId, frameId, finder) {
      const files = finder ? [FIND_SCRIPT, READ_SCRIPT] : [READ_SCRIPT];
      await browser.scripting.executeScript({ target: { tabId, frameIds: [frameId] }, files, ...AT_ONCE });
    },
    async injectFinder(tabId, frameId) {
      await browser.scripting.executeScript({
        target: { tabId, frameIds: [frameId] },
        files: [FIND_SCRIPT],
        ...AT_ONCE,
      });
    },
    async injectScanner(tabId) {
      await browser.scripting.executeScript({ target: { tabId, allFrames: true }, files: [SCAN_SCRIPT], ...AT_ONCE });
    },
    async injectDetector(tabId, frameId) {
      await browser.scripting.executeScript({
        target: { tabId, frameIds: [frameId] },
        files: [DETECT_SCRIPT],
        ...AT_ONCE,
      });
    },
    async readReaderData(tabId, frameId) {
      try {
        const target = { tabId, frameIds: [frameId] };
        const [answer] = await browser.scripting.executeScript({ target, files: [SELF_SCRIPT], ...AT_ONCE });
        return (answer?.result as ReaderData | undefined) ?? EMPTY_READER_DATA;
      } catch {
        return EMPTY_READER_DATA; // the page was closed, or access is missing
      }
    },
    async readOutline(tabId) {
      const [answer] = await browser.scripting.executeScript({
        target: { tabId },
        files: [OUTLINE_SCRIPT],
        ...AT_ONCE,
      });
      return answer?.result as PageOutline;
    },
    async registerGrantedHosts() {
      const { origins = [] } = await browser.permissions.getAll();
      const builtIn = new Set(browser.runtime.getManifest().content_scripts?.flatMap((script) => script.matches) ?? []);
      const matches = origins.filter((origin) => !builtIn.has(origin) && !builtIn.has('<all_urls>'));
      const registered = await browser.scripting.getRegisteredContentScripts({ ids: [GRANTED_SCRIPT_ID] });
      if (registered.length > 0) await browser.scripting.unregisterContentScripts({ ids: [GRANTED_SCRIPT_ID] });
      if (matches.length === 0) return;
      const script = {
        id: GRANTED_SCRIPT_ID,
        matches,
        js: [SCAN_SCRIPT],
        runAt: 'document_start' as const,
        allFrames: true,
        persistAcrossSessions: true,
      };
      try {
        await browser.scripting.registerContentScripts([{ ...script, matchOriginAsFallback: true }]);
      } catch {
        // Chromium below 119 and Firefox below 128 do not know `matchOriginAsFallback`.
        await browser.scripting.registerContentScripts([script]);
      }
    },
  };
}
