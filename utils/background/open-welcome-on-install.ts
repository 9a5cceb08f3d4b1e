/** Opens the welcome page once, at install, unless the organisation's policy says that consent was given. */
import type { Browser } from 'webextension-polyfill';
import type { ManagedPolicy } from '../brand/managed-policy.ts';

export interface WelcomeDeps {
  runtime: Pick<Browser['runtime'], 'onInstalled'>;
  managed(): Promise<Pick<ManagedPolicy, 'consentGiven'>>;
  openPage(path: string): Promise<void>;
}

/** An update of the extension or the browser opens nothing. */
export function openWelcomeOnInstall({ runtime, managed, openPage }: WelcomeDeps): void {
  runtime.onInstalled.addListener(({ reason }) => {
    if (reason === 'install') void welcome();
  });

  async function welcome(): Promise<void> {
    const { consentGiven } = await managed();
    if (!consentGiven) await openPage('welcome.html');
  }
}
