import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPostMatcher } from '../../../entrypoints/detect.content/post-matcher.ts';
import { pageOf } from '../sites/read-fixture.ts';

const UNKNOWN_SITE = {
  adapter: null,
  roots: [],
  rootParts: [],
  shouldShowPosts: false,
  challengeSelectors: [],
  wallSelectors: [],
  wallTitles: [],
};
const WORDS = { words: 'salary', shared: [], places: '(?!)' };

describe('the post matcher of an unknown site', () => {
  const sendMessage = vi.fn<(message: { name: string }) => Promise<unknown>>();
  const onLateMatch = vi.fn<() => void>();
  const sent = (): string[] => sendMessage.mock.calls.map(([{ name }]) => name);
  const rows = (texts: string[]): Element[] => [
    ...pageOf(texts.map((text) => `<p>${text}</p>`).join(''), 'https://a.example/').querySelectorAll('p'),
  ];
  const matcher = (isTested = false) =>
    createPostMatcher(pageOf('', 'https://a.example/'), UNKNOWN_SITE, onLateMatch, isTested);

  beforeEach(() => {
    vi.resetAllMocks();
    vi.stubGlobal('chrome', { runtime: { id: 'x', sendMessage } });
    sendMessage.mockImplementation(async ({ name }) => ({ ok: true, value: name === 'words.get' ? WORDS : null }));
  });
  afterEach(() => vi.unstubAllGlobals());

  it('does not load the word list for lines that differ in digits only', () => {
    const one = matcher();
    for (let at = 0; at < 50; at++) expect(one.matchesAny(rows([`Row ${at}`, `Row ${at + 1}`]))).toBe(false);
    expect(sent()).toEqual([]);
  });

  it('matches text that was added before the word list came', async () => {
    const one = matcher();
    one.matchesAny(rows(['Row 1']));
    one.matchesAny(rows(['We pay a salary of 1,500 dollars a month to people who can start on Friday.']));
    await vi.waitFor(() => expect(onLateMatch).toHaveBeenCalledOnce());
    expect(sent()).toEqual(['words.get']);
  });

  it('asks again where the worker did not answer the first test, and else only after changes', async () => {
    const one = matcher();
    expect(await one.matchesPage(true)).toBe(false);
    sendMessage.mockResolvedValue({ ok: true, value: { worth: false } });
    expect(await one.matchesPage(false)).toBe(false);
    expect(await one.matchesPage(false)).toBe(false);
    expect(sent()).toEqual(['words.test', 'words.test']);
  });

  it('asks about a page that was tested before only after a change', async () => {
    const one = matcher(true);
    expect(await one.matchesPage(false)).toBe(false);
    expect(sent()).toEqual([]);
    one.matchesAny(rows(['Row 1']));
    expect(await one.matchesPage(false)).toBe(false);
    expect(sent()).toEqual(['words.get']);
  });
});
