/** Sets up a story: a browser with the extension, a publisher, and its web host. */
import { startChromium, type BrowserOptions } from './chromium.ts';
import type { ClosedRoot } from '../../../tools/setup/closed-roots.ts';
import { until, type Driver, type Tab } from './driver.ts';
import { OPEN_BROWSERS } from './open-browsers.ts';
import { startFirefox } from './firefox.ts';
import { BRAND_ID, createPublisher, type Publisher } from './publisher.ts';
import { storyExtension } from './story-builds.ts';
import { startWebHost, type WebHost } from './web-host.ts';
import type { ChannelStatus } from '../../../utils/contracts/channel-status.ts';
import type { PageDescription } from '../../../utils/contracts/page-summary.ts';

export type BrowserName = Driver['name'];

/** Both, or those named in STORY_BROWSERS. */
export const BROWSERS: readonly BrowserName[] = (process.env['STORY_BROWSERS'] ?? 'chromium,firefox').split(
  ',',
) as BrowserName[];

export interface Story {
  driver: Driver;
  publisher: Publisher;
  host: WebHost;
  /** Syncs the channels, as "Update now" in the popup does. */
  sync(): Promise<ChannelStatus>;
  /** The page description of a tab, as the popup requests it. */
  describe(tab: Tab): Promise<PageDescription>;
  /** Waits for a visible warning in the page, open or collapsed. */
  warning(tab: Tab): Promise<ClosedRoot>;
  close(): Promise<void>;
}

export async function startStory(
  name: BrowserName,
  options: Pick<BrowserOptions, 'size' | 'dark' | 'locale' | 'preferences' | 'privateWindows'> & {
    flavour?: 'production' | 'testing';
  } = {},
): Promise<Story> {
  const host = await startWebHost();
  const publisher = await createPublisher(name);
  host.serve(publisher.folder);
  const extension = await storyExtension({
    flavour: options.flavour ?? 'testing',
    browser: name === 'chromium' ? 'chrome' : 'firefox',
  });
  const start = name === 'chromium' ? startChromium : startFirefox;
  const { flavour, ...browser } = options;
  // Tests cannot open extension pages in Firefox; a production build is controlled from its welcome page.
  const control = name === 'firefox' && flavour === 'production' ? { control: 'welcome.html' } : {};
  const driver = await start({ ...browser, ...control, extension, id: `${BRAND_ID}@joblantern.example` });
  OPEN_BROWSERS.add(driver);
  const ask = <T>(message: unknown): Promise<T> =>
    driver.inExtension(`
      const answer = await browser.runtime.sendMessage(${JSON.stringify(message)});
      if (!answer.ok) throw new Error(answer.error);
      return answer.value;`);
  return {
    driver,
    publisher,
    host,
    sync: () => ask({ name: 'channels.sync', data: null }),
    describe: async (tab) =>
      driver.inExtension(`
        const path = (url) => String(url).split('?')[0];
        const found = (await browser.tabs.query({})).filter((tab) => path(tab.url) === path(${JSON.stringify(await tab.address())}));
        const answer = await browser.tabs.sendMessage(found.at(-1).id, { name: 'page.describe', data: null });
        return answer.value;`),
    warning: (tab) =>
      until('a warning in the page', async () => (await tab.closedRoots()).find(({ text }) => text !== '')),
    async close() {
      OPEN_BROWSERS.delete(driver);
      await driver.close();
      await host.stop();
    },
  };
}
