/** Puts scripts into frames: the drawing script on a hit, the finder on unknown pages, the scanner where the reader granted or clicked. */
import type { Browser } from 'webextension-polyfill';
import type { PageOutline } from '../report/page-outline.ts';
import { EMPTY_READER_DATA, type ReaderData } from '../report/reader-data.ts';

const SCAN = 'content-scripts/scan.js';
const READ = 'content-scripts/read.js';
const FIND = 'content-scripts/find.js';
const WARN = 'content-scripts/warn.js';
const SELF = 'content-scripts/self.js';
const OUTLINE = 'content-scripts/outline.js';
const GRANTED = 'scan-granted';

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
      await browser.scripting.executeScript({ target: { tabId, frameIds: [frameId] }, files: [WARN] });
    },
    async read(tabId, frameId, finder) {
      const files = finder ? [FIND, READ] : [READ];
      await browser.scripting.executeScript({ target: { tabId, frameIds: [frameId] }, files });
    },
    async find(tabId, frameId) {
      await browser.scripting.executeScript({ target: { tabId, frameIds: [frameId] }, files: [FIND] });
    },
    async scan(tabId) {
      await browser.scripting.executeScript({ target: { tabId, allFrames: true }, files: [SCAN] });
    },
    async self(tabId, frameId) {
      try {
        const target = { tabId, frameIds: [frameId] };
        const [answer] = await browser.scripting.executeScript({ target, files: [SELF] });
        return (answer?.result as ReaderData | undefined) ?? EMPTY_READER_DATA;
      } catch {
        return EMPTY_READER_DATA; // the page is gone, or not ours to read
      }
    },
    async outline(tabId) {
      const [answer] = await browser.scripting.executeScript({ target: { tabId }, files: [OUTLINE] });
      return answer?.result as PageOutline;
    },
    async followGrants() {
      const { origins = [] } = await browser.permissions.getAll();
      const builtIn = new Set(browser.runtime.getManifest().content_scripts?.flatMap((script) => script.matches) ?? []);
      const matches = origins.filter((origin) => !builtIn.has(origin) && !builtIn.has('<all_urls>'));
      const registered = await browser.scripting.getRegisteredContentScripts({ ids: [GRANTED] });
      if (registered.length > 0) await browser.scripting.unregisterContentScripts({ ids: [GRANTED] });
      if (matches.length === 0) return;
      const script = {
        id: GRANTED,
        matches,
        js: [SCAN],
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
