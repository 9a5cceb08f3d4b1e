/** A partner's list beside the organisation's own. It is added by its fingerprint, named in a warning, and removed. */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { channelPaths } from '../../hub/channel/channel-folder.ts';
import { initChannel } from '../../hub/channel/key-files/init-channel.ts';
import { addIndicators } from '../../hub/channel/list/add-indicators.ts';
import { signChannel } from '../../hub/channel/signing/sign-channel.ts';
import { until, type Tab } from './harness/driver.ts';
import { BOARD, detailPage, HARBOUR, HARBOUR_ACCOUNT } from './harness/pages.ts';
import { CHANNEL_PORT, STORIES } from './harness/publisher.ts';
import { BROWSERS, startStory, type Story } from './harness/story.ts';
import { tabTo } from './harness/tab-to.ts';

const LISTS_HAVE_FOCUS = `return document.activeElement === document.querySelector('#other-lists h2');`;

/** By keyboard alone, as everything on this page can be done. */
async function press(tab: Tab, selector: string): Promise<void> {
  await tabTo(tab, selector);
  await tab.press('Enter');
}

describe.each(BROWSERS)('subscription in %s', (browser) => {
  let story: Story;
  const dir = join(STORIES, `${browser}-partner`);
  const url = `http://127.0.0.1:${CHANNEL_PORT}/partner/`;

  beforeAll(async () => {
    story = await startStory(browser);
    await rm(dir, { recursive: true, force: true });
    await initChannel({ dir, publisher: 'Seafarers Union', now: Date.now() });
    const { kind, value } = HARBOUR_ACCOUNT;
    await addIndicators({
      dir,
      csv: `kind,value,category,evidence\n${kind},${value},trafficking,SU-7\n`,
      now: Date.now(),
    });
    await signChannel({ dir, now: Date.now() });
    story.host.mount('partner/', channelPaths(dir).public);
    story.driver.serve(`${BOARD}/jobs/harbour`, detailPage(HARBOUR));
  });
  afterAll(() => story.close());

  test('counts after its fingerprint was compared, names its publisher in a warning, and can be removed', async () => {
    const tab = await story.driver.open(`${BOARD}/jobs/harbour`);
    await until('the posts to be read', async () => (await story.describe(tab)).posts === 1);
    expect((await story.describe(tab)).danger).toBe(0);

    const root = JSON.parse(await readFile(join(channelPaths(dir).public, '1.root.json'), 'utf8')) as unknown;
    const file = JSON.stringify({ 'joblantern-channel': 1, url, colour: '#1e6b3c', root });
    const { fingerprint } = await story.driver.inExtension<{ fingerprint: string }>(`
      const { value } = await browser.runtime.sendMessage(${JSON.stringify({ name: 'channels.preview', data: { text: file } })});
      return value;`);
    const options = await story.driver.openExtension('options.html');
    await options.waitFor('#list-link');
    await options.type('#list-link', `${url}#joblantern-channel=1e6b3c.${fingerprint}`);
    await press(options, '#list-read');
    await options.waitFor('#list-compare');
    const shown = await options.text('#list-compare');
    expect(shown).toContain('Seafarers Union');
    expect(shown).toContain(fingerprint.match(/.{4}/gu)?.join(' '));
    expect((await story.describe(tab)).danger).toBe(0);

    await press(options, '#list-add');
    await options.waitFor('.other-list');
    await until('the focus on the lists', () => options.evaluate(LISTS_HAVE_FOCUS));
    const found = await until('the warning by the partner’s list', async () => {
      const { danger, found: posts } = await story.describe(tab);
      return danger === 1 ? posts.find(({ verdict }) => verdict.level === 'danger') : null;
    });
    expect(found.verdict.listing?.publisher).toBe('Seafarers Union');
    await options.close();
    // A tab behind another draws nothing in Firefox: the post is read in one of its own.
    const read = await story.driver.open(`${BOARD}/jobs/harbour`);
    await until('its name in the warning', async () => (await story.warning(read)).text.includes('Seafarers Union'));
    await read.close();

    const again = await story.driver.openExtension('options.html');
    await again.waitFor('.list-remove');
    await press(again, '.list-remove');
    await press(again, '.list-gone');
    await until('the focus on the lists', () => again.evaluate(LISTS_HAVE_FOCUS));
    await until('the warning to go', async () => (await story.describe(tab)).danger === 0);
    const left = await story.driver.inExtension<string>(`
      const open = indexedDB.open('joblantern');
      const database = await new Promise((resolve, reject) => {
        open.onsuccess = () => resolve(open.result);
        open.onerror = () => reject(open.error);
      });
      const keys = [...database.objectStoreNames].map((name) => new Promise((resolve) => {
        const asked = database.transaction(name).objectStore(name).getAllKeys();
        asked.onsuccess = () => resolve(asked.result);
      }));
      const text = JSON.stringify([await Promise.all(keys), await browser.storage.local.get(null)]);
      database.close();
      return text;`);
    expect(left).not.toContain(fingerprint);
  });
});
