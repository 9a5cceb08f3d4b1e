/** The address bar keyword that opens the check page. Firefox for Android has no omnibox. */
import type { Browser } from 'webextension-polyfill';
import { MAX_HANDOFF_UNITS } from '../check/paste-limits.ts';

export interface OmniboxDeps {
  browser: Pick<Browser, 'tabs'> & Partial<Pick<Browser, 'omnibox'>>;
  /** Opens the check page with the text. @param isPrivate it was typed in a private window */
  openCheck(text: string, isPrivate: boolean): Promise<void>;
  /** Hint below the address bar, in the reader's language. */
  hint(): Promise<string>;
}

export function startOmnibox({ browser, openCheck, hint }: OmniboxDeps): void {
  const { omnibox, tabs } = browser;
  if (omnibox === undefined) return;
  omnibox.onInputStarted.addListener(
    () => void hint().then((description) => omnibox.setDefaultSuggestion({ description })),
  );
  omnibox.onInputEntered.addListener((text) => void open(text.slice(0, MAX_HANDOFF_UNITS)));

  /** The event does not name the tab whose address bar it was. */
  async function open(text: string): Promise<void> {
    const [active] = await tabs.query({ active: true, lastFocusedWindow: true });
    await openCheck(text, active?.incognito ?? false);
  }
}
