// @vitest-environment jsdom
import { act } from 'preact/test-utils';
import { expect, it, vi } from 'vitest';
import { UNMANAGED } from '../../../utils/brand/managed-policy.ts';
import type { PageContext } from '../../../utils/pages/start-page.ts';
import { contextOf } from './report-context.ts';

/** What the page does when a policy arrives late, once it has started. */
const late = vi.hoisted(() => ({ arrive: (_context: unknown): void => undefined }));

vi.mock('webextension-polyfill', () => ({
  default: {
    extension: { inIncognitoContext: false },
    storage: { session: { get: async () => ({}), set: async () => undefined, remove: async () => undefined } },
    runtime: {
      getManifest: () => ({ version: '0.1.0' }),
      sendMessage: async ({ name }: { name: string }) => ({
        ok: true,
        value: name === 'outbox.list' ? { items: [] } : null,
      }),
    },
  },
}));
vi.mock('../../../utils/brand/effective-brand.ts', () => ({ finalPolicy: async () => UNMANAGED }));
vi.mock('../../../utils/pages/start-page.ts', () => ({
  startPage: async (_title: string, onChange: (context: PageContext) => void = () => undefined) => {
    late.arrive = onChange as (context: unknown) => void;
    return contextOf('First Shelter', null);
  },
}));

it('names the publisher of a policy that arrives late, and keeps what was typed', async () => {
  window.location.hash = '#dispute';
  await act(async () => void (await import('../../../entrypoints/report/main.tsx')));
  const words = document.querySelector<HTMLTextAreaElement>('textarea')!;
  await act(() => {
    words.value = 'This is my company.';
    words.dispatchEvent(new Event('input', { bubbles: true }));
  });
  expect(document.body.textContent).toContain('First Shelter');
  await act(() => late.arrive(contextOf('City Shelter', 'City Library')));
  expect(document.body.textContent).toContain('City Shelter');
  expect(document.body.textContent).not.toContain('First Shelter');
  expect(document.querySelector('.head')?.textContent).toContain('Set up by City Library');
  expect(document.querySelector<HTMLTextAreaElement>('textarea')?.value).toBe('This is my company.');
});
