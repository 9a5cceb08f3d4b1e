// @vitest-environment jsdom
/** Pages of the extension whose worker refuses or does not answer: they say so, and help opens. */
import { readFileSync } from 'node:fs';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { UNMANAGED } from '../../../utils/brand/managed-policy.ts';
import { packagedBrand } from '../../../utils/brand/packaged-brand.ts';
import { takeHanded } from '../../../entrypoints/check/take-handed.ts';
import { createTranslator } from '../../../utils/i18n/messages.ts';
import type { Messages } from '../../../utils/i18n/message-types.ts';

const opened = vi.hoisted((): string[] => []);

vi.mock('webextension-polyfill', () => {
  const listen = { addListener: () => undefined };
  return {
    default: {
      runtime: {
        getURL: (path: string) => `extension:///${path}`,
        sendMessage: () => Promise.reject(new Error('Could not establish connection')),
      },
      permissions: { onAdded: listen, onRemoved: listen },
      tabs: { query: async () => [], create: async ({ url }: { url: string }) => void opened.push(url) },
    },
  };
});
vi.mock('../../../utils/brand/known-publishers.ts', () => ({ knownPublishers: [] }));
vi.mock('../../../utils/pages/start-page.ts', () => {
  const context = async (): Promise<unknown> => ({
    translator: createTranslator({
      language: 'en',
      messages: JSON.parse(readFileSync('public/messages/en.json', 'utf8')) as Messages,
    }),
    brand: packagedBrand,
    policy: UNMANAGED,
  });
  return { startPage: context, readPageContext: context };
});

beforeEach(() => {
  document.body.replaceChildren();
  vi.stubGlobal('fetch', () => Promise.reject(new Error('no file')));
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const press = async (selector: string): Promise<void> =>
  await act(async () => document.querySelector<HTMLElement>(selector)!.click());

it('the popup opens the help page by itself', async () => {
  vi.spyOn(window, 'close').mockImplementation(() => undefined);
  await act(async () => void (await import('../../../entrypoints/popup/main.tsx')));
  await press('#help');
  expect(opened).toEqual(['extension:///help.html']);
});

it('the options say that nothing answered, and that nothing was erased or saved', async () => {
  await act(async () => void (await import('../../../entrypoints/options/main.tsx')));
  expect(document.querySelector('#broken')?.textContent).toContain('did not answer');
  const expectStatus = (words: string): Promise<void> =>
    vi.waitFor(() => expect(document.querySelector('#data [role="status"]')?.textContent).toContain(words));
  await press('#data-erase');
  await expectStatus('could not be erased');
  await press('#data-export');
  await expectStatus('did not answer');
});

it('a text that was handed over is lost, and the check page opens', async () => {
  const lost = { text: null, private: true };
  expect(await takeHanded(() => Promise.reject(new Error('no worker')))).toEqual(lost);
  vi.useFakeTimers();
  const waiting = takeHanded(() => new Promise(() => undefined));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await waiting).toEqual(lost);
});
