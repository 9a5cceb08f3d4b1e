/**
 * The whole loop, every part real. A reader reports a post on one page. The report goes sealed over the relay to two
 * moderators. Both list the recruiter, and the publisher signs. The reader's browser fetches the list and warns on
 * another page that names the recruiter. Then one moderator withdraws the name with one key, and the page has no
 * warning.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runHub } from '../../hub/run-hub.ts';
import { startRelay, type Relay } from '../../hub/relay/start-relay.ts';
import { openStore } from '../../hub/relay/open-store.ts';
import { hashToken, generateToken } from '../../hub/relay/tokens.ts';
import { openDesk, type Moderator } from './harness/desk.ts';
import { until, type Tab } from './harness/driver.ts';
import { BOARD, detailPage, LURE } from './harness/pages.ts';
import { RELAY_PORT, reportIdentity } from './harness/publisher.ts';
import { BROWSERS, startStory, type Story } from './harness/story.ts';

const PAGE_A = `${BOARD}/jobs/view/1`;
const PAGE_B = `${BOARD}/jobs/view/2`;
const NAME = 'telegram:bkk_dream_team';
/** Nothing in it gives a warning by itself. */
const OTHER_POST = {
  title: 'Guest relations officer',
  company: 'Harbour Staff Partners',
  location: 'Kuala Lumpur',
  text: 'Two years at a front desk, good English and Malay. Five days a week, two shifts. Write to our recruiter on Telegram: @bkk_dream_team',
};

describe.each(BROWSERS)('in %s', (browser) => {
  let story: Story;
  let relay: Relay;
  let folder: string;
  let desks: Moderator[];
  const tokens = [generateToken(), generateToken()] as const;

  beforeEach(async () => {
    desks = [];
    story = await startStory(browser);
    folder = await mkdtemp(join(tmpdir(), 'joblantern-loop-'));
    const store = await openStore({ dataDir: folder });
    for (const [at, token] of tokens.entries()) await store.addToken(`desk-${at}`, hashToken(token), '2026-11-25');
    await store.close();
    relay = await startRelay({ dataDir: folder, port: RELAY_PORT });
    story.driver.serve(PAGE_A, detailPage(LURE));
    story.driver.serve(PAGE_B, detailPage(OTHER_POST));
  });
  afterEach(async () => {
    for (const desk of desks) await desk.close().catch(() => undefined);
    await relay.stop();
    await story.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function report(): Promise<string> {
    expect((await story.sync()).problem).toBeNull();
    const tab = await story.driver.open(PAGE_A);
    await until('the post to be judged', async () => (await warnings(tab)) === 1, 30_000);
    await story.warning(tab);
    await until('the report page', async () => {
      const control = (await tab.closedRoots())
        .flatMap(({ controls }) => controls)
        .find(({ label }) => /report/iu.test(label));
      if (control === undefined) return false;
      await tab.clickAt(control.x + control.width / 2, control.y + control.height / 2);
      return (await story.driver.urls()).some((url) => url.includes('report.html'));
    });
    const form = await story.driver.waitForTab('report.html');
    await form.waitFor('#send');
    await form.click('#make-code');
    await form.click('#send');
    await form.waitFor('#new-code');
    expect(await form.text('#outcome')).toMatch(/was delivered/u);
    return (await form.text('#new-code code')).replaceAll(/\s/gu, '');
  }

  async function openModerator(name: string, token: string): Promise<Moderator> {
    const desk = await openDesk(browser);
    desks.push(desk);
    await desk.setUp(name, await reportIdentity(), token);
    expect(await desk.pull()).toContain('1 new report');
    return desk;
  }

  const channel = async (...args: string[]): Promise<void> => expect(await runHub(['channel', ...args])).toBe(0);
  const warnings = async (tab: Tab): Promise<number> => (await story.describe(tab)).danger;

  test('a report on one page leads to a warning on another, and a withdrawal ends it', async () => {
    const started = performance.now();
    const code = await report();
    const dir = dirname(story.publisher.folder);
    const file = join(folder, 'decisions.json');

    const ana = await openModerator('Ana', tokens[0]);
    await ana.choose(/Customer chat support/u);
    await ana.decide({ action: 'list', names: [NAME], category: 'trafficking', evidence: 'case 7' });
    await ana.show('hand-over');
    const fromAna = await ana.savedFile('#team-file');
    await ana.close();

    const ben = await openModerator('Ben', tokens[1]);
    await ben.show('hand-over');
    await ben.chooseFile('#merge', fromAna, 'ana.age');
    await ben.tab.waitFor('.trust');
    await ben.tab.evaluate(`
      const field = document.querySelector('.note input');
      field.value = 'Ana';
      field.dispatchEvent(new Event('input', { bubbles: true }));`);
    await until('Ana to be known', async () =>
      ben.tab.evaluate<boolean>(`
        document.querySelector('.trust:not(:disabled)')?.click();
        return document.querySelector('.trust') === null;`),
    );
    await ben.show('queue');
    await ben.choose(/second look/u);
    await ben.decide({ action: 'list' });
    await ben.show('hand-over');
    await writeFile(file, await ben.savedFile('#release'));

    await channel('add', dir, file);
    await channel('sign', dir);
    expect(await story.sync()).toMatchObject({ problem: null, entries: 1 });
    const tab = await story.driver.open(PAGE_B);
    await until('the warning on the other page', async () => (await warnings(tab)) === 1);
    expect((await story.warning(tab)).text).toMatch(/reported|listed/iu);

    const form = await story.driver.openExtension('report.html');
    await form.waitFor('#code-part');
    await form.evaluate(`document.querySelector('#code-part summary').click()`);
    await form.type('#code', code);
    await form.click('#code-look');
    await form.waitFor('#code-answer');
    expect(await form.text('#code-answer')).toMatch(/Example Shelter warns others with it/u);

    await ben.show('queue');
    await ben.tab.evaluate(`document.querySelector('.list input[type=checkbox]').click()`);
    await ben.choose(/Customer chat support/u);
    await ben.decide({ action: 'withdraw', names: [NAME], note: 'The account changed hands.' });
    await ben.show('hand-over');
    await writeFile(file, await ben.savedFile('#release'));
    await channel('withdraw', dir, file);
    expect(await story.sync()).toMatchObject({ problem: null, entries: 0 });
    await tab.close();
    const later = await story.driver.open(PAGE_B);
    await until('the warning on the other page to go', async () => {
      const { status, danger, caution } = await story.describe(later);
      return status === 'read' && danger === 0 && caution === 0;
    });
    console.log(`the loop in ${browser}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
  }, 90_000);
});
