/** Pages that keep their post where a plain DOM search does not find it. */
import { job, LURE_TEXT, page, scriptString, TITLE, type Attack } from './attack.ts';
import { SHADOW_HOSTS } from './shadow-hosts.ts';

/** A page whose script inserts the post. */
const placed = (script: string): string =>
  page(
    '<div id="place"></div>',
    `const html = ${scriptString(job())}; const place = document.querySelector('#place'); ${script}`,
  );
const FRAME = 'style="width:900px;height:700px;border:0"';
const spelled = (text: string): string =>
  Array.from(text)
    .map((letter) => `<span>${letter}</span>`)
    .join('');
const BACKWARDS = Array.from(LURE_TEXT).toReversed().join('');
const attribute = (html: string): string => html.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
/** The warning of a frame is drawn inside the frame; the badge counts it for the tab. */
const IN_FRAME = { chromium: 'toolbar', firefox: 'toolbar' } as const;

export const HIDING_PLACES: readonly Attack[] = [
  {
    description: 'keeps its post in an open shadow root',
    html: () => placed(`place.attachShadow({ mode: 'open' }).innerHTML = html;`),
  },
  {
    description: 'keeps its post in a closed shadow root',
    html: () => placed(`place.attachShadow({ mode: 'closed' }).innerHTML = html;`),
  },
  {
    description: 'keeps its post in closed roots inside closed roots of its own elements',
    html: () =>
      page(
        '<job-page></job-page>',
        `
      customElements.define('job-post', class extends HTMLElement { connectedCallback() { this.attachShadow({ mode: 'closed' }).innerHTML = ${scriptString(job())}; } });
      customElements.define('job-page', class extends HTMLElement { connectedCallback() { this.attachShadow({ mode: 'closed' }).innerHTML = '<job-post></job-post>'; } });`,
      ),
  },
  {
    description: 'brings the shadow root of its post in the HTML itself',
    html: () => page(`<div><template shadowrootmode="closed">${job()}</template></div>`),
  },
  {
    description: 'fills a closed shadow root long after it was made',
    html: () =>
      placed(`const root = place.attachShadow({ mode: 'closed' }); setTimeout(() => { root.innerHTML = html; }, 700);`),
  },
  ...SHADOW_HOSTS,
  {
    description: 'keeps its post in a frame without an address',
    html: () => page(`<iframe ${FRAME} srcdoc="${attribute(page(job()))}"></iframe>`),
    surfaces: IN_FRAME,
  },
  {
    description: 'keeps its post in a sandboxed frame',
    html: () => page(`<iframe ${FRAME} sandbox="allow-scripts" srcdoc="${attribute(page(job()))}"></iframe>`),
    surfaces: IN_FRAME,
  },
  {
    description: 'writes its post into an empty frame',
    html: () =>
      placed(
        `const frame = document.createElement('iframe'); frame.style.cssText = 'width:900px;height:700px'; place.append(frame); setTimeout(() => { frame.contentDocument.body.innerHTML = html; }, 300);`,
      ),
    surfaces: IN_FRAME,
  },
  {
    description: 'keeps its post in a frame made from memory (blob:)',
    html: () =>
      placed(
        `const frame = document.createElement('iframe'); frame.style.cssText = 'width:900px;height:700px'; frame.src = URL.createObjectURL(new Blob([html], { type: 'text/html' })); place.append(frame);`,
      ),
    surfaces: IN_FRAME,
  },
  ...(
    [
      ['keeps its post in a small frame, and scales it up', 'transform:scale(6);transform-origin:0 0', 150, 110],
      ['keeps its post in a frame of few lines, and enlarges it by zoom', 'zoom:8', 150, 79],
    ] as const
  ).map(([description, style, width, height]): Attack => {
    const inner = `<style>body { font: 3px/1.4 sans-serif; margin: 2px }</style>${job()}`;
    const size = `width:${width}px;height:${height}px;border:0`;
    return {
      description,
      html: () => page(`<div style="${style}"><iframe style="${size}" srcdoc="${attribute(inner)}"></iframe></div>`),
      surfaces: IN_FRAME,
    };
  }),
  {
    description: 'spells every word letter by letter in elements of its own',
    html: () => page(job(spelled(LURE_TEXT), spelled(TITLE))),
  },
  {
    description: 'puts invisible characters between all letters',
    html: () => page(job(Array.from(LURE_TEXT).join('\u200b'))),
  },
  {
    description: 'turns the direction of its words with invisible marks',
    html: () =>
      page(
        job(
          LURE_TEXT.split(' ')
            .map((word) => `\u202d${word}\u202c\u2066\u2069`)
            .join(' '),
        ),
      ),
  },
  {
    description: 'writes words that are markup and script',
    html: () =>
      page(
        job(
          `&lt;img src=x onerror=alert(1)&gt;&lt;/script&gt;&lt;script&gt;document.title='SEEN'&lt;/script&gt; ${LURE_TEXT}`,
          '&lt;b onclick=alert(1)&gt;Chat support&lt;/b&gt;',
        ),
      ),
  },
  {
    description: 'writes its post backwards, and turns it round by an invisible mark',
    html: () => page(job(`\u202e${BACKWARDS}`)),
    durationMs: 0,
  },
  ...[
    ['marks its post as hidden, and shows it by its style sheet', `<div hidden class="x">${LURE_TEXT}</div>`],
    [
      'sets its post to `display: none`, and shows it by its style sheet',
      `<div style="display:none" class="x">${LURE_TEXT}</div>`,
    ],
    ['shows a style element that holds its post', `<style class="x">${LURE_TEXT}</style>`],
    ['puts its post into an element that HTML does not know, and SVG does', `<desc>${LURE_TEXT}</desc>`],
    ['shows a title in its body that holds its post', `<title class="x">${LURE_TEXT}</title>`],
    ['shows a list of suggestions that holds its post', `<datalist class="x">${LURE_TEXT}</datalist>`],
    [
      'hides its post in a form with a field named like the test for what is drawn, and shows it by its style sheet',
      `<form hidden class="x"><input type="hidden" name="checkVisibility">${LURE_TEXT}</form>`,
    ],
    [
      'marks its post as hidden, and shows its words without a box of their own',
      `<div hidden style="display: contents !important">${LURE_TEXT}</div>`,
    ],
    ['writes its post as code that begins with a bracket', `<code class="x">[Hiring] ${LURE_TEXT}</code>`],
    ['shows its post as what stands in for an object that is not there', `<object>${LURE_TEXT}</object>`],
    [
      'puts its post into a drawing (SVG)',
      `<svg width="700" height="400"><foreignObject width="700" height="400"><p>${LURE_TEXT}</p></foreignObject></svg>`,
    ],
    [
      'puts the lines of its post into inputs that are locked',
      LURE_TEXT.replaceAll(/[^.]+\.?/gu, '<input readonly size="70" value="$&">'),
    ],
    [
      'fills a text area that is locked by its script',
      `<textarea readonly rows="9" cols="80"></textarea><script>document.querySelector('textarea').value = ${scriptString(LURE_TEXT)};</script>`,
    ],
    [
      'puts the lines of its post into hints of inputs that are locked',
      LURE_TEXT.replaceAll(/[^.]+\.?/gu, '<input readonly size="70" placeholder="$&">'),
    ],
    [
      'puts the lines of its post into closed lists of one choice',
      LURE_TEXT.replaceAll(/[^.]+\.?/gu, '<select><option>$&</option></select>'),
    ],
    [
      'labels the choices of an open list with the lines of its post',
      `<select multiple size="9">${LURE_TEXT.replaceAll(/[^.]+\.?/gu, '<option label="$&">-</option>')}</select>`,
    ],
    [
      'puts its post into an empty element by its style sheet',
      `<style>.made::after { content: attr(data-words) }</style><p class="made" data-words="${LURE_TEXT}"></p>`,
    ],
    ['shows its post as what stands in for a picture that is not there', `<img alt="${LURE_TEXT}">`],
    ['writes its post backwards, and turns it round by an element', `<bdo dir="rtl">${BACKWARDS}</bdo>`],
    [
      'writes its post backwards, and turns it round by a style',
      `<p style="unicode-bidi: bidi-override; direction: rtl">${BACKWARDS}</p>`,
    ],
    [
      'writes notes between the letters of its words, as readings stand above them (ruby)',
      LURE_TEXT.replaceAll(/(?<!@\w*)\b(\w\w)(\w+)/gu, '<ruby>$1<rt>ab</rt>$2<rt>cd</rt></ruby>'),
    ],
  ].map(([does = '', post]): Attack => ({
    description: does,
    // Its title alone is honest.
    html: () => page(`<style>.x { display: block !important }</style>${job(post, 'Kitchen help')}`),
    // Such a page does nothing more.
    durationMs: 0,
  })),
  {
    description: 'lets its post be edited and forbids to select it',
    html: () => page(`<div contenteditable style="user-select:none">${job()}</div>`),
  },
  {
    description: 'nests its post deeper than a parser would',
    html: () =>
      placed(
        `let inner = place; for (let i = 0; i < 1000; i++) { const e = document.createElement('div'); inner.append(e); inner = e; } inner.innerHTML = html;`,
      ),
    trustReport: true,
  },
  {
    description: 'buries its post among a million nodes',
    html: () =>
      placed(
        `place.innerHTML = html; const many = document.createElement('section'); many.style.display = 'none'; for (let i = 0; i < 500000; i++) { const e = document.createElement('i'); e.append('x'); many.append(e); } place.append(many);`,
      ),
    durationMs: 300,
    trustReport: true,
  },
  {
    description: 'puts five megabytes of words behind its own',
    html: () =>
      placed(
        `place.innerHTML = html; place.querySelector('.show-more-less-html__markup').append(' We are a kind team and like our work. '.repeat(135000));`,
      ),
    durationMs: 300,
  },
  {
    description: 'puts five megabytes of words before its own',
    html: () =>
      placed(
        `place.innerHTML = html; place.querySelector('.show-more-less-html__markup').prepend('We are a kind team and like our work. '.repeat(135000));`,
      ),
    durationMs: 300,
  },
  {
    description: 'sets its content by a policy that forbids styles and scripts of others',
    html: () =>
      page(job()).replace(
        '<head>',
        `<head><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'none'; script-src 'unsafe-inline'; require-trusted-types-for 'script'; trusted-types none">`,
      ),
  },
];
