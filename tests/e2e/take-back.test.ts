/**
 * A reader takes a report back with its code. It leaves the relay, fetched or not, and no desk can fetch it any more.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLocalRelay, type LocalRelay } from '../../tools/setup/local-relay.ts';
import { until, type Tab } from './harness/driver.ts';
import { RELAY_PORT, reportIdentity } from './harness/publisher.ts';
import { BROWSERS, startStory, type Story } from './harness/story.ts';

describe.each(BROWSERS)('taking back a report in %s', (browser) => {
  let story: Story;
  let relay: LocalRelay;
  let data: string;
  beforeAll(async () => {
    story = await startStory(browser);
    data = await mkdtemp(join(tmpdir(), 'joblantern-relay-'));
    relay = await startLocalRelay(data, RELAY_PORT);
    await until('the first list', async () => (await story.sync()).version !== null);
  });
  afterAll(async () => {
    await relay.stop();
    await story.close();
    await rm(data, { recursive: true });
  });

  const pull = async (): Promise<number> => (await relay.pull([await reportIdentity()])).length;

  /** Sends a report with a code. @returns the code */
  async function sendWithCode(): Promise<string> {
    const popup = await story.driver.openExtension('popup.html');
    await popup.waitFor('#report');
    await popup.click('#report');
    const form = await story.driver.waitForTab('report.html');
    await form.waitFor('#make-code');
    await form.click('fieldset input[type="checkbox"]');
    await form.type('#words', 'Sent, then taken back.');
    await form.click('#make-code');
    await form.click('#send');
    await form.waitFor('#new-code code');
    const code = await form.text('#new-code code');
    await form.close();
    return code;
  }
  async function takeBack(code: string): Promise<Tab> {
    const page = await story.driver.openExtension('report.html');
    await page.waitFor('#code-part summary');
    await page.click('#code-part summary');
    await page.type('#code', code);
    await page.click('#code-back');
    await page.waitFor('#code-answer');
    return page;
  }

  it('deletes the report at the relay, and says so', async () => {
    const code = await sendWithCode();
    await until('the report at the relay', async () => (await pull()) === 1);
    const page = await takeBack(code);
    expect(await page.text('#code-answer')).toMatch(/was taken back/u);
    expect(await pull()).toBe(0);
    await page.close();
  });

  it('leaves other reports where they are when the code is unknown', async () => {
    await sendWithCode();
    await until('the report at the relay', async () => (await pull()) === 1);
    const page = await takeBack('A'.repeat(43));
    expect(await pull()).toBe(1);
    await page.close();
  });
});
