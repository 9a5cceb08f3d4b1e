/** Opens attacks one after the other, and checks that the reader still learns of the warning. */
import { expect } from 'vitest';
import { until, type Tab } from '../harness/driver.ts';
import type { Story } from '../harness/story.ts';
import { BOARD, htmlOf, type Attack } from './attack.ts';
import { isDrawn, openedPages, waitForBadge, waitMs } from './wait-for-badge.ts';

/** Duration of an attack that gives none, milliseconds. */
export const DEFAULT_DURATION_MS = 700;
/** Longest time to the badge on a page that never finishes loading, milliseconds. */
const MAX_BADGE_MS = 5000;

export interface AttackSession {
  /** Fails when the warning is lost, or the page learned or opened something. */
  expectWarning(attack: Attack): Promise<void>;
  /** Closes the tab that the attacks share; the next one gets a new tab. */
  closeTab(): Promise<void>;
}

/** Number of attacks so far: each has an address of its own. */
let count = 0;

export function createAttackSession(story: Story): AttackSession {
  /** Where the attacks follow each other; null where the next one needs a new tab. */
  let shared: Tab | null = null;

  /** The next page in the tab of the one before: a tab of its own takes twice the processor time. */
  async function openAttack({ neverLoads }: Attack, url: string): Promise<Tab> {
    if (neverLoads === true) return story.driver.openWithoutLoad(url);
    if (shared === null) shared = await story.driver.open(url);
    else await shared.goto(url);
    return shared;
  }

  return {
    async expectWarning(attack) {
      const url = `${BOARD}${(count += 1)}`;
      story.driver.serve(url, htmlOf(attack, url));
      const tab = await openAttack(attack, url);
      await waitForBadge(story, tab, attack.neverLoads === true ? MAX_BADGE_MS : undefined);
      await attack.readerAction?.(tab);
      await waitMs(attack.durationMs ?? DEFAULT_DURATION_MS);
      await waitForBadge(story, tab);
      const surface = attack.surfaces?.[story.driver.name] ?? 'page';
      if (surface === 'page') await until('the warning to be drawn', () => isDrawn(story, tab, attack.trustReport));
      if (attack.hidesAll === true)
        await until('the title to say that the page hides it', async () =>
          (await story.driver.badge(tab)).title.includes('hides'),
        );
      // No tab was opened by a forged click, and the page learned nothing.
      expect(await openedPages(story)).toEqual([]);
      expect(await tab.evaluate('return document.title').catch(() => '')).not.toContain('SEEN');
      if (attack.neverLoads === true) await tab.close();
    },
    async closeTab() {
      await shared?.close();
      shared = null;
    },
  };
}
