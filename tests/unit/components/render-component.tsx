/** Renders a component into an empty document; in English unless a language is given. */
import { readFileSync } from 'node:fs';
import { render, type ComponentChild } from 'preact';
import { act } from 'preact/test-utils';
import { TranslatorContext } from '../../../components/translator.ts';
import { createTranslator } from '../../../utils/i18n/messages.ts';
import type { Messages } from '../../../utils/i18n/message-types.ts';

const messages = (language: string): Messages =>
  JSON.parse(readFileSync(`public/messages/${language}.json`, 'utf8')) as Messages;

export async function renderComponent(child: ComponentChild, language = 'en'): Promise<HTMLElement> {
  const root = document.createElement('div');
  document.body.replaceChildren(root);
  const words = createTranslator({ language, messages: messages(language) });
  await act(() => render(<TranslatorContext.Provider value={words}>{child}</TranslatorContext.Provider>, root));
  return root;
}

export function findButton(root: HTMLElement, label: string | RegExp): HTMLButtonElement {
  const found = [...root.querySelectorAll('button')].find((one) => {
    const text = `${one.textContent} ${one.getAttribute('aria-label') ?? ''}`.trim();
    return typeof label === 'string' ? text.includes(label) : label.test(text);
  });
  if (found === undefined) throw new Error(`no button ${String(label)} in: ${root.textContent}`);
  return found;
}

export async function clickButton(root: HTMLElement, label: string | RegExp): Promise<void> {
  await act(() => findButton(root, label).click());
}
