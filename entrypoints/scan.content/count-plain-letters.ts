/** Counts letters that a page shows, up to a limit: a first estimate, `utils/dom/read-text.ts` reads exactly. */
import * as dom from '../../utils/dom/form-safe-dom.ts';

/** Elements that are drawn without their own text. */
const WORDLESS_TAGS = ['iframe', 'video', 'audio', 'canvas', 'object', 'textarea', 'option'];
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
    if (parent !== null && !WORDLESS_TAGS.includes(dom.localName(parent)) && dom.checkVisibility(parent))
      letters += length;
  }
  return letters;
}
