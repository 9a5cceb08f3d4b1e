/** A tab of Firefox as Marionette drives it. Each command first switches to the tab. */
import { until } from './driver.ts';
import type { Marionette } from './marionette.ts';
import { pressElement, pressKeys } from './marionette-press.ts';
import type { WindowTab } from './window-driver.ts';

export interface MarionetteTab extends WindowTab {
  /** Opens the context menu at an element, with the mouse, and presses the entry with that id in the browser. */
  pressMenuEntry(selector: string, entry: string): Promise<void>;
}

export function marionetteTab(marionette: Marionette, handle: string): MarionetteTab {
  /** @param focus whether the tab comes to the front */
  const switchTo = async (focus: boolean): Promise<void> => {
    await marionette.command('Marionette:SetContext', { value: 'content' });
    await marionette.command('WebDriver:SwitchToWindow', { handle, focus });
  };
  const evaluate = async <T>(body: string): Promise<T> => {
    await switchTo(false);
    return marionette.run<T>('content', body);
  };
  return {
    evaluate,
    async waitFor(selector) {
      const found = `return document.querySelector(${JSON.stringify(selector)}) !== null;`;
      await until(selector, () => evaluate<boolean>(found));
    },
    async press(keys) {
      await switchTo(true);
      await pressKeys(marionette, keys);
    },
    async pressMenuEntry(selector, entry) {
      await switchTo(true);
      await pressElement(marionette, 'content', selector, 'right');
      const isOpen = `return document.getElementById(given)?.closest('menupopup').state === 'open';`;
      await until(`the entry ${entry}`, () => marionette.run<boolean>('chrome', isOpen, entry));
      await pressElement(marionette, 'chrome', `#${entry}`);
    },
  };
}

/** Opens an address in a new tab, in front. */
export async function openTab(marionette: Marionette, url: string): Promise<MarionetteTab> {
  await marionette.command('Marionette:SetContext', { value: 'content' });
  const { handle } = await marionette.command<{ handle: string }>('WebDriver:NewWindow', { type: 'tab' });
  await marionette.command('WebDriver:SwitchToWindow', { handle, focus: true });
  await marionette.command('WebDriver:Navigate', { url });
  return marionetteTab(marionette, handle);
}

/** Closes all tabs but the one at an address that holds `part`, and switches to it. */
export async function closeTabs(marionette: Marionette, part: string): Promise<void> {
  const close = `
    const others = gBrowser.tabs.filter((tab) => !tab.linkedBrowser.currentURI.spec.includes(given));
    for (const tab of others) gBrowser.removeTab(tab);`;
  await marionette.run('chrome', close, part);
  // Each command is one to a tab
  await (await waitForTab(marionette, part)).evaluate('return null;');
}

/** Closes the tabs at an address that holds `part`. */
export async function closeTab(marionette: Marionette, part: string): Promise<void> {
  const close = `
    const found = gBrowser.tabs.filter((tab) => tab.linkedBrowser.currentURI.spec.includes(given));
    for (const tab of found) gBrowser.removeTab(tab);`;
  await marionette.run('chrome', close, part);
}

/** A tab, once its address holds `part`. */
export function waitForTab(marionette: Marionette, part: string): Promise<MarionetteTab> {
  return until(`a tab at ${part}`, async () => {
    await marionette.command('Marionette:SetContext', { value: 'content' });
    for (const handle of await marionette.command<string[]>('WebDriver:GetWindowHandles')) {
      const tab = marionetteTab(marionette, handle);
      if ((await tab.evaluate<string>('return location.href;')).includes(part)) return tab;
    }
    return null;
  });
}
