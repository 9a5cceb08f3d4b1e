/** A report is typed, and its tab is loaded anew: by the reader, or because the browser had discarded it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until, type Tab } from './harness/driver.ts';
import { BROWSERS, startStory, type Story } from './harness/story.ts';

const POST = {
  id: 'p',
  title: 'Chat support',
  text: 'Free ticket',
  url: 'https://jobs.example/jobs/1',
  site: 'jobs.example',
};

describe.each(BROWSERS)('in %s', (browser) => {
  let story: Story;
  beforeAll(async () => {
    story = await startStory(browser);
  });
  afterAll(() => story.close());

  const openForm = async (isPrivate: boolean): Promise<Tab> => {
    const data = { post: POST, verdict: null, wrong: false, private: isPrivate };
    await story.driver.inExtension(`
      await browser.runtime.sendMessage(${JSON.stringify({ name: 'report.open', data })}); return null;`);
    const form = await story.driver.waitForTab('report.html');
    await form.waitFor('#words');
    return form;
  };
  const words = (form: Tab): Promise<string> => form.evaluate(`return document.querySelector('#words').value;`);
  const kept = (): Promise<string> =>
    story.driver.inExtension<string>(`
      return JSON.stringify([await browser.storage.session.get(null), await browser.storage.local.get(null)]);`);
  const reload = async (form: Tab): Promise<void> => {
    await form.evaluate(`window.isOld = true; setTimeout(() => location.reload()); return null;`);
    await until('the form to be loaded anew', () =>
      form.evaluate<boolean>(`return window.isOld !== true && document.querySelector('#words') !== null;`),
    );
  };

  test('what was typed, ticked and taken out is there again, in memory alone', async () => {
    const form = await openForm(false);
    await form.type('#words', 'They wanted my passport.');
    await form.click('fieldset input[type="checkbox"]');
    await form.click('[aria-label="Take out: Site"]');
    await until('it to be kept', async () => (await kept()).includes('"removed":["url","site"]'));
    await reload(form);
    expect(await words(form)).toBe('They wanted my passport.');
    expect(await form.evaluate(`return document.querySelector('fieldset input').checked;`)).toBe(true);
    expect(await form.evaluate(`return document.querySelector('[aria-label="Put back: Site"]') !== null;`)).toBe(true);
    const local = await story.driver.inExtension(`return JSON.stringify(await browser.storage.local.get(null));`);
    expect(local).not.toContain('passport');
    await form.click('#send');
    await form.waitFor('#outcome');
    expect(await kept()).not.toContain('passport');
    await form.close();
  });

  test('of a draft from a private window nothing that is typed is kept', async () => {
    const form = await openForm(true);
    await form.type('#words', 'They wanted my passport.');
    await form.click('fieldset input[type="checkbox"]');
    await story.driver.inExtension(
      `await browser.runtime.sendMessage({ name: 'outbox.list', data: null }); return null;`,
    );
    expect(await kept()).not.toContain('passport');
    await form.close();
  });
});
