/** Words that a reader sees and a search of the body's text misses, on sites without an adapter. */
import { LURE_TEXT, page, scriptString, type Attack } from './attack.ts';

const WORDS = `<p>${LURE_TEXT}</p>`;
/** The reader sees the words whole. */
const split = (style: string, tag: string): string =>
  `<style>${tag} { ${style} }</style><main>${LURE_TEXT.replaceAll(/(?<!@\w*)\b(\w\w)(\w+)/gu, `<${tag}>$1</${tag}><${tag}>$2</${tag}>`)}</main>`;
const inScript = (change: string): string =>
  page(
    '<p>Good news</p>',
    `const at = document.createElement('div'); at.innerHTML = ${scriptString(WORDS)}; ${change}`,
  );

export const ODD_PLACES: readonly Attack[] = [
  ['puts its post beside its body', inScript('document.documentElement.append(at);')],
  ['puts its post into its head', inScript('document.head.style.display = "block"; document.head.append(at);')],
  ['puts its post in place of its body', inScript('document.body.replaceWith(at);')],
  [
    'writes its post into a text area that is locked',
    page(`<textarea readonly cols="90" rows="20">${LURE_TEXT}</textarea>`),
  ],
  [
    'lists its post in an open list of choices',
    page(`<select multiple size="9">${LURE_TEXT.replaceAll(/[^.]+\.?/gu, '<option>$&</option>')}</select>`),
  ],
  ['splits its words into blocks that stand in one line', page(split('display: inline', 'section'))],
  [
    'splits its words into blocks that float',
    page(split('float: left; white-space: pre', 'div').replaceAll('</div> ', ' </div>')),
  ],
  [
    'shows its post in a dialog beside a long story',
    page(`<main><p>${'The river rose. '.repeat(60)}</p><div role="dialog">${WORDS}</div></main>`),
  ],
  [
    'puts unseen letters between those of its words',
    page(
      `<style>i { font-size: 0 }</style><main>${LURE_TEXT.replaceAll(/(?<!@\w*)\b\w+/gu, (word) => Array.from(word).join('<i>q</i>'))}</main>`,
    ),
  ],
  [
    'is XHTML',
    `<?xml version="1.0"?>${page(`<main>${WORDS}</main>`).replace('<!doctype html><html', '<html xmlns="http://www.w3.org/1999/xhtml"').replace('<meta charset="utf-8">', '')}`,
  ],
].map(([description = '', html = '']): Attack => ({ description, html: () => html, durationMs: 0 }));
