/**
 * Hostile pages on a site without an adapter. The lure is read, whatever decoy stands beside it or disguise it wears.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS, startStory, type Story } from './harness/story.ts';
import { HONEST_TEXT, htmlOf, page } from './hostile/attack.ts';
import { DECOYS } from './hostile/decoys.ts';
import { ON_UNKNOWN_SITES } from './hostile/attacks.ts';
import { until, type Tab } from './harness/driver.ts';

const SITE = 'https://work.example/jobs/';
/** Its addresses name no jobs. */
const OTHER_SITE = 'https://notes.example/p/';

describe.each(BROWSERS)('a site without an adapter in %s', (browser) => {
  let story: Story;
  beforeAll(async () => {
    story = await startStory(browser);
  });
  afterAll(() => story.close());

  it.each(Object.entries(ON_UNKNOWN_SITES))(
    'warns of a lure under: %s',
    { timeout: 120_000 },
    async (group, attacks) => {
      const lost: string[] = [];
      // One tab for all: a tab of its own takes twice the processor time.
      let tab: Tab | null = null;
      for (const [at, attack] of attacks.entries()) {
        const url = attacks === DECOYS ? `${SITE}${at}` : `${OTHER_SITE}${group.length}/${at}`;
        story.driver.serve(url, htmlOf(attack, url));
        if (tab === null) tab = await story.driver.open(url);
        else await tab.goto(url);
        await story.warning(tab).catch(() => lost.push(attack.description));
      }
      await tab?.close();
      expect(lost).toEqual([]);
    },
  );

  it('counts one post on an honest page, and not its rest', async () => {
    const url = `${SITE}honest`;
    const post = `<main><h1>Kitchen help</h1><p>Job description</p><p>${HONEST_TEXT}</p><a href="#a">Apply now</a></main>`;
    story.driver.serve(url, page(`${post}<aside>Salary guide, and jobs with no experience</aside>`));
    const tab = await story.driver.open(url);
    await until('the post to be judged', async () => (await story.describe(tab)).found.length > 0);
    expect(await story.describe(tab)).toMatchObject({ status: 'read', posts: 1, caution: 0, danger: 0 });
    await tab.close();
  });
});
