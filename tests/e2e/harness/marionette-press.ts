/** Mouse and keys through Marionette. Firefox takes them for the reader's own, in pages and in its own window. */
import type { Marionette } from './marionette.ts';

/** What the keys of a story are in WebDriver; other keys are characters. */
const KEYS: Readonly<Record<string, string>> = { Control: '\uE009' };

/** Presses the middle of an element of the browser's own window, or of the page of the present tab. */
export async function pressElement(
  marionette: Marionette,
  context: 'chrome' | 'content',
  selector: string,
  button: 'left' | 'right' = 'left',
): Promise<void> {
  await marionette.command('Marionette:SetContext', { value: context });
  const { value } = await marionette.command<{ value: object }>('WebDriver:FindElement', {
    using: 'css selector',
    value: selector,
  });
  await click(marionette, { origin: value, x: 0, y: 0 }, button === 'left' ? 0 : 2);
}

/** Presses a place of the browser's own window, in CSS pixels. */
export async function pressAt(marionette: Marionette, x: number, y: number): Promise<void> {
  await marionette.command('Marionette:SetContext', { value: 'chrome' });
  await click(marionette, { origin: 'viewport', x, y }, 0);
}

async function click(marionette: Marionette, place: object, button: number): Promise<void> {
  const actions = [
    { type: 'pointerMove', ...place },
    { type: 'pointerDown', button },
    { type: 'pointerUp', button },
  ];
  await marionette.command('WebDriver:PerformActions', { actions: [{ type: 'pointer', id: 'mouse', actions }] });
}

/** Presses keys in the page of the present tab, e.g. `Control+c`. */
export async function pressKeys(marionette: Marionette, keys: string): Promise<void> {
  await marionette.command('Marionette:SetContext', { value: 'content' });
  const values = keys.split('+').map((key) => KEYS[key] ?? key);
  const actions = [
    ...values.map((value) => ({ type: 'keyDown', value })),
    ...values.toReversed().map((value) => ({ type: 'keyUp', value })),
  ];
  await marionette.command('WebDriver:PerformActions', { actions: [{ type: 'key', id: 'keys', actions }] });
}
