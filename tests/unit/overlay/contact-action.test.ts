import { describe, expect, it } from 'vitest';
import { contactControlOf, contactActionOfAddress } from '../../../utils/overlay/contact-action.ts';
import { pageOf } from '../sites/read-fixture.ts';

describe('contact actions', () => {
  it.each([
    ['https://t.me/x', 'chat'],
    ['https://wa.me/85512345', 'chat'],
    ['https://www.whatsapp.com/x', 'chat'],
    ['https://line.me/ti/p/x', 'chat'],
    ['https://zalo.me/0123', 'chat'],
    ['https://l.facebook.com/l.php?u=https%3A%2F%2Ft.me%2Fx', 'chat'],
    ['tg://resolve?domain=x', 'chat'],
    ['MAILTO:hr@a.example', 'mail'],
    ['tel:+85512345', 'call'],
    ['/jobs/1', null],
    ['#apply', null],
    ['https://example.org/about', null],
    ['javascript:void(0)', null],
  ])('gives the address %s the action %s', (href, step) => {
    expect(contactActionOfAddress(href)).toBe(step);
  });

  it.each([
    ['<button>Apply now</button>', 'apply'],
    ['<a href="#x">Easy Apply</a>', 'apply'],
    ['<button>สมัครงาน</button>', 'apply'],
    ['<div role="button">立即申请</div>', 'apply'],
    ['<input type="submit" value="Ứng tuyển ngay">', 'apply'],
    ['<button class="jobs-apply-button">Continue</button>', 'apply'],
    ['<button aria-label="Apply to Cook">Go</button>', 'apply'],
    ['<a href="https://t.me/x"><b>Write</b></a>', 'chat'],
    ['<button>Save</button>', null],
    ['<a href="/jobs/2">Cook</a>', null],
    ['<p>Apply by writing to the office</p>', null],
    ['<a href="//t.me/x">Write</a>', 'chat'],
    ['<a href="https://a.example/x" onclick="open(\'https://wa.me/855\')">Write</a>', 'chat'],
    ['<button onclick="location=\'tg://resolve?domain=x\'">Write</button>', 'chat'],
    ['<a href="javascript:open(&quot;https://t.me/x&quot;)">Write</a>', 'chat'],
    ['<svg><a xlink:href="https://t.me/x"><text>Write</text></a></svg>', 'chat'],
    ['<form action="https://t.me/x"><button>Write</button></form>', 'chat'],
    ['<form action="/send"><button formaction="https://t.me/x">Write</button></form>', 'chat'],
    ['<form action="https://t.me/x"><button type="button">More</button></form>', null],
    ['<form action="https://t.me/x"><p>Words</p></form>', null],
    ['<button onclick="track(\'https://stats.example/x\')">More</button>', null],
  ])('finds in %s the action %s', (html, step) => {
    const page = pageOf(html, 'https://a.example/');
    const path: Element[] = [];
    let deepest = page.body.firstElementChild!;
    while (deepest.firstElementChild !== null) deepest = deepest.firstElementChild;
    for (let node: Element | null = deepest; node !== null; node = node.parentElement) path.push(node);
    expect(contactControlOf(path)?.action ?? null).toBe(step);
  });

  it('makes addresses below a base whole, unless they lead to the page’s own site', () => {
    const html = '<base href="https://t.me/"><a href="bkk_team">Write</a>';
    expect(contactControlOf([pageOf(html, 'https://a.example/').querySelector('a')!])?.address).toBe(
      'https://t.me/bkk_team',
    );
    expect(contactControlOf([pageOf(html, 'https://t.me/s/news').querySelector('a')!])).toBeNull();
  });

  it('finds a form that is sent to a chat only where it is sent', () => {
    const form = pageOf('<form action="https://t.me/x"><input></form>', 'https://a.example/').querySelector('form')!;
    expect(contactControlOf([form], true)?.action).toBe('chat');
    expect(contactControlOf([form])).toBeNull();
  });
});
