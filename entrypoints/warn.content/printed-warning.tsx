/**
 * The warning in a print. What the overlay draws would cover the page's words on paper, and is left out there. For the time of
 * printing an element with the same words stands before the page's body. In a frame nothing is added: the frame keeps its
 * height, and its last lines would be lost.
 */
import { render } from 'preact';
import { PrintedWarning } from '../../components/warning/PrintedWarning.tsx';
import printedCss from '../../components/warning/printed.css?inline';
import type { WarnedPost } from '../../components/warning/Warnings.tsx';
import { TranslatorContext } from '../../components/translator.ts';
import * as dom from '../../utils/dom/form-safe-dom.ts';
import { HTML_NAMESPACE } from '../../utils/dom/html-namespace.ts';
import { addPersistentListeners } from '../../utils/dom/persistent-listeners.ts';
import { createTranslator, type MessageBundle } from '../../utils/i18n/messages.ts';
import { markHost } from '../../utils/overlay/dead-hosts.ts';

export interface PrintedWarningDeps {
  document: Document;
  bundle: MessageBundle;
  owner: string;
  productName: string;
  /** The posts with a warning now. */
  warned(): readonly WarnedPost[];
}

/** @returns stops it */
export function printWarnings({ document, bundle, owner, productName, warned }: PrintedWarningDeps): () => void {
  const window = document.defaultView as Window;
  if (window.parent !== window) return () => undefined;
  const translator = createTranslator(bundle);
  let element: HTMLElement | null = null;
  const remove = (): void => {
    element?.remove();
    element = null;
  };
  const add = ({ isTrusted }: Event): void => {
    remove();
    const posts = warned();
    const { documentElement: page } = document;
    if (!isTrusted || posts.length === 0 || page === null || dom.localName(page) !== 'html') return;
    element = document.createElementNS(HTML_NAMESPACE, 'div');
    const root = element.attachShadow({ mode: 'closed' });
    const style = document.createElementNS(HTML_NAMESPACE, 'style');
    style.append(printedCss);
    markHost(style, owner);
    const content = document.createElementNS(HTML_NAMESPACE, 'div');
    root.append(style, content);
    render(
      <TranslatorContext.Provider value={translator}>
        <PrintedWarning warned={posts} productName={productName} />
      </TranslatorContext.Provider>,
      content,
    );
    page.prepend(element);
  };
  const unlisten = addPersistentListeners(document, (signal) => {
    window.addEventListener('beforeprint', add, { signal });
    window.addEventListener('afterprint', remove, { signal });
  });
  return () => {
    unlisten();
    remove();
  };
}
