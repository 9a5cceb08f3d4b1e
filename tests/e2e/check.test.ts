/** A reader checks a chat: from the keyboard to the card, from another page of ours, and against the list. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until, type Tab } from './harness/driver.ts';
import { tabTo } from './harness/tab-to.ts';
import { HARBOUR_ACCOUNT } from './harness/pages.ts';
import { BROWSERS, startStory, type Story } from './harness/story.ts';

/** The offer is spread over messages, and the reader asks back. */
const CHAT = [
  '[12/03/2024, 14:10:00] HR Anna: Hello dear, I saw your profile.',
  '[12/03/2024, 14:11:00] Nok: What is the job?',
  '[12/03/2024, 14:12:00] HR Anna: You chat with foreign customers from ready scripts.',
  '[12/03/2024, 14:13:00] HR Anna: You land in Bangkok, our driver takes you on to Mae Sot.',
  '[12/03/2024, 14:14:00] HR Anna: Tourist visa, free ticket and room. No interview, you fly this Friday.',
].join('\n');

describe.each(BROWSERS)('check page in %s', (browser) => {
  let story: Story;
  beforeAll(async () => {
    story = await startStory(browser);
    await story.publisher.list(HARBOUR_ACCOUNT);
    await story.publisher.sign();
    await until('the list', async () => (await story.sync()).entries > 0);
  });
  afterAll(() => story.close());

  const danger = (tab: Tab): Promise<unknown> =>
    until('the result', () => tab.evaluate(`return document.querySelector('#result .verdict.danger') !== null;`));

  /** Everything the extension keeps, on disk and in memory. */
  const stored = (): Promise<string> =>
    story.driver.inExtension(`
      return JSON.stringify([await browser.storage.session.get(null), await browser.storage.local.get(null)]);`);

  test('works by keyboard alone from the paste to the card', async () => {
    const tab = await story.driver.openExtension('check.html');
    await tab.waitFor('#message');
    await tabTo(tab, '#message');
    await tab.type('#message', CHAT);
    await tabTo(tab, '#check');
    await tab.press('Enter');
    await danger(tab);
    await until('the focus on the result', () => tab.evaluate(`return document.activeElement.id === 'result';`));
    const resultText = await tab.text('#result');
    expect(resultText).toContain('This chat shows signs seen in offers that trap people.');
    expect(resultText).toContain('5 messages were read.');
    expect(resultText).toContain('An honest employer is glad to answer these');

    await tabTo(tab, '.reasons button.quote');
    await tab.press('Enter');
    await until('a mark under the keyboard', () => tab.evaluate(`return document.activeElement.tagName === 'MARK';`));
    await until('the map', () => tab.evaluate(`return document.querySelector('.route-map') !== null;`));
    expect(await tab.text('#route')).toContain('Mae Sot');

    await tabTo(tab, '#save-text');
    await tab.press('Enter');
    await until('the card to be saved', async () => (await tab.text('#card-note')).includes('saved'));
    const [width, drawn] = await tab.evaluate<[number, boolean]>(`
      const canvas = document.querySelector('canvas');
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      return [canvas.width, data.some((value) => value < 128)];`);
    expect([width, drawn]).toEqual([1080, true]);

    await tabTo(tab, '#again');
    await tab.press('Enter');
    await until('an empty page', () => tab.evaluate(`return document.querySelector('#message').value === '';`));
    expect(await tab.text()).not.toContain('HR Anna');
    expect(await stored()).not.toMatch(/ready scripts|HR Anna/u);
    await tab.close();
  });

  test('a cry for help is answered with contacts and no advice about jobs', async () => {
    const tab = await story.driver.openExtension('check.html');
    await tab.waitFor('#message');
    await tab.type('#message', 'please help us we are 4 people in compound in myawaddy they took passport');
    await tab.click('#check');
    await tab.waitFor('#held a[href^="tel:"], #held a[href^="https:"], #held a[href^="mailto:"]');
    const resultText = await tab.text('#result');
    expect(resultText).toContain('It sounds as if somebody is held. Help is here.');
    expect(resultText).toContain('What to send');
    expect(resultText).not.toMatch(/No known signs|written contract|common in honest offers/u);
    await tab.close();
  });

  test('leaves out what the reader wrote', async () => {
    const tab = await story.driver.openExtension('check.html');
    await tab.waitFor('#message');
    await tab.type('#message', CHAT);
    await tab.click('#check');
    await danger(tab);
    await tab.evaluate(`
      const select = document.querySelector('#own');
      select.value = 'HR Anna';
      select.dispatchEvent(new Event('change', { bubbles: true }));
      return null;`);
    await until('nothing left to warn of', () =>
      tab.evaluate(`return document.querySelector('#result .verdict.none') !== null;`),
    );
    expect(await tab.text('#result')).toContain('That is not a guarantee.');
    await tab.close();
  });

  test('checks a handed-over text at once, gives it out once and puts it in no address', async () => {
    const text = `Guest relations officer, MYR 4,200. Write to our recruiter on Telegram: @${HARBOUR_ACCOUNT.value}`;
    await story.driver.inExtension(`
      await browser.runtime.sendMessage({ name: 'check.open', data: { text: ${JSON.stringify(text)} } });`);
    const tab = await story.driver.waitForTab('check.html');
    await danger(tab);
    const resultText = await tab.text('#result');
    expect(resultText).toMatch(/Reported by Example Shelter on/u);
    expect(await tab.evaluate(`return location.hash;`)).toBe('');
    expect(await stored()).not.toContain('Guest relations');
    await tab.evaluate(`location.reload(); return null;`).catch(() => null);
    await until('an empty page again', () =>
      tab.evaluate(
        `return document.querySelector('#result') === null && document.querySelector('#message').value === '';`,
      ),
    );
    await tab.close();
  });
});
