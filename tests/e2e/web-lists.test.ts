/**
 * Lists on the web page: the brand's list of 100,000, a register, and a partner's list added by link. Then without a
 * connection.
 */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { channelPaths } from '../../hub/channel/channel-folder.ts';
import { initChannel } from '../../hub/channel/key-files/init-channel.ts';
import { addIndicators } from '../../hub/channel/list/add-indicators.ts';
import { nodeCrypto } from '../../hub/channel/node-crypto.ts';
import { signChannel } from '../../hub/channel/signing/sign-channel.ts';
import { writeRegister } from '../../hub/register/register-folder.ts';
import { startStaticSite } from '../../tools/web/static-site.ts';
import { rootFingerprint } from '../../utils/brand/root-fingerprint.ts';
import { encodeRegister } from '../../utils/register/register-file.ts';
import { until, type Tab } from './harness/driver.ts';
import { CHANNEL_PORT, PUBLISHER, STORIES } from './harness/publisher.ts';
import { storySite } from './harness/story-builds.ts';
import { BROWSERS, startStory } from './harness/story.ts';

let folder: string;
const PHONE = { width: 360, height: 740 };
const LISTED = 100_000;
const HANDLE = 'golden_lotus_hr';
const PARTNER_HANDLE = 'harbour_crew_hr';
const REGISTER = encodeRegister(
  { country: 'BD', register: 'BMET', source: 'https://example.org', asOf: dayFromNow(-10), expiresOn: dayFromNow(50) },
  [
    {
      name: 'Amber Gate Overseas Ltd.',
      number: 'RL-456',
      status: 'valid',
      validUntil: dayFromNow(300),
      address: 'Dhaka',
      tradeNames: [],
      contacts: [],
      jobOrders: [],
    },
  ],
);

function dayFromNow(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

beforeAll(async () => {
  folder = await storySite();
}, 240_000);

describe.each(BROWSERS)('lists on the web page in %s', (browser) => {
  async function check(tab: Tab, text: string): Promise<string> {
    await tab.evaluate(`document.querySelector('#again')?.click(); return null;`);
    await until('the form', () => tab.evaluate(`return document.querySelector('#message').value === '';`));
    await tab.type('#message', text);
    await tab.click('#check');
    await tab.waitFor('#result');
    return tab.text('#result');
  }

  const listsText = (tab: Tab): Promise<string> =>
    tab.evaluate(`return document.querySelector('#lists')?.textContent ?? '';`);

  test('answer from a list of 100,000, from a register and from an added list, also without a connection', async () => {
    const story = await startStory(browser, { size: PHONE });
    const dir = join(STORIES, browser);
    const rows = Array.from({ length: LISTED - 1 }, (_, at) => `telegram,invented_${at},job-scam,case 8`);
    const csv = ['kind,value,category,evidence', `telegram,${HANDLE},trafficking,case 7`, ...rows, ''].join('\n');
    await addIndicators({ dir, csv, now: Date.now() });
    await writeRegister(dir, 'BD', REGISTER);
    await story.publisher.sign();
    const partner = join(STORIES, `${browser}-web-partner`);
    await rm(partner, { recursive: true, force: true });
    await initChannel({ dir: partner, publisher: 'Seafarers Union', now: Date.now() });
    const partnerCsv = `kind,value,category,evidence\ntelegram,${PARTNER_HANDLE},trafficking,SU-7\n`;
    await addIndicators({ dir: partner, csv: partnerCsv, now: Date.now() });
    await signChannel({ dir: partner, now: Date.now() });
    story.host.mount('partner/', channelPaths(partner).public);
    const site = await startStaticSite(folder);
    try {
      const tab = await story.driver.open(site.url);
      await until('the list', async () => (await listsText(tab)).includes('100,000'));
      expect(await listsText(tab)).toContain(PUBLISHER);
      expect(await check(tab, `Write to @${HANDLE} on Telegram`)).toContain(PUBLISHER);
      expect(await check(tab, 'Amber Gate Overseas Ltd., RL No 0456. Drivers')).toContain('This licence is valid.');

      const root = JSON.parse(await readFile(join(channelPaths(partner).public, '1.root.json'), 'utf8')) as unknown;
      const fingerprint = await rootFingerprint(root, nodeCrypto.sha256);
      await tab.type('#list-link', `http://127.0.0.1:${CHANNEL_PORT}/partner/#joblantern-channel=${fingerprint}`);
      await tab.click('#list-read');
      await tab.waitFor('#list-compare');
      expect(await tab.text('#list-compare')).toContain(fingerprint?.match(/.{4}/gu)?.join(' '));
      await tab.click('#list-add');
      await tab.waitFor('.other-list');
      expect(await check(tab, `Write to @${PARTNER_HANDLE} on Telegram`)).toContain('Seafarers Union');

      await until('the site to be kept', () =>
        tab.evaluate(`
          const registration = await navigator.serviceWorker.getRegistration();
          return registration?.active?.state === 'activated' && navigator.serviceWorker.controller !== null;`),
      );
      await site.stop();
      story.host.misbehave(() => 'cut');
      await tab.reload();
      await until('the stored lists', async () => (await listsText(tab)).includes('Seafarers Union'));
      expect(await check(tab, `Write to @${HANDLE} on Telegram`)).toContain(PUBLISHER);
      expect(await check(tab, `Write to @${PARTNER_HANDLE} on Telegram`)).toContain('Seafarers Union');
    } finally {
      await site.stop();
      await story.close();
    }
  }, 180_000);
});
