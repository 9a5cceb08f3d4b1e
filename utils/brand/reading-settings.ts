/** The settings of this context, also where the browser's storage fails: see `utils/storage/reading-settings.ts`. */
import browser from 'webextension-polyfill';
import { createReadingSettings } from '../storage/reading-settings.ts';

const listeners: (() => void)[] = [];

export const readingSettings = createReadingSettings(browser.storage.local, {
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  onLate: () => listeners.forEach((tell) => tell()),
});

/** The listener is called when the settings can be read again. */
export const onSettingsBack = (listener: () => void): void => void listeners.push(listener);
