/** The list meets a bad host and a bad line. It is refused with a reason, and the last good list goes on working. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { removeRegister, writeRegister } from '../../hub/register/register-folder.ts';
import { dayOf } from '../../utils/indicators/day-number.ts';
import { encodeRegister } from '../../utils/register/register-file.ts';
import { until, type Tab } from './harness/driver.ts';
import { BOARD, KITCHEN, HARBOUR, HARBOUR_ACCOUNT, listPage, LOOK_ALIKE } from './harness/pages.ts';
import { CHANNEL_PORT, STORIES } from './harness/publisher.ts';
import { BROWSERS, startStory, type Story } from './harness/story.ts';

const DAY = 86_400_000;

const dayFromNow = (days: number): string => dayOf(Date.now() + days * DAY);
const REGISTER = encodeRegister(
  { country: 'BD', register: 'BMET', source: 'https://example.org', asOf: dayFromNow(-10), expiresOn: dayFromNow(50) },
  [
    {
      name: 'Amber Gate Overseas Ltd.',
      number: 'RL-456',
      status: 'suspended',
      validUntil: dayFromNow(300),
      address: 'Dhaka',
      tradeNames: [],
      contacts: [],
      jobOrders: [],
    },
  ],
);

describe.each(BROWSERS)('in %s', (browser) => {
  let story: Story;
  let tab: Tab;

  beforeAll(async () => {
    story = await startStory(browser);
    await story.publisher.list(HARBOUR_ACCOUNT);
    await story.publisher.sign();
    // The sync of the installation may be under way; one asked for meanwhile joins it.
    await until('the first list', async () => (await story.sync()).entries === 1);
    story.driver.serve(`${BOARD}/jobs/harbour`, listPage([HARBOUR, LOOK_ALIKE, KITCHEN]));
    tab = await story.driver.open(`${BOARD}/jobs/harbour`);
    await until('the listed recruiter to be warned of', async () => (await story.describe(tab)).danger === 1);
  });
  afterAll(() => story.close());
  // One that fails must not fail those behind it
  afterEach(() => story.host.misbehave(null));

  /** The last good list still knows the recruiter, on a page opened now. */
  async function stillWarns(): Promise<void> {
    await tab.reload();
    await until('the warning by the last good list', async () => (await story.describe(tab)).danger === 1);
  }

  async function popupText(): Promise<string> {
    const popup = await story.driver.openExtension('popup.html');
    const text = await until('the popup', async () => {
      const shown = await popup.text();
      return shown.includes('Example Shelter') ? shown : null;
    });
    await popup.close();
    return text;
  }

  const newestTimestamp = (): string => join(story.publisher.folder, 'timestamp.json');

  test('a release with one changed byte is refused', async () => {
    await story.publisher.sign();
    story.host.misbehave((path) => {
      if (path !== 'timestamp.json') return 'serve';
      return { status: 200, body: tampered };
    });
    const tampered = (await readFile(newestTimestamp(), 'utf8')).replace(
      /"version":\s*(\d+)/u,
      (_, digits: string) => `"version":${Number(digits) + 1}`,
    );
    const state = await story.sync();
    expect(state.problem?.key).toMatch(/bad-signature|threshold/u);
    expect(state.entries).toBe(1);
    expect(await popupText()).toMatch(/signature/iu);
    await stillWarns();
    story.host.misbehave(null);
    expect((await story.sync()).problem).toBeNull();
  });

  test('an older timestamp with valid signatures is refused', async () => {
    const old = await readFile(newestTimestamp());
    await story.publisher.sign();
    expect((await story.sync()).problem).toBeNull();
    story.host.misbehave((path) => (path === 'timestamp.json' ? { status: 200, body: old } : 'serve'));
    const state = await story.sync();
    expect(state.problem?.key).toBe('rollback');
    expect(await popupText()).toMatch(/older/iu);
    await stillWarns();
    story.host.misbehave(null);
    expect((await story.sync()).problem).toBeNull();
  });

  test('an unchanged release that has expired is refused', async () => {
    // Good for six seconds more; then the host goes on serving the very same files.
    const end = Date.now() + 6000;
    await story.publisher.sign({ now: end - DAY, days: { timestamp: 1, snapshot: 30 } });
    expect((await story.sync()).problem).toBeNull();
    await until('the timestamp to be past its day', async () => Date.now() > end + 1000);
    const state = await story.sync();
    expect(state.problem?.key).toBe('expired');
    expect(state.entries).toBe(1);
    expect(await popupText()).toMatch(/old|expired|fresh/iu);
    await stillWarns();
    await story.publisher.sign();
    expect((await story.sync()).problem).toBeNull();
  });

  test('a download that never ends is stopped', async () => {
    await story.publisher.sign();
    story.host.misbehave((path) => (path === 'timestamp.json' ? 'endless' : 'serve'));
    const state = await story.sync();
    expect(state.problem?.key).toBe('too-large');
    expect(await popupText()).toMatch(/large|big/iu);
    await stillWarns();
    story.host.misbehave(null);
    expect((await story.sync()).problem).toBeNull();
  });

  test('a download that is cut off changes nothing, and the next sync completes', async () => {
    const before = await story.sync();
    await story.publisher.list({ kind: 'telegram', value: 'second_recruiter' });
    await story.publisher.sign();
    story.host.misbehave((path) => (path.startsWith('targets/') ? 'cut' : 'serve'));
    const broken = await story.sync();
    expect(broken.problem?.key).toBe('offline');
    expect(broken).toMatchObject({ entries: before.entries, version: before.version });
    await stillWarns();
    story.host.misbehave(null);
    const after = await story.sync();
    expect(after).toMatchObject({ problem: null, entries: 2 });
    expect(after.version).toBeGreaterThan(before.version ?? 0);
  });

  test('a captive portal answers everything with a page', async () => {
    story.host.misbehave(() => ({ status: 200, body: '<!doctype html><title>Log in to the Wi-Fi</title>' }));
    const state = await story.sync();
    expect(state.problem).not.toBeNull();
    expect(state.entries).toBe(2);
    await stillWarns();
    story.host.misbehave(null);
    expect((await story.sync()).problem).toBeNull();
  });

  test('a small answer that unpacks to more than may be read is stopped', async () => {
    const body = gzipSync(new Uint8Array(64 << 20));
    story.host.misbehave((path) =>
      path === 'timestamp.json' ? { status: 200, body, headers: { 'Content-Encoding': 'gzip' } } : 'serve',
    );
    const state = await story.sync();
    expect(state.problem?.key).toBe('too-large');
    await stillWarns();
    story.host.misbehave(null);
    expect((await story.sync()).problem).toBeNull();
  });

  test('a register of the channel answers in the panel until the publisher removes it', async () => {
    const folder = join(STORIES, browser);
    const url = `${BOARD}/jobs/licence`;
    const text = `${HARBOUR.text} Amber Gate Overseas Ltd., RL No 0456.`;
    story.driver.serve(url, listPage([{ ...HARBOUR, text }]));
    const answers = async (page: Tab): Promise<boolean> =>
      (await story.warning(page)).text.includes('This licence is suspended.');
    await writeRegister(folder, 'BD', REGISTER);
    await story.publisher.sign();
    expect((await story.sync()).problem).toBeNull();
    const page = await story.driver.open(url);
    await until('the answer in the panel', () => answers(page));
    expect((await story.warning(page)).text).toContain('BMET');
    await removeRegister(folder, 'bd');
    await story.publisher.sign();
    expect((await story.sync()).problem).toBeNull();
    await page.reload();
    await until('the warning without the answer', async () => !(await answers(page)));
    await page.close();
  });

  test('a redirect to another host is refused', async () => {
    const headers = { Location: `http://localhost:${CHANNEL_PORT}/timestamp.json` };
    story.host.misbehave((path) => (path === 'timestamp.json' ? { status: 302, body: '', headers } : 'serve'));
    const state = await story.sync();
    expect(state.problem?.key).toMatch(/redirected|offline/u);
    await stillWarns();
    story.host.misbehave(null);
    expect((await story.sync()).problem).toBeNull();
  });

  test('the browser is killed and starts again: the list is still there', async () => {
    await story.driver.kill();
    await story.driver.restart();
    const state = await until('the list after the restart', async () => {
      const synced = await story.sync();
      return synced.entries === 2 ? synced : null;
    });
    expect(state.problem).toBeNull();
    tab = await story.driver.open(`${BOARD}/jobs/harbour`);
    await until('the warning after the restart', async () => (await story.describe(tab)).danger === 1);
  });
});
