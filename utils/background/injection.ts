/** Puts scripts into frames: the drawing script on a hit, the finder on unknown pages, the scanner where the reader granted or clicked. */
import type { Browser } from 'webextension-polyfill';
import type { PageOutline } from '../report/page-outline.ts';
import { EMPTY_READER_DATA, type ReaderData } from '../report/reader-data.ts';

const SCAN_SCRIPT = 'content-scripts/scan.js';
const READ_SCRIPT = 'content-scripts/read.js';
const FIND_SCRIPT = 'content-scripts/find.js';
const WARN_SCRIPT = 'content-scripts/warn.js';
const SELF_SCRIPT = 'content-scripts/self.js';
const OUTLINE_SCRIPT = 'content-scripts/outline.js';
const GRANTED_SCRIPT_ID = 'scan-granted';

export interface Injection {
  draw(tabId: number, frameId: number): Promise<void>;
  read(tabId: number, frameId: number, finder: boolean): Promise<void>;
  find(tabId: number, frameId: number): Promise<void>;
  scan(tabId: number): Promise<void>;
  /** What the page shows of its reader; nothing where the page cannot be asked. */
  self(tabId: number, frameId: number): Promise<ReaderData>;
  /** The structure of a page without its words. Throws where the page cannot be asked. */
  outline(tabId: number): Promise<PageOutline>;
  /** Registers the scanner for exactly the hosts granted beyond the manifest's own; call when grants change. */
  followGrants(): Promise<void>;
}

export function createInjection(browser: Pick<Browser, 'scripting' | 'permissions' | 'runtime'>): Injection {
  return {
    async draw(tabId, frameId) {
      await browser.scripting.executeScript({ target: { tabId, frameIds: [frameId] }, files: [WARN_SCRIPT] });
    },
    async read(tabId, frameId, finder) {
      const files = finder ? [FIND_SCRIPT, READ_SCRIPT] : [READ_SCRIPT];
      await browser.scripting.executeScript({ target: { tabId, frameIds: [frameId] }, files });
    },
    async find(tabId, frameId) {
      await browser.scripting.executeScript({ target: { tabId, frameIds: [frameId] }, files: [FIND_SCRIPT] });
    },
    async scan(tabId) {
      await browser.scripting.executeScript({ target: { tabId, allFrames: true }, files: [SCAN_SCRIPT] });
    },
    async self(tabId, frameId) {
      try {
        const target = { tabId, frameIds: [frameId] };
        const [answer] = await browser.scripting.executeScript({ target, files: [SELF_SCRIPT] });
        return (answer?.result as ReaderData | undefined) ?? EMPTY_READER_DATA;
      } catch {
        return EMPTY_READER_DATA; // the page is gone, or not ours to read
      }
    },
    async outline(tabId) {
      const [answer] = await browser.scripting.executeScript({ target: { tabId }, files: [OUTLINE_SCRIPT] });
      return answer?.result as PageOutline;
    },
    async followGrants() {
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
        runAt: 'document_idle' as const,
        allFrames: true,
        persistAcrossSessions: true,
      };
      try {
        await browser.scripting.registerContentScripts([{ ...script, matchOriginAsFallback: true }]);
      } catch {
        // An older browser does not know frames without an address of their own.
        await browser.scripting.registerContentScripts([script]);
      }
    },
  };
}
