/** The desk's background: opens the desk from the toolbar, and once when it is installed. */
import browser from 'webextension-polyfill';
import { defineBackground } from 'wxt/utils/define-background';

export default defineBackground({
  type: 'module',
  main() {
    const open = (): void => void browser.tabs.create({ url: browser.runtime.getURL('desk.html') });
    browser.action.onClicked.addListener(open);
    browser.runtime.onInstalled.addListener(({ reason }) => {
      if (reason === 'install') open();
    });
  },
});
