/** A browser that ends by itself: the attempt in which it ends fails, and the next one has another browser. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS, startStory, type Story } from './harness/story.ts';

describe.each(BROWSERS)('a story in %s', (browser) => {
  let story: Story;
  let attempts = 0;
  beforeAll(async () => {
    story = await startStory(browser);
  });
  afterAll(() => story.close());

  it.fails('fails where its browser ends, although nothing else is wrong', { retry: 0 }, async () => {
    await story.driver.kill();
  });

  it('goes on with a new browser, and the extension in it', { retry: 0 }, async () => {
    expect(await story.driver.inExtension('return browser.runtime.getManifest().name;')).toBe('JobLantern');
  });

  it('passes at a second attempt where the new browser stays', { retry: 1 }, async () => {
    if ((attempts += 1) === 1) await story.driver.kill();
    expect(attempts).toBe(2);
  });
});
