/**
 * Presses the extension's toolbar button in Firefox, with the mouse, as a reader does. The popup opens, and the tab may
 * be read once (`activeTab`). No protocol shows popups as pages, so a frame script of the browser speaks to them.
 */
import { until } from './driver.ts';
import type { Marionette } from './marionette.ts';
import { pressAt, pressElement } from './marionette-press.ts';
import type { Popup } from './window-driver.ts';

/** The popup that is open. While one opens or closes, the window holds others. */
const POPUP = `[...document.querySelectorAll('browser.webextension-popup-browser')]
  .find((browser) => browser.closest('panel')?.state === 'open')`;

const ASK = `
  const [name, script] = given;
  const { messageManager } = ${POPUP};
  return new Promise((resolve) => {
    messageManager.addMessageListener(name, ({ data }) => resolve(data));
    messageManager.loadFrameScript('data:,' + encodeURIComponent(script), false);
  });`;

/**
 * Closes a popup that is open, as a press elsewhere does for a reader. A press of Marionette reaches only its own
 * target.
 */
const CLOSE = `
  const panel = ${POPUP}?.closest('panel');
  if (panel === undefined) return;
  const closed = new Promise((resolve) => panel.addEventListener('popuphidden', resolve, { once: true }));
  panel.hidePopup();
  await closed;`;

/** The menu with one entry, "Paste", by which Firefox asks the reader whether a page may read the clipboard. */
const PASTE_MENU = 'clipboardReadPasteMenuPopup';

/** Presses "Paste", or closes the menu. @returns false where the popup closed without a menu: Firefox 140.15 refuses popups at once */
export async function answerPasteMenu(marionette: Marionette, isAllowed: boolean): Promise<boolean> {
  // Its entry is disabled for a moment, so that nobody presses it by accident
  const read = `
    const menu = document.getElementById(given);
    if (menu?.state === 'open') return menu.querySelector('menuitem:not([disabled])') === null ? null : 'menu';
    return ${POPUP} === undefined ? 'closed' : null;`;
  const found = await until('the menu to paste', () => marionette.run<string | null>('chrome', read, PASTE_MENU));
  if (found === 'closed') return false;
  if (isAllowed) await pressElement(marionette, 'chrome', `#${PASTE_MENU} menuitem`);
  else await marionette.run('chrome', 'document.getElementById(given).hidePopup();', PASTE_MENU);
  return true;
}

/** @param widget how Firefox writes the extension's id in names of its own elements */
export async function openFirefoxPopup(marionette: Marionette, widget: string): Promise<Popup> {
  await marionette.run('chrome', CLOSE);
  await pressElement(marionette, 'chrome', `#${widget}-BAP`);
  const popup: Popup = {
    evaluate: (expression) => evaluateIn(marionette, expression),
    async press(selector) {
      const place = (): Promise<number[]> => placeOf(marionette, selector);
      // The popup grows with its content
      const [x = 0, y = 0] = await until(`${selector} to stand still`, async () => {
        const before = await place();
        return String(await place()) === String(before) ? before : null;
      });
      await pressAt(marionette, x, y);
    },
  };
  await until('the popup', () => popup.evaluate<boolean>(`document.readyState === 'complete'`));
  return popup;
}

/** The middle of an element of the popup, in CSS pixels of the window. */
async function placeOf(marionette: Marionette, selector: string): Promise<number[]> {
  const [x = 0, y = 0] = await evaluateIn<number[]>(
    marionette,
    `(({ x, y, width, height }) => [x + width / 2, y + height / 2])(
      document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect())`,
  );
  return marionette.run(
    'chrome',
    `const box = ${POPUP}.getBoundingClientRect();
    return [Math.round(box.x + given[0]), Math.round(box.y + given[1])];`,
    [x, y],
  );
}

async function evaluateIn<T>(marionette: Marionette, expression: string): Promise<T> {
  const name = `story:${performance.now()}`;
  const script = `{
    const { document } = content;
    let answer;
    try { answer = { value: (${expression}) }; } catch (error) { answer = { error: String(error) }; }
    sendAsyncMessage('${name}', answer);
  }`;
  const answer = await marionette.run<{ value: T } | { error: string }>('chrome', ASK, [name, script]);
  if ('error' in answer) throw new Error(answer.error);
  return answer.value;
}
