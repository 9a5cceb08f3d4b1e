// @vitest-environment jsdom
/** Which contacts of a page are asked about, and as whose. */
import { afterEach, expect, it } from 'vitest';
import { createContactPrompt, type ContactPrompt } from '../../../entrypoints/warn.content/contact-prompt.ts';
import { EMPTY_POST } from '../../../utils/model/empty-post.ts';
import type { Finding } from '../../../utils/page-reader/overlay-state.ts';

let prompt: ContactPrompt | null = null;
afterEach(() => prompt?.stop());

/** A list of honest jobs beside a lure. */
function open(): { press: (css: string) => boolean } {
  document.body.innerHTML = `
    <ul><li id="cook"><button class="own" type="button">Apply</button><a class="chat" href="https://t.me/x">Write</a></li></ul>
    <main><h1>Chat support</h1><button class="lure" type="button">Apply</button></main><button class="bar" type="button">Apply</button>`;
  const element = document.querySelector('main')!;
  const finding: Finding = {
    post: { ...EMPTY_POST, kind: 'detail', title: 'Chat support' },
    verdict: { level: 'danger', kind: 'lure', score: 1, language: 'en', reasons: [] },
    element,
    anchor: element,
  };
  prompt = createContactPrompt({
    window,
    findings: () => [finding],
    isInPost: (one) => one.closest('li, main') !== null,
    isDecided: () => false,
    onChange: () => undefined,
  });
  const click = (): Event => new MouseEvent('click', { bubbles: true, cancelable: true, composed: true });
  return { press: (css) => document.querySelector(css)!.dispatchEvent(click()) };
}

it.each(['.lure', '.bar', '.chat'])('asks about %s on the page of a lure', (css) => {
  const { press } = open();
  expect(press(css)).toBe(false);
  expect(prompt?.question()?.verdict.level).toBe('danger');
});

it('does not ask about "Apply" in an honest post beside the lure', () => {
  const { press } = open();
  expect(press('.own')).toBe(true);
  expect(prompt?.question()).toBeNull();
});
