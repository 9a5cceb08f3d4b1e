/** Content script of every page that may be read: starts the page test. Other scripts are injected on demand. */
import { defineContentScript } from 'wxt/utils/define-content-script';
import { isAlive } from '../../utils/messaging/content-messages.ts';
import type { FrameState } from '../../utils/page-reader/frame-state.ts';
import { startPageTest } from './page-test.ts';
import { whenFrameHasContent } from './when-frame-has-content.ts';
import { whenReadable } from './when-readable.ts';

const KEY = Symbol.for('joblantern.scan');

interface RunningScan {
  /** Chromium keeps the global object when an empty frame loads its first document. */
  document: Document;
  /** False after the extension was reloaded: its API is gone, and a new scan replaces this one. */
  isAlive(): boolean;
  state: Promise<FrameState | null>;
}

export default defineContentScript({
  // wxt.config.ts declares where it runs; the worker registers it for hosts that the reader grants.
  matches: [],
  registration: 'runtime',
  main() {
    const scope = globalThis as { [KEY]?: RunningScan };
    const previous = scope[KEY];
    if (previous?.document === document && previous.isAlive()) return;
    void previous?.state.then(stopReading);
    const own = document;
    scope[KEY] = { document: own, isAlive, state: whenToStart(own).then(() => startPageTest(own)) };
  },
});

function stopReading(state: FrameState | null): void {
  state?.handOff();
  state?.stop?.();
}

/** Waits while a page is prerendered, and in frames until they have content. */
async function whenToStart(document: Document): Promise<void> {
  const { prerendering } = document as Document & { prerendering?: boolean };
  if (prerendering === true) {
    await new Promise<void>((start) =>
      document.addEventListener('prerenderingchange', ({ isTrusted }) => isTrusted && start()),
    );
  }
  if (window.top === window) return;
  await whenReadable(document, performance.now());
  await new Promise<void>((start) => whenFrameHasContent(window, start));
}
