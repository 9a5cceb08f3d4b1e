// @vitest-environment jsdom
/** The dispute page of the site: what it saves can be read without any program. */
import { readFileSync } from 'node:fs';
import { act } from 'preact/test-utils';
import { expect, it, vi } from 'vitest';
import type { Messages } from '../../../utils/i18n/message-types.ts';

const saved: [name: string, content: string, type: string][] = [];
vi.mock('../../../utils/pages/save-file.ts', () => ({
  saveFile: (...file: (typeof saved)[number]) => void saved.push(file),
}));
vi.mock('../../../web/load-messages.ts', () => ({
  loadMessages: async () => {
    const messages = JSON.parse(readFileSync('public/messages/en.json', 'utf8')) as Messages;
    return await Promise.resolve({ language: 'en', messages });
  },
}));
vi.mock('../../../web/register-service-worker.ts', () => ({
  registerServiceWorker: async () => await Promise.resolve(),
}));

vi.mock('../../../web/built-languages.ts', () => ({ BUILT_LANGUAGES: ['en'] }));

it('saves the readable letter as a web page, as the extension does', async () => {
  await act(async () => void (await import('../../../web/dispute.tsx')));
  await act(() => {
    const message = document.querySelector<HTMLTextAreaElement>('#message')!;
    message.value = '@gold_hr';
    message.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await act(() => document.querySelector<HTMLInputElement>('fieldset input')!.click());
  await act(() => document.querySelector<HTMLButtonElement>('#save')!.click());
  const [[name, content, type]] = saved as [(typeof saved)[number]];
  expect([name.replace(/\d{4}-\d{2}-\d{2}/u, 'DAY'), type]).toEqual(['dispute-DAY.html', 'text/html']);
  expect(content).toMatch(/^<!doctype html>/u);
  for (const part of ['Dispute a listing', 'Why is the listing wrong?', '@gold_hr']) expect(content).toContain(part);
});
