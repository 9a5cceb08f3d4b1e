/** Starts a browser with the package as it ships, for a story about the browser's own window. */
import { startChromiumWindow } from './chromium-window.ts';
import { startFirefoxWindow } from './firefox-window.ts';
import { BRAND_ID } from './publisher.ts';
import type { BrowserName } from './story.ts';
import { storyExtension } from './story-builds.ts';
import type { WindowDriver, WindowOptions } from './window-driver.ts';

export async function startWindow(name: BrowserName, pages: WindowOptions['pages']): Promise<WindowDriver> {
  const browser = name === 'chromium' ? 'chrome' : 'firefox';
  const extension = await storyExtension({ flavour: 'production', browser });
  const start = name === 'chromium' ? startChromiumWindow : startFirefoxWindow;
  return start({ extension, id: `${BRAND_ID}@joblantern.example`, pages });
}
