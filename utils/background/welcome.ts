/** Opens the welcome page when the extension is installed: once, and not where the organisation has told its people. */
import type { Browser } from 'webextension-polyfill';
import type { Managed } from '../brand/managed.ts';

export interface WelcomeWorld {
  runtime: Pick<Browser['runtime'], 'onInstalled'>;
  managed(): Promise<Pick<Managed, 'consentGiven'>>;
  openPage(path: string): Promise<void>;
}

/** An update of the extension or of the browser opens nothing. */
export function startWelcome({ runtime, managed, openPage }: WelcomeWorld): void {
  runtime.onInstalled.addListener(({ reason }) => {
    if (reason === 'install') void welcome();
  });

  async function welcome(): Promise<void> {
    const { consentGiven } = await managed();
    if (!consentGiven) await openPage('welcome.html');
  }
}
