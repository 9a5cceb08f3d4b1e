/** The keyboard command that opens the next warning in the active tab. Firefox for Android has no commands. */
import type { Browser } from 'webextension-polyfill';
import type { Envelope } from '../contracts/messages.ts';

/** Name of the command in the manifest. */
export const NEXT_WARNING_COMMAND = 'next-warning';

export interface NextWarningDeps {
  browser: Partial<Pick<Browser, 'commands'>>;
  tabs: Pick<Browser['tabs'], 'query' | 'sendMessage'>;
}

export function startNextWarningCommand({ browser, tabs }: NextWarningDeps): void {
  browser.commands?.onCommand.addListener((command) => {
    if (command === NEXT_WARNING_COMMAND) void openNextWarning(tabs);
  });
}

async function openNextWarning(tabs: NextWarningDeps['tabs']): Promise<void> {
  const [tab] = await tabs.query({ active: true, lastFocusedWindow: true });
  if (tab?.id === undefined) return;
  const message = { name: 'page.next-warning', data: null } satisfies Envelope<'page.next-warning'>;
  // A tab that is not read has no receiver.
  await tabs.sendMessage(tab.id, message).catch(() => undefined);
}
