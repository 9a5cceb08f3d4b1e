/**
 * By keyboard alone: from the popup to a sent report's page and to a number to call. Then through welcome page and
 * options.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until, type Tab } from './harness/driver.ts';
import { tabTo } from './harness/tab-to.ts';
import { BROWSERS, startStory, type Story } from './harness/story.ts';

/** Notes where the focus is as soon as the page's panel has changed, before anything else can run. */
const FOCUS_AT_CHANGE = `
  new MutationObserver((_, observer) => {
    if (document.querySelector('#panel-where') === null) return;
    window.focusAtChange = document.activeElement.textContent;
    observer.disconnect();
  }).observe(document.body, { subtree: true, childList: true, attributes: true });`;

/** Chooses it by its first letter, and from there by the arrow keys. */
async function chooseCambodia(tab: Tab, selector: string): Promise<void> {
  await tabTo(tab, selector);
  await tab.press('C');
  await until('Cambodia to be chosen', async () => {
    if ((await tab.evaluate<string>(`return document.querySelector('${selector}').value;`)) === 'KH') return true;
    await tab.press('ArrowUp');
    return false;
  });
}

describe.each(BROWSERS)('keyboard alone in %s', (browser) => {
  let story: Story;
  beforeAll(async () => {
    story = await startStory(browser);
  });
  afterAll(() => story.close());

  test('leads through the welcome page to the example and to the site switches', async () => {
    const welcome = await story.driver.waitForTab('welcome.html');
    await welcome.waitFor('#next');
    await tabTo(welcome, '#try-go');
    await welcome.press('Enter');
    await welcome.waitFor('#tried li');
    expect(await welcome.text('#tried')).toMatch(/signs seen in offers that trap people/u);
    await tabTo(welcome, '#next');
    await welcome.press('Enter');
    await welcome.waitFor('#panel-never');
    await tabTo(welcome, '#next');
    await welcome.evaluate(FOCUS_AT_CHANGE);
    await welcome.press('Enter');
    await welcome.waitFor('#sites-social');
    // In the same step: a key pressed right after the panel came must not reach what was there before.
    expect(await welcome.evaluate('return window.focusAtChange;')).toBe('Step 3 of 3');
    if (browser === 'firefox') {
      // Given from the start in this flavour: taken back, and asked for again.
      const on = `return document.querySelector('#sites-everywhere').checked;`;
      for (const expected of [false, true]) {
        await tabTo(welcome, '#sites-everywhere');
        await welcome.press('Space');
        await until(
          `the switch to be ${expected ? 'on' : 'off'}`,
          async () => (await welcome.evaluate(on)) === expected,
        );
      }
    }
    await tabTo(welcome, '#next');
    await welcome.press('Enter');
    await until('the welcome to be closed', async () =>
      (await story.driver.urls()).every((url) => !url.includes('welcome.html')),
    );
  });

  test('leads from the popup to a confirmed report that waits', async () => {
    const popup = await story.driver.openExtension('popup.html');
    await popup.waitFor('#report');
    await tabTo(popup, '#report');
    await popup.press('Enter');
    const form = await story.driver.waitForTab('report.html');
    await form.waitFor('#send');
    await tabTo(form, 'fieldset input');
    await form.press('Space');
    await tabTo(form, '#words');
    for (const key of ['H', 'e', 'l', 'p']) await form.press(key);
    await tabTo(form, '#send');
    await form.press('Enter');
    await form.waitFor('#outcome');
    expect(await form.text('#outcome')).toMatch(/waits on this device/u);
    expect(await form.evaluate('return document.activeElement.id;')).toBe('outcome');
    await tabTo(form, '#erase');
    await form.press('Enter');
    await until('all reports to be erased', async () => /erased/u.test(await form.text('#outcome')));
    await form.close();
  });

  test('takes the site and the address out of a report, and opens the report as it is sent', async () => {
    const post = { id: 'p', title: 'Chat support', url: 'https://jobs.example/jobs/1', site: 'jobs.example' };
    await story.driver.inExtension(`
      await browser.runtime.sendMessage(${JSON.stringify({ name: 'report.open', data: { post, verdict: null, wrong: false } })});`);
    const form = await story.driver.waitForTab('report.html');
    await form.waitFor('.letter');
    await tabTo(form, '[aria-label="Take out: Site"]');
    await form.press('Enter');
    const label = `return document.activeElement.getAttribute('aria-label');`;
    await until('the focus on the way back', async () => (await form.evaluate(label)) === 'Put back: Site');
    await tabTo(form, '#as-sent summary');
    await form.press('Enter');
    const sent = await until('the report as it is sent', () => form.text('#as-sent pre'));
    expect(sent).toContain('Chat support');
    expect(sent).not.toContain('jobs.example');
    await form.close();
  });

  test('leads from a cry for help to a number in the chosen country', async () => {
    const check = await story.driver.openExtension('check.html');
    await check.waitFor('#message');
    await tabTo(check, '#message');
    await check.type('#message', 'please help me i cannot leave they took my passport and beat us');
    await tabTo(check, '#check');
    await check.press('Enter');
    await check.waitFor('#held');
    await chooseCambodia(check, '#held-where');
    await chooseCambodia(check, '#held-from');
    await tabTo(check, '#held a[href="tel:117"]');
    await check.close();
  });

  test('hands a pasted text whole to the check page and puts it in no address', async () => {
    const popup = await story.driver.openExtension('popup.html');
    await popup.waitFor('#check-text');
    await popup.type('#check-text', 'Free ticket to Mae Sot');
    await tabTo(popup, '#check-go');
    await popup.press('Enter');
    const check = await story.driver.waitForTab('check.html');
    expect(decodeURIComponent((await story.driver.urls()).join(' '))).not.toContain('Mae Sot');
    await until('the text on the check page', async () => (await check.text()).includes('Mae Sot'));
    await check.close();
  });

  test('leads from the help page to a number to call', async () => {
    const help = await story.driver.openExtension('help.html');
    await help.waitFor('#where');
    await chooseCambodia(help, '#where');
    await tabTo(help, '[name="stage"]');
    await help.press('Space');
    await until('the steps', async () => (await help.text()).includes('Report it yourself in Cambodia'));
    await tabTo(help, 'a[href="tel:117"]');
    expect(await help.evaluate(`return document.activeElement.textContent;`)).toBe('Call 117');
    await help.close();
  });

  test('resumes a paused site, and stays in the list', async () => {
    await story.driver.inExtension(`
      await browser.runtime.sendMessage({ name: 'pause.set', data: { host: 'jobs.example', paused: true } });`);
    const options = await story.driver.openExtension('options.html');
    await options.waitFor('#paused button');
    await tabTo(options, '#paused button');
    await options.press('Enter');
    await until('the list to have the focus', () =>
      options.evaluate(`return document.activeElement.textContent === 'Paused sites';`),
    );
    expect(await options.text('#paused')).toContain('No site is paused.');
    await options.close();
  });

  test('changes language and sensitivity at once and erases them with one press', async () => {
    const options = await story.driver.openExtension('options.html');
    await options.waitFor('#language-choice');
    await options.evaluate(`
      const select = document.querySelector('#language-choice');
      select.value = 'ar';
      select.dispatchEvent(new Event('change', { bubbles: true }));`);
    await until('the page from right to left', () =>
      options.evaluate(`return document.documentElement.dir === 'rtl' && document.documentElement.lang === 'ar';`),
    );
    await options.click('#sensitivity-calm');
    const kept = `return (await browser.storage.local.get('settings')).settings;`;
    await until('both to be kept', async () => {
      const { language, sensitivity } = (await story.driver.inExtension<Record<string, string>>(kept)) ?? {};
      return language === 'ar' && sensitivity === 'calm';
    });
    await tabTo(options, '#data-erase');
    await options.press('Enter');
    await until('nothing to be kept', async () => (await story.driver.inExtension(kept)) === undefined);
    await until('the page in English again', () => options.evaluate(`return document.documentElement.lang === 'en';`));
    await options.close();
  });

  // The last one: the tab from which the other stories ask the extension is closed, too.
  test('closes every page of the extension by quick exit and opens a harmless one', async () => {
    await story.driver.openExtension('check.html');
    const help = await story.driver.openExtension('help.html');
    await help.waitFor('.head button');
    await tabTo(help, '.head button');
    await help.press('Enter');
    await until('our pages to be gone', async () => {
      const left = (await story.driver.urls()).filter((url) => /^[a-z]+-extension:/u.test(url));
      if (left.length > 0) throw new Error(left.join(' '));
      return true;
    });
    expect((await story.driver.urls()).length).toBeGreaterThan(0);
  });
});
