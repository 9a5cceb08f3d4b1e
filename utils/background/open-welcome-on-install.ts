/** Opens the welcome page when the extension is installed: once, and not where the organisation has told its people. */
import type { Browser } from 'webextension-polyfill';
import type { ManagedPolicy } from '../brand/managed-policy.ts';

export interface WelcomeDeps {
  runtime: Pick<Browser['runtime'], 'onInstalled'>;
  managed(): Promise<Pick<ManagedPolicy, 'consentGiven'>>;
  openPage(path: string): Promise<void>;
}

/** An update of the extension or of the browser opens nothing. */
export function openWelcomeOnInstall({ runtime, managed, openPage }: WelcomeDeps): void {
  runtime.onInstalled.addListener(({ reason }) => {
    if (reason === 'install') void welcome();
  });

  async function welcome(): Promise<void> {
    const { consentGiven } = await managed();
    if (!consentGiven) await openPage('welcome.html');
  }
}
