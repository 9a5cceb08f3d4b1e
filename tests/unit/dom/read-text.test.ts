import { afterEach, describe, expect, it, vi } from 'vitest';
import { readText } from '../../../utils/dom/read-text.ts';
import { pageOf } from '../sites/read-fixture.ts';

const read = (html: string, strip?: string): string => readText(pageOf(html, 'https://a.example/').body, strip);

/** A page whose browser says which elements have a box. */
function drawnPage(html: string, isDrawn: (element: Element) => boolean): Document {
  const page = pageOf(html, 'https://a.example/');
  for (const element of page.querySelectorAll('body *')) element.checkVisibility = () => isDrawn(element);
  const { getComputedStyle, HTMLFormElement } = page.defaultView!;
  vi.stubGlobal('getComputedStyle', getComputedStyle);
  vi.stubGlobal('HTMLFormElement', HTMLFormElement);
  return page;
}

describe('readText', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('breaks lines at blocks only', () => {
    expect(read('<div>One</div><div>two <b>th</b>ree</div><p>four<br>five</p>')).toBe('One\ntwo three\nfour\nfive');
  });

  it('puts letters together that a style sheet puts into one line', () => {
    const letters = (word: string, tag: string): string =>
      Array.from(word, (letter) => `<${tag} class="in">${letter}</${tag}>`).join('');
    const html = `<style>.in { display: inline-block }</style><h2>${letters('No', 'div')} ${letters('pay', 'x-l')}</h2>`;
    expect(read(html)).toBe('No pay');
    expect(read(html.replace('inline-block', 'block'))).toBe('N\no\np\na\ny');
    expect(read('<div>A</div><div>B</div><div style="display: inline-block">Cook</div>')).toBe('A\nB\nCook');
  });

  it('leaves out style, script, hidden elements and JSON in code', () => {
    const hidden = '<code style="display: none">secret</code><code>{"a":"secret"}</code><p hidden>secret</p>';
    expect(
      read(`<style>.secret{}</style>a<script>secret</script><noscript>secret</noscript>${hidden}b<code>c</code>`),
    ).toBe('abc');
  });

  it('reads fields whose words the reader cannot change, and no others', () => {
    expect(read('<textarea>a</textarea><select><option>b<option>c</select><p>c</p>')).toBe('c');
    expect(read('<textarea readonly>one</textarea><textarea disabled>two</textarea>')).toBe('one\ntwo');
    const options = '<option>one</option><option>two</option></select>';
    expect(read(`<select multiple>${options}<select size="2">${options}<select size="1">${options}`)).toBe(
      'one\ntwo\none\ntwo',
    );
  });

  it('reads inputs whose words the reader cannot change, and labels of buttons', () => {
    const own = '<input value="own"><input type="password" readonly value="own"><input type="hidden" value="own">';
    expect(read(`${own}<input readonly value="@one"><input type="button" value="Ask us">`)).toBe('@one\nAsk us');
    const page = drawnPage('<input readonly value="@a"><input readonly value="@b">', () => true);
    const [small, large] = page.querySelectorAll('input');
    small!.getBoundingClientRect = () => ({ width: 1, height: 1 }) as DOMRect;
    large!.getBoundingClientRect = () => ({ width: 90, height: 20 }) as DOMRect;
    expect(readText(page.body)).toBe('@b');
  });

  it('reads words that a style sheet puts into empty elements, and no icons', () => {
    const page = drawnPage('<p>a</p><p title="To Mae Sot"></p><i></i><b>c</b><br>', ({ tagName }) => tagName !== 'B');
    const contents = { P: 'attr(title) " by \\"bus\\""', I: '"\ue001"', B: '"no"', BR: '"no"' } as Record<
      string,
      string
    >;
    vi.spyOn(page.defaultView!, 'getComputedStyle').mockImplementation(
      ({ tagName }, part) =>
        ({ content: part === '::before' ? (contents[tagName] ?? 'none') : 'none' }) as CSSStyleDeclaration,
    );
    expect(readText(page.body)).toBe('a\nTo Mae Sot by "bus"\nc');
  });

  it('reads the hints of empty fields that are locked, and no others', () => {
    const own = '<input placeholder="own"><textarea placeholder="own"></textarea>';
    const field = '<input readonly value="b" placeholder="own"><textarea disabled placeholder="c"></textarea>';
    expect(read(`${own}<input readonly placeholder="a">${field}`)).toBe('a\nb\nc');
  });

  it('reads the choice of a closed list where the reader has none, and what stands in place of choices', () => {
    const options = '<option>a</option><option selected>b</option>';
    expect(read(`<select>${options}</select><select disabled>${options}</select><select><option>c</select>`)).toBe(
      'b\nc',
    );
    const groups = '<optgroup label="d"><option label="ee">xxx</option><option label="">fff</option></optgroup>';
    expect(read(`<select multiple>${groups}</select>`)).toBe('d\nee\nfff');
  });

  it('reads words that the markup turns from right to left, line by line', () => {
    expect(read('<p>To <bdo dir="RTL">krow ni<br>aisA</bdo> now</p>')).toBe('To in work\nAsia now');
    const turned = 'style="unicode-bidi: bidi-override; direction: rtl"';
    expect(read(`<p ${turned}><b>mae</b>t</p>x<bdo>ab</bdo><bdo dir="ltr">cd</bdo>`)).toBe('team\nxabcd');
    expect(readText(pageOf('<bdo dir="rtl">krow</bdo>', 'https://a.example/').querySelector('bdo')!)).toBe('work');
  });

  it('reads the alternative text that stands in place of a missing picture, unless it is short', () => {
    const alt = 'Free ticket and room for everybody who writes to us';
    const html = ['there', 'missing', 'loading'].map((name) => `<img class="${name}" alt="${alt} (${name})">`);
    expect(read(html.join(''))).toBe('');
    const page = drawnPage(`${html.join('')}<img alt="Our logo">`, () => true);
    for (const image of page.querySelectorAll('img')) {
      Object.defineProperty(image, 'complete', { value: image.className !== 'loading' });
      Object.defineProperty(image, 'naturalWidth', { value: image.className === 'there' ? 300 : 0 });
    }
    expect(readText(page.body)).toBe(`${alt} (missing)`);
  });

  it('reads what a script has set in a locked text area', () => {
    const page = pageOf('<textarea readonly>Please wait</textarea><textarea>a</textarea>', 'https://a.example/');
    for (const area of page.querySelectorAll('textarea')) area.value = 'Chat support';
    expect(readText(page.body)).toBe('Chat support');
  });

  it('reads the letters under readings as one word, and what else stands above them after it', () => {
    const reading = (base: string, above: string): string =>
      `<ruby>${base}<rp>(</rp><rt>${above}</rt><rp>)</rp></ruby>`;
    expect(read(`<p>${reading('給', 'きゅう')}${reading('料', 'りょう')}30万円</p>`)).toBe('給料30万円');
    expect(read('<ruby>高<rt>こう</rt>収<rt>しゅう</rt>入<rt>にゅう</rt></ruby>')).toBe('高収入');
    expect(read(`<p>${reading('客服', 'Telegram @bkk')}</p>`)).toBe('客服\nTelegram @bkk');
  });

  it('reads elements that a style sheet shows', () => {
    const html = '<p hidden>a</p><code>[b]</code><style>c</style><p style="display:none">d</p>';
    expect(readText(drawnPage(html, ({ tagName }) => tagName !== 'STYLE').body)).toBe('a\n[b]\nd');
  });

  it('reads a title, a list of suggestions and an unknown element where they are drawn', () => {
    const html = '<p>a</p><title>b</title><datalist>c</datalist>';
    expect(read(html)).toBe('a');
    expect(readText(drawnPage(html, () => true).body)).toBe('a\nb\nc');
    expect(read('<p>a</p><desc>b</desc>')).toBe('a\nb');
  });

  it('reads hidden elements whose children alone a style sheet shows', () => {
    const html = '<p hidden style="display: contents">a</p><p hidden>b</p>';
    expect(readText(drawnPage(html, () => false).body)).toBe('a');
  });

  it('asks the browser whether a form is drawn, and not its fields', () => {
    const { body } = drawnPage('<form hidden><input name="checkVisibility">a</form>', () => true);
    const form = body.querySelector('form')!;
    HTMLFormElement.prototype.checkVisibility = () => true;
    // jsdom does not let fields shadow the prototype.
    Object.defineProperty(form, 'checkVisibility', { value: form.firstElementChild });
    expect(readText(body)).toBe('a');
  });

  it('reads the words in shadow roots, also nested ones, before those of their hosts', () => {
    const { body } = pageOf('<b>a</b><x-a><i>c</i></x-a><div>e</div><h2> </h2>', 'https://a.example/');
    const [custom, block, heading] = ['x-a', 'div', 'h2'].map((css) => {
      const root = body.querySelector(css)!.attachShadow({ mode: 'open' });
      root.innerHTML = '<style>p {}</style>';
      return root;
    });
    custom!.innerHTML += '<p>b</p>';
    block!.innerHTML = '<x-c></x-c>';
    block!.firstElementChild!.attachShadow({ mode: 'open' }).append('d');
    heading!.append('f');
    expect(readText(body)).toBe('a\nb\nc\nd\ne\nf');
    expect(readText(body.querySelector('x-a')!)).toBe('b\nc');
  });

  it('reads only the text of drawings', () => {
    const icon = '<svg><title>secret</title><path/></svg>';
    expect(read(`a${icon}b<svg><title>secret</title><foreignObject><p>c</p></foreignObject></svg>`)).toBe('ab\nc');
  });

  it('separates adjacent elements but not the letters of one word', () => {
    expect(read('<span>Pune</span><span>2-5 Yrs</span>')).toBe('Pune 2-5 Yrs');
    expect(read('<span>P</span><span>a</span><span>y</span>')).toBe('Pay');
    expect(read('<span>Bogor</span><span>, Jawa</span>')).toBe('Bogor, Jawa');
  });

  it('reads the emoji of an image and no other alternative text', () => {
    expect(read('a <img alt="🍜"> b <img alt="company logo">')).toBe('a 🍜 b');
  });

  it('leaves out stripped elements', () => {
    expect(read('Title<span class="sr">Title again</span>', '.sr')).toBe('Title');
  });

  it('reads the beginning and the end of a very long text', () => {
    const filler = `<p>${'We like our work. '.repeat(200)}</p>`.repeat(1000);
    expect(read(`<p>first</p>${filler}<div>the <b>last</b> words</div>`)).toMatch(/^first[^]*the last words$/u);
    expect(read(`${'y'.repeat(5_000_000)}<p>last words</p>`)).toMatch(/last words$/u);
    expect(read(`${filler}<p>kept</p><script>last</script><p hidden>last</p>`, 'b')).toMatch(/kept$/u);
  });

  it('reads deeply nested and long text within the limit', () => {
    expect(read(`${'<div>'.repeat(3000)}deep${'</div>'.repeat(3000)}`)).toContain('deep');
    expect(read(`<p>${'x'.repeat(5_000_000)}</p><p>end</p>`).length).toBeLessThanOrEqual(5_000_100);
  });
});
