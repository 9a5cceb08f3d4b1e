/** A publisher changes knowledge by the channel alone: a phrase, a site, a help contact and a question take effect. */
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileKnowledge } from '../../tools/knowledge/compile-knowledge.ts';
import type { CheckResult } from '../../utils/check/check-text.ts';
import { until, type Tab } from './harness/driver.ts';
import { BOARD, detailPage, LURE } from './harness/pages.ts';
import { STORIES } from './harness/publisher.ts';
import { BROWSERS, startStory, type Story } from './harness/story.ts';

const SOURCES = join(STORIES, 'knowledge');
const COMPILED = join(STORIES, 'knowledge-compiled');
/** Nonsense words, which no bundled phrase matches. */
const PHRASE = 'zorbled carriage waits';
const NUMBER = '+855-12-000-117';

async function edit(file: string, change: (text: string) => string): Promise<void> {
  const path = join(SOURCES, file);
  const before = await readFile(path, 'utf8');
  const after = change(before);
  if (after === before) throw new Error(`${file} has not changed`);
  await writeFile(path, after);
}

/** Compiles the repository's knowledge with four changes. */
async function compileChanged(): Promise<void> {
  await rm(SOURCES, { recursive: true, force: true });
  await cp('knowledge', SOURCES, { recursive: true, filter: (path) => !path.startsWith(join('knowledge', 'corpus')) });
  await edit('lexicon/en.yaml', (text) => text.replace('  passport-kept:\n', `  passport-kept:\n    - ${PHRASE}\n`));
  await edit('questions.yaml', (text) => text.replace(/^general: \[.*\]$/mu, 'general: [why-me]'));
  await edit('help/kh.yaml', (text) => text.replace('number: "117"', `number: "${NUMBER}"`));
  const site = { id: 'harbour', name: 'Harbour Board', hosts: [new URL(BOARD).hostname], group: 'job-boards' };
  await writeFile(join(SOURCES, 'sites', 'harbour.yaml'), JSON.stringify({ ...site, verified: 'off', layouts: [] }));
  const files = await compileKnowledge(SOURCES);
  await rm(COMPILED, { recursive: true, force: true });
  await mkdir(COMPILED, { recursive: true });
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(COMPILED, name), bytes);
  await writeFile(join(COMPILED, 'index.json'), JSON.stringify(Object.keys(files).sort()));
}

describe.each(BROWSERS)('knowledge from the channel in %s', (browser) => {
  let story: Story;
  beforeAll(async () => {
    await compileChanged();
    story = await startStory(browser);
    await until('the first release', async () => (await story.sync()).version !== null);
  }, 240_000);
  afterAll(() => story.close());

  async function quotesOf(text: string): Promise<string[]> {
    const result = await story.driver.inExtension<CheckResult>(`
      const message = { name: 'check.text', data: ${JSON.stringify({ text, own: null })} };
      return (await browser.runtime.sendMessage(message)).value;`);
    return result.verdict.reasons.flatMap(({ quote }) => quote ?? []);
  }

  async function firstQuestion(): Promise<string> {
    const tab = await story.driver.openExtension('check.html');
    await tab.waitFor('#message');
    await tab.type('#message', 'We need a cook in Penang. Write to the manager.');
    await tab.click('#check');
    const question = await until('a question', () => textOf(tab, '#result'));
    await tab.close();
    return question;
  }

  const textOf = async (tab: Tab, selector: string): Promise<string | null> => {
    const text = await tab.text(selector).catch(() => '');
    return text === '' ? null : text;
  };

  const postsOn = async (tab: Tab): Promise<number> => (await story.describe(tab)).posts;

  it('replaces the bundled knowledge after a sync', async () => {
    const pasted = `${LURE.text} A ${PHRASE} for you.`;
    story.driver.serve(`${BOARD}/jobs/lure`, detailPage(LURE));
    const before = await story.driver.open(`${BOARD}/jobs/lure`);
    await until('the post to be read', async () => (await postsOn(before)) === 1);
    await before.close();
    expect((await quotesOf(pasted)).join(' ')).not.toContain('zorbled');
    const messages = JSON.parse(await readFile('public/messages/en.json', 'utf8')) as Record<string, string>;
    const question = messages['question.why-me'] ?? '-';
    expect(await firstQuestion()).not.toContain(question);

    await story.publisher.sign({ knowledge: COMPILED });
    expect((await story.sync()).problem).toBeNull();

    await until('the phrase', async () => (await quotesOf(pasted)).some((quote) => quote.includes('zorbled')));
    const help = await story.driver.openExtension('help.html');
    await help.waitFor('#where');
    await help.evaluate(`
      const select = document.querySelector('#where');
      select.value = 'KH';
      select.dispatchEvent(new Event('change', { bubbles: true }));`);
    await until('the help contact', () =>
      help.evaluate(`
      return document.querySelector('a[href="tel:${NUMBER.replaceAll('-', '')}"]') !== null;`),
    );
    expect(await help.evaluate(`return document.querySelector('a[href="tel:117"]') === null;`)).toBe(true);
    await help.close();
    await until('the question', async () => (await firstQuestion()).includes(question));

    const after = await story.driver.open(`${BOARD}/jobs/lure`);
    await until('the site to be left alone', async () => {
      const described = await story.describe(after).catch(() => null);
      return described === null || described.posts === 0;
    });
    expect(await after.closedRoots()).toEqual([]);
  }, 180_000);
});
