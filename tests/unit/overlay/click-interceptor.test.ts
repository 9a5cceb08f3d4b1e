// @vitest-environment jsdom
/** What is stopped and asked about, and what a page and its reader do undisturbed. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createClickInterceptor, type InterceptedAction } from '../../../utils/overlay/click-interceptor.ts';

let stop = (): void => undefined;
afterEach(() => stop());

/** A page whose contacts are all asked about. */
function open(html: string): { $: (css: string) => HTMLElement; stopped: InterceptedAction[] } {
  document.body.innerHTML = html;
  const stopped: InterceptedAction[] = [];
  stop = createClickInterceptor(
    window,
    () => true,
    (one) => stopped.push(one),
  );
  return { $: (css) => document.querySelector<HTMLElement>(css)!, stopped };
}
/** @returns whether the page may go on */
const send = (element: Element, event: Event): boolean => element.dispatchEvent(event);
const click = (): Event => new MouseEvent('click', { bubbles: true, cancelable: true, composed: true });
const key = (name: string): Event => new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true });

describe('createClickInterceptor', () => {
  it('stops a click on a chat, and performs it when it is resumed', () => {
    const { $, stopped } = open('<a href="#" data-href="https://t.me/x">Write</a>');
    const clicks = vi.fn();
    $('a').addEventListener('click', clicks);
    expect(send($('a'), click())).toBe(false);
    expect(clicks).not.toHaveBeenCalled();
    stopped[0]!.resume();
    expect(clicks).toHaveBeenCalledTimes(1);
  });

  it('resumes a link in a drawing', () => {
    const { $, stopped } = open('<svg><a href="https://t.me/x"><rect /></a></svg>');
    const clicks = vi.fn((event: Event) => event.preventDefault());
    expect(send($('rect'), click())).toBe(false);
    $('svg a').addEventListener('click', clicks);
    stopped[0]!.resume();
    expect(clicks).toHaveBeenCalledTimes(1);
  });

  it('stops a form that is sent to a chat, and sends it when it is resumed', () => {
    const { $, stopped } = open('<form action="https://t.me/x"><input></form>');
    const sent = vi.fn((event: Event) => event.preventDefault());
    $('form').addEventListener('submit', sent);
    expect(send($('form'), new Event('submit', { bubbles: true, cancelable: true }))).toBe(false);
    expect(sent).not.toHaveBeenCalled();
    stopped[0]!.resume();
    expect(sent).toHaveBeenCalledTimes(1);
  });

  it('lets the reader write into a form inside of a part that is called "apply"', () => {
    const { $, stopped } = open('<div class="apply-box" onclick="void 0"><input><b role="button">Go</b></div>');
    expect(send($('input'), key(' '))).toBe(true);
    expect(send($('input'), key('Enter'))).toBe(true);
    expect(send($('input'), click())).toBe(true);
    expect(stopped).toEqual([]);
    expect(send($('b'), click())).toBe(false);
    expect(stopped).toHaveLength(1);
  });

  it('asks about a key on a link, and about a click on a field in a link', () => {
    const { $, stopped } = open('<a href="https://t.me/x">Write <input readonly></a>');
    expect(send($('a'), key('Enter'))).toBe(false);
    expect(send($('input'), click())).toBe(false);
    expect(stopped).toHaveLength(2);
  });
});
