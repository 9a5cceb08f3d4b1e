/**
 * Holds an update back while the reader may be typing. Firefox installs it at once and closes the pages of the extension, unless
 * the extension listens. Chromium itself waits until no page of the extension is open.
 */
import type { Browser } from 'webextension-polyfill';
import type { RemovableStorageArea } from './channel-problems.ts';

export interface HoldUpdateDeps {
  runtime: Pick<Browser['runtime'], 'onUpdateAvailable' | 'getURL' | 'reload'>;
  tabs: Pick<Browser['tabs'], 'query' | 'onRemoved'>;
  /** `storage.session`: the background may end while the update waits. An installed update clears it. */
  session: RemovableStorageArea;
}

/** Pages where words are typed that are stored nowhere else. */
const TYPED_PAGES = ['report.html', 'check.html'];
const STORAGE_KEY = 'update-waits';

/** Call it while the background starts. The update is installed once the last such tab is closed, or with the browser's next start. */
export function holdUpdateWhileTyping({ runtime, tabs, session }: HoldUpdateDeps): void {
  const addresses = TYPED_PAGES.map((path) => runtime.getURL(path));
  /** @param closedId a tab that the browser may still list */
  const isTyping = async (closedId?: number): Promise<boolean> =>
    (await tabs.query({})).some(
      ({ id, url = '' }) => id !== closedId && addresses.some((address) => url.startsWith(address)),
    );
  const holdOrInstall = async (): Promise<void> => {
    if (await isTyping()) await session.set({ [STORAGE_KEY]: true });
    else runtime.reload();
  };
  const installOnceClosed = async (closedId: number): Promise<void> => {
    const isWaiting = (await session.get(STORAGE_KEY))[STORAGE_KEY] === true;
    if (isWaiting && !(await isTyping(closedId))) runtime.reload();
  };
  runtime.onUpdateAvailable.addListener(() => void holdOrInstall());
  tabs.onRemoved.addListener((tabId) => void installOnceClosed(tabId));
}
