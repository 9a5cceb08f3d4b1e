/** The address bar keyword that opens the check page. Firefox for Android has no omnibox. */
import type { Browser } from 'webextension-polyfill';
import { MAX_HANDOFF_UNITS } from '../check/paste-limits.ts';

export interface OmniboxDeps {
  browser: Partial<Pick<Browser, 'omnibox'>>;
  /** Opens the check page with the text. */
  openCheck(text: string): Promise<void>;
  /** Hint below the address bar, in the reader's language. */
  hint(): Promise<string>;
}

export function startOmnibox({ browser, openCheck, hint }: OmniboxDeps): void {
  const { omnibox } = browser;
  if (omnibox === undefined) return;
  omnibox.onInputStarted.addListener(
    () => void hint().then((description) => omnibox.setDefaultSuggestion({ description })),
  );
  omnibox.onInputEntered.addListener((text) => void openCheck(text.slice(0, MAX_HANDOFF_UNITS)));
}
