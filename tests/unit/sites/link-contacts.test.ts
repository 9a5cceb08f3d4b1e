import { describe, expect, it } from 'vitest';
import { contactOf, linkContacts } from '../../../utils/sites/link-contacts.ts';
import { pageOf } from './read-fixture.ts';

describe('link contacts', () => {
  it.each([
    ['mailto:hr@a.example?subject=x', 'hr@a.example'],
    ['tel:+66%2020', '+66 20'],
    ['https://t.me/some_hr', 't.me/some_hr'],
    ['https://api.whatsapp.com/send?phone=855', 'api.whatsapp.com/send?phone=855'],
    ['https://l.facebook.com/l.php?u=https%3A%2F%2Fline.me%2Fti%2Fp%2Fabc', 'line.me/ti/p/abc'],
    ['https://other.example/apply?id=1', 'other.example/apply'],
    ['https://www.other.example/', 'other.example'],
    ['https://t.me/', 't.me'],
    ['https://x.example/intent/post?text=a', null],
    ['https://x.example/share?text=a', null],
    ['https://x.example/shares?text=a', 'x.example/shares'],
    ['mailto:?subject=x', null],
    ['mailto:a%zz@b.example', 'a%zz@b.example'],
    ['sms:+6620?body=x', '+6620'],
    ['ftp://other.example/x', null],
    ['https://board.example/jobs', null],
    ['https://m.www.board.example/jobs', null],
    ['https://notboard.example/jobs', 'notboard.example/jobs'],
    ['https://other.example/?url=javascript:alert(1)', 'other.example'],
    ['tg://resolve?domain=some_hr', 'tg://resolve?domain=some_hr'],
    ['https://www.board.example/jobs', null],
    ['https://in.board.example/x', null],
    ['/relative', null],
    ['javascript:alert(1)', null],
    ['https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fboard.example', null],
  ])('reads from the link %s the contact %s', (href, contact) => {
    expect(contactOf(href, 'www.board.example')).toBe(contact);
  });

  it('reads the first 2,000 letters of a link', () => {
    expect(contactOf(`tg://resolve?domain=${'x'.repeat(3_000)}`, 'a.example')).toHaveLength(2_000);
  });

  it('gives only contacts that the text does not show, once each and within the limit', () => {
    const links = '<a href="https://t.me/a">x</a><a href="https://t.me/a">y</a><a href="https://t.me/b">z</a>';
    const { body } = pageOf(links, 'https://a.example/');
    expect(linkContacts([body], 'write to t.me/b', 'a.example')).toEqual(['t.me/a']);
    const many = pageOf(
      Array.from({ length: 500 }, (_, i) => `<a href="https://t.me/u${i}">.</a>`).join(''),
      'https://a.example/',
    );
    expect(linkContacts([many.body], '', 'a.example').length).toBe(20);
  });

  it('reads messengers from short addresses, drawings and scripts, and nothing else of these', () => {
    const html = `<a href="//t.me/a">x</a><svg><a xlink:href="https://t.me/b"></a></svg><map><area href="https://t.me/c"></map>
      <b onclick="open('https://wa.me/855'); track('https://stats.example/x')"></b><a href="//b.example/x">y</a><a href="/z">z</a>`;
    const { body } = pageOf(html, 'https://a.example/');
    expect(linkContacts([body], '', 'a.example')).toEqual(['t.me/a', 't.me/b', 't.me/c', 'wa.me/855']);
  });
});
