// @vitest-environment jsdom
/** The report page, when a delivery hangs, is overtaken by an erasure, or loses its answer. */
import { act } from 'preact/test-utils';
import { beforeEach, expect, it, vi } from 'vitest';
import { UNMANAGED } from '../../../utils/brand/managed-policy.ts';
import { contextOf } from './report-context.ts';

/** What the background is asked, and its answers; one that is missing hangs. */
const background = vi.hoisted(() => ({
  requests: [] as string[],
  /** Ids of the reports that were sent or sealed. */
  ids: [] as string[],
  items: [{ key: 'k', state: 'waiting', reason: 'offline', savedOn: '2026-11-25', deliveredOn: null, receipt: false }],
  answers: new Map<string, Promise<unknown>>(),
  isPrivate: true,
  isSessionFull: false,
}));

vi.mock('webextension-polyfill', () => ({
  default: {
    extension: {
      get inIncognitoContext() {
        return background.isPrivate;
      },
    },
    storage: {
      session: {
        get: async () => ({}),
        set: async () => (background.isSessionFull ? Promise.reject(new Error('quota')) : undefined),
        remove: async () => undefined,
      },
    },
    runtime: {
      getManifest: () => ({ version: '0.1.0' }),
      sendMessage: async ({ name, data: request }: { name: string; data: { document?: { id: string } } | null }) => {
        background.requests.push(name);
        if (request?.document !== undefined) background.ids.push(request.document.id);
        const value = name === 'outbox.list' ? { items: background.items } : await background.answers.get(name);
        return { ok: true, value: value ?? null };
      },
    },
  },
}));
vi.mock('../../../utils/brand/effective-brand.ts', () => ({ finalPolicy: async () => UNMANAGED }));
vi.mock('../../../utils/pages/start-page.ts', () => ({
  startPage: async () => await Promise.resolve(contextOf('First Shelter', null)),
}));

beforeEach(() => {
  background.isPrivate = true;
  background.isSessionFull = false;
  background.ids.length = 0;
});

const press = (selector: string): Promise<void> =>
  act(async () => {
    document.querySelector<HTMLElement>(selector)!.click();
    await new Promise((resolve) => setTimeout(resolve));
  });

/** A dispute in a private window, whose sender wants a code. */
async function openForm(): Promise<void> {
  vi.resetModules();
  window.location.hash = '#dispute';
  await act(async () => void (await import('../../../entrypoints/report/main.tsx')));
  const listed = document.querySelector<HTMLTextAreaElement>('#message')!;
  await act(() => {
    listed.value = '@my_company';
    listed.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await press('#make-code');
}

it('erases at once while a report hangs in the network, and nothing of that report comes back', async () => {
  let deliver: (value: unknown) => void = () => undefined;
  background.answers.set('report.send', new Promise((resolve) => (deliver = resolve)));
  await openForm();
  await press('#send');
  expect(background.requests).toContain('report.send');
  background.requests.length = 0;
  await press('#erase');
  expect(background.requests).toContain('outbox.erase');
  expect(document.querySelector('#outcome')?.textContent).toContain('were erased');
  background.requests.length = 0;
  await act(async () => {
    deliver({ item: background.items[0] });
    await new Promise((resolve) => setTimeout(resolve));
  });
  // It may have been stored after the first erasure.
  expect(background.requests).toContain('outbox.erase');
  expect(document.querySelector('#outcome')?.textContent).toContain('were erased');
  expect(document.querySelector('#new-code')).toBeNull();
});

it('shows the code of a report that may have arrived although no answer came', async () => {
  for (const [reason, isShown] of [
    ['offline', true],
    ['not-accepted', false],
  ] as const) {
    background.answers.set(
      'report.send',
      Promise.resolve({ item: { ...background.items[0], state: 'refused', reason } }),
    );
    await openForm();
    await press('#send');
    expect(document.querySelector('#new-code') !== null, reason).toBe(isShown);
    expect(document.querySelector('#send'), reason).not.toBeNull();
  }
});

it('saves a report whose answer was lost under the id that it left with: the desk then knows it', async () => {
  const item = { ...background.items[0], state: 'refused', reason: 'offline' };
  background.answers.set('report.send', Promise.resolve({ item }));
  background.answers.set('report.seal', Promise.resolve({ problem: 'no-recipients' }));
  await openForm();
  await press('#send');
  await press('#save-sealed');
  await press('#send');
  await press('#make-code');
  await press('#save-sealed');
  const [sent, saved, sentAgain, changed] = background.ids;
  expect([saved, sentAgain]).toEqual([sent, sent]);
  expect(changed).not.toBe(sent);
});

it('shows the sealed text where the browser refuses to copy it', async () => {
  background.answers.set('report.seal', Promise.resolve({ file: '', armoured: 'SEALED WORDS' }));
  await openForm();
  await press('#copy');
  expect(document.querySelector('#outcome')?.textContent).toContain('The browser did not allow it.');
  expect(document.querySelector<HTMLTextAreaElement>('#sealed-text')?.value).toBe('SEALED WORDS');
});

it('says that a report was stored, also where the memory for its state is full', async () => {
  background.isPrivate = false;
  background.isSessionFull = true;
  background.answers.set('report.send', Promise.resolve({ item: background.items[0] }));
  await openForm();
  await press('#send');
  expect(document.querySelector('#outcome')?.textContent).toMatch(/waits|sealed|stored/u);
  expect(document.querySelector('#outcome')?.textContent).not.toMatch(/went wrong|erased/u);
});
