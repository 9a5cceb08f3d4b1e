import { expect, test } from 'vitest';
import { readText } from '../../../utils/page/read-text.ts';
import { pageOf } from '../sites/read-fixture.ts';

const read = (html: string, strip?: string): string => readText(pageOf(html, 'https://a.example/').body, strip);

test('lines follow blocks, words follow the text', () => {
  expect(read('<div>One</div><div>two <b>th</b>ree</div><p>four<br>five</p>')).toBe('One\ntwo three\nfour\nfive');
});

test('style, script, hidden elements and data in code are not words', () => {
  const hidden = '<code style="display: none">secret</code><code>{"a":"secret"}</code><p hidden>secret</p>';
  expect(
    read(`<style>.secret{}</style>a<script>secret</script><noscript>secret</noscript>${hidden}b<code>c</code>`),
  ).toBe('abc');
});

test('elements set apart by style alone do not run together, letters of one word do', () => {
  expect(read('<span>Pune</span><span>2-5 Yrs</span>')).toBe('Pune 2-5 Yrs');
  expect(read('<span>P</span><span>a</span><span>y</span>')).toBe('Pay');
  expect(read('<span>Bogor</span><span>, Jawa</span>')).toBe('Bogor, Jawa');
});

test('a picture of an emoji is read, a picture of anything else is not', () => {
  expect(read('a <img alt="🍜"> b <img alt="company logo">')).toBe('a 🍜 b');
});

test('what is stripped is not read', () => {
  expect(read('Title<span class="sr">Title again</span>', '.sr')).toBe('Title');
});

test('of more than anybody would read, the end is read too', () => {
  const filler = `<p>${'We like our work. '.repeat(200)}</p>`.repeat(1000);
  expect(read(`<p>first</p>${filler}<div>the <b>last</b> words</div>`)).toMatch(/^first[^]*the last words$/u);
  expect(read(`${'y'.repeat(5_000_000)}<p>last words</p>`)).toMatch(/last words$/u);
  expect(read(`${filler}<p>kept</p><script>last</script><p hidden>last</p>`, 'b')).toMatch(/kept$/u);
});

test('deep nesting and long text end in time and within the cap', () => {
  expect(read(`${'<div>'.repeat(3000)}deep${'</div>'.repeat(3000)}`)).toContain('deep');
  expect(read(`<p>${'x'.repeat(5_000_000)}</p><p>end</p>`).length).toBeLessThanOrEqual(5_000_100);
});
