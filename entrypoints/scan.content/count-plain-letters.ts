/** Counts letters that a page shows, up to a limit: a first estimate, `utils/dom/read-text.ts` reads exactly. */
import * as dom from '../../utils/dom/form-safe-dom.ts';

/** Elements that are drawn without their own text. */
const WORDLESS_TAGS = ['iframe', 'video', 'audio', 'canvas', 'object', 'textarea', 'option'];
/** Number of texts that are tried, blank ones not counted, and of nodes that are passed. */
const MAX_TEXTS = 300;
const MAX_NODES = 3000;

/** @returns `enough` also for a page with more texts than are tried: others may stand before its own */
export function countPlainLetters(document: Document, enough: number): number {
  const { body } = document;
  if (body === null) return 0;
  const walker = document.createTreeWalker(body, 4 /* texts */);
  let letters = 0;
  let tried = 0;
  for (let passed = 0; letters < enough; passed++) {
    const node = walker.nextNode() as Text | null;
    if (node === null) return letters;
    if (passed >= MAX_NODES || tried >= MAX_TEXTS) return enough;
    const { length } = node.data.trim();
    if (length === 0) continue;
    tried++;
    const parent = dom.parentElement(node);
    if (parent !== null && !WORDLESS_TAGS.includes(dom.localName(parent)) && dom.checkVisibility(parent))
      letters += length;
  }
  return letters;
}
