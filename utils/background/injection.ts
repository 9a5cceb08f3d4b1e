/** Injects content scripts into frames, and registers the page test for hosts that the reader granted. */
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
  /** Injects the script that draws warnings. */
  injectOverlay(tabId: number, frameId: number): Promise<void>;
  /** Injects the script that reads posts. @param withFinder together with the general finder */
  injectPageController(tabId: number, frameId: number, withFinder: boolean): Promise<void>;
  injectFinder(tabId: number, frameId: number): Promise<void>;
  /** Injects the page test into all frames of a tab. */
  injectPageTest(tabId: number): Promise<void>;
  injectDetector(tabId: number, frameId: number): Promise<void>;
  /** The reader's own data that the page shows; empty when the frame cannot be read. */
  readReaderData(tabId: number, frameId: number): Promise<ReaderData>;
  /** The structure of a page without its text. @throws Error when the page cannot be read */
  readOutline(tabId: number): Promise<PageOutline>;
  /** Registers the page test for the hosts granted in addition to those of the manifest. */
  registerGrantedHosts(): Promise<void>;
}

export function createInjection(browser: Pick<Browser, 'scripting' | 'permissions' | 'runtime'>): Injection {
  /** Injects files into one frame. @returns what the last of them returned there */
  const injectInto = async (tabId: number, frameId: number, ...files: string[]): Promise<unknown> => {
    const target = { tabId, frameIds: [frameId] };
    const [answer] = await browser.scripting.executeScript({ target, files, ...AT_ONCE });
    return answer?.result;
  };
  async function registerGranted(): Promise<void> {
    const { origins = [] } = await browser.permissions.getAll();
    const builtIn = new Set(browser.runtime.getManifest().content_scripts?.flatMap((script) => script.matches) ?? []);
    const matches = origins.filter((origin) => !builtIn.has(origin) && !builtIn.has('<all_urls>'));
    const { scripting } = browser;
    const isRegistered = (await scripting.getRegisteredContentScripts({ ids: [GRANTED_SCRIPT_ID] })).length > 0;
    if (matches.length === 0) {
      if (isRegistered) await scripting.unregisterContentScripts({ ids: [GRANTED_SCRIPT_ID] });
      return;
    }
    const script = {
      id: GRANTED_SCRIPT_ID,
      matches,
      js: [SCAN_SCRIPT],
      runAt: 'document_start' as const,
      allFrames: true,
      persistAcrossSessions: true,
    };
    // In one step: a worker that ends between two would leave the granted hosts unread.
    const save = (scripts: (typeof script)[]): Promise<void> =>
      isRegistered ? scripting.updateContentScripts(scripts) : scripting.registerContentScripts(scripts);
    try {
      await save([{ ...script, matchOriginAsFallback: true } as typeof script]);
    } catch {
      // Chromium below 119 and Firefox below 128 do not know `matchOriginAsFallback`.
      await save([script]);
    }
  }
  let lastRegistration: Promise<unknown> = Promise.resolve();
  return {
    injectOverlay: async (tabId, frameId) => void (await injectInto(tabId, frameId, WARN_SCRIPT)),
    async injectPageController(tabId, frameId, withFinder) {
      await injectInto(tabId, frameId, ...(withFinder ? [FIND_SCRIPT] : []), READ_SCRIPT);
    },
    injectFinder: async (tabId, frameId) => void (await injectInto(tabId, frameId, FIND_SCRIPT)),
    injectDetector: async (tabId, frameId) => void (await injectInto(tabId, frameId, DETECT_SCRIPT)),
    async injectPageTest(tabId) {
      await browser.scripting.executeScript({ target: { tabId, allFrames: true }, files: [SCAN_SCRIPT], ...AT_ONCE });
    },
    async readReaderData(tabId, frameId) {
      try {
        return ((await injectInto(tabId, frameId, SELF_SCRIPT)) as ReaderData | undefined) ?? EMPTY_READER_DATA;
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
    registerGrantedHosts() {
      // One after the other: an earlier one would end with the hosts of before.
      const run = lastRegistration.then(registerGranted);
      lastRegistration = run.catch(() => undefined);
      return run;
    },
  };
}
