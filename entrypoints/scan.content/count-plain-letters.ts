/** Counts letters that a page shows, up to a limit. Leaves out what may be hidden: `utils/dom/read-text.ts` reads exactly. */
import * as dom from '../../utils/dom/form-safe-dom.ts';

/** Elements whose words may not be shown. */
const UNSURE_SELECTOR =
  'script,style,noscript,template,title,desc,iframe,video,audio,canvas,textarea,select,datalist,code,svg,[hidden],[style*="none" i]';
/** Number of texts that are tried. */
const MAX_TEXTS = 100;

export function countPlainLetters(document: Document, enough: number): number {
  const { body } = document;
  if (body === null) return 0;
  const walker = document.createTreeWalker(body, 4 /* texts */);
  let letters = 0;
  for (let tried = 0; tried < MAX_TEXTS && letters < enough; tried++) {
    const node = walker.nextNode() as Text | null;
    if (node === null) break;
    const { length } = node.data.trim();
    const parent = length === 0 ? null : dom.parentElement(node);
    if (parent !== null && dom.closest(parent, UNSURE_SELECTOR) === null) letters += length;
  }
  return letters;
}
