/** A page of a known job board whose layout no adapter knows any more. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from './harness/driver.ts';
import { detailPage, LURE } from './harness/pages.ts';
import { BROWSERS, startStory, type Story } from './harness/story.ts';
import { FOREIGN_ELEMENTS } from './hostile/attack.ts';

const URL_OF_JOB = 'https://www.linkedin.com/jobs/view/4242';
/** The detector's own wait for a page to fill is 2.5 s: the warning must not depend on it. */
const NOTE_FIRST_WARNING = `
  setTimeout(() => { window.first ??= 'late'; }, 2000);
  new MutationObserver(() => { if (${FOREIGN_ELEMENTS}.length > 0) window.first ??= 'early'; })
    .observe(document.documentElement, { childList: true });`;

describe.each(BROWSERS)('a known board whose layout changed in %s', (browser) => {
  let story: Story;
  beforeAll(async () => {
    story = await startStory(browser);
  });
  afterAll(() => story.close());

  it('gets its first warning from the generic finder, without a wait for the adapter', async () => {
    // The first page starts the worker and loads the knowledge.
    story.driver.serve(`${URL_OF_JOB}0`, detailPage(LURE));
    await story.warning(await story.driver.open(`${URL_OF_JOB}0`));
    story.driver.serve(URL_OF_JOB, detailPage(LURE, NOTE_FIRST_WARNING));
    const tab = await story.driver.open(URL_OF_JOB);
    await story.warning(tab);
    await until('the page to have noted it', () => tab.evaluate<boolean>('return window.first !== undefined'));
    expect(await tab.evaluate<string>('return window.first')).toBe('early');
    expect((await story.describe(tab)).adapter).toBe('generic');
    await tab.close();
  });
});
