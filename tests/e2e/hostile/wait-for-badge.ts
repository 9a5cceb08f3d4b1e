/** What a reader, and a debugger, see of a warning on a page under test. */
import { until, type Tab } from '../harness/driver.ts';
import type { Story } from '../harness/story.ts';

export function waitForBadge({ driver }: Story, tab: Tab, ms?: number): Promise<unknown> {
  return until(
    'the badge to count the warning',
    async () => {
      const { text } = await driver.badge(tab);
      return /^\d/u.test(text) && text !== '0';
    },
    ms,
  );
}

/** Whether a debugger sees the warning drawn in the page. @param unseen trusts what the extension reports alone */
export async function isDrawn(story: Story, tab: Tab, unseen = false): Promise<boolean> {
  return (await story.describe(tab)).drawn > 0 && (unseen || (await tab.closedRoots()).some(({ text }) => text !== ''));
}

/** Pages of the extension that a click in the page could have opened. */
export async function openedPages({ driver }: Story): Promise<string[]> {
  return (await driver.urls()).filter((url) => /\/(?:report|help|check|options)\.html/u.test(url));
}

export async function waitMs(ms: number): Promise<void> {
  const end = performance.now() + ms;
  await until('the attack to have gone on', async () => performance.now() > end);
}
