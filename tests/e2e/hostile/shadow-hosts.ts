/** Pages that keep their post in the shadow root of an unlikely host, each of them the only change. */
import { HONEST_TEXT, job, LURE_TEXT, page, scriptString, type Attack } from './attack.ts';

/** A page with these elements, of which the one with the id `host` gets a closed root with the post. */
const hosted = (html: string, style = '', post = job()): string =>
  page(
    `<style>${style}</style>${html}`,
    `document.querySelector('#host').attachShadow({ mode: 'closed' }).innerHTML = ${scriptString(post)};`,
  );
const deep = (html: string): string => page(`<div><div><div>${html}</div></div></div>`);

export const SHADOW_HOSTS: readonly Attack[] = [
  ...(
    [
      [
        'keeps its post in a closed root of an element without a box of its own',
        hosted('<x-a id="host"></x-a>', 'x-a { display: contents }'),
      ],
      [
        'keeps its post in a closed root of an element without a height',
        hosted('<div id="host"></div>', '#host { height: 0; overflow: visible }'),
      ],
      [
        'brings a closed root in its HTML, on an element with white space only',
        deep(`<div> <template shadowrootmode="closed">${job()}</template></div>`),
      ],
      [
        'brings an open root in its HTML, on an element whose other parts are hidden',
        deep(`<div><i hidden></i><template shadowrootmode="open">${job()}</template></div>`),
      ],
      [
        'brings the closed root of a heading in its HTML',
        deep(`<h2><template shadowrootmode="closed">${job()}</template></h2>`),
      ],
      [
        'keeps its post in a closed root behind hundreds of empty elements of its own',
        hosted(
          `${'<x-b></x-b>'.repeat(520)}<div id="host"></div>`,
          'x-b { position: absolute; top: 0; left: 0; width: 200px; height: 200px; pointer-events: none }',
        ),
      ],
      [
        'keeps the words of its post in a closed root inside an honest one',
        hosted(job(`${HONEST_TEXT} <div id="host"></div>`), '', `<p>${LURE_TEXT}</p>`),
      ],
    ] as const
  ).map(([description, html]): Attack => ({ description, html: () => html, durationMs: 0 })),
  {
    description: 'fills a closed root inside an honest post long after it was made',
    html: () =>
      page(
        job(`${HONEST_TEXT} <div id="host"></div>`),
        `const root = document.querySelector('#host').attachShadow({ mode: 'closed' });
        setTimeout(() => { root.innerHTML = ${scriptString(`<p>${LURE_TEXT}</p>`)}; }, 2000);`,
      ),
    durationMs: 0,
  },
];
