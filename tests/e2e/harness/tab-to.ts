/** Moves the focus with the Tab key, as a reader without a mouse does. */
import { until, type Tab } from './driver.ts';

/** Presses of Tab after which a control counts as unreachable. */
const MAX_TAB_PRESSES = 80;

/** Presses Tab until an element that the selector names has the focus. Throws an Error when none is reached. */
export async function tabTo(tab: Tab, selector: string): Promise<void> {
  const focused = `return document.activeElement?.matches(${JSON.stringify(selector)}) === true;`;
  for (let presses = 0; presses <= MAX_TAB_PRESSES; presses += 1) {
    if (await tab.evaluate<boolean>(focused)) {
      await until(`${selector} to show its focus`, () => tab.evaluate<boolean>(FOCUS_VISIBLE_SCRIPT), 3_000);
      return;
    }
    await tab.press('Tab');
  }
  const end = await tab.evaluate<string>(`return document.activeElement?.outerHTML.slice(0, 120) ?? '';`);
  throw new Error(`${selector} cannot be reached with the Tab key; the focus is on ${end}`);
}

/** As `tabTo`, in the warning: until a control with such a label has the focus and shows it. */
export async function tabToLabel(tab: Tab, label: RegExp): Promise<void> {
  for (let presses = 0; presses <= MAX_TAB_PRESSES; presses += 1) {
    const focus = await tab.closedFocus();
    if (focus !== null && label.test(focus.label)) {
      if (!focus.isVisible) throw new Error(`${label.source} does not show its focus`);
      return;
    }
    await tab.press('Tab');
  }
  throw new Error(`${label.source} cannot be reached with the Tab key`);
}

/** The focus can be seen: an outline, within the window. */
const FOCUS_VISIBLE_SCRIPT = `
  const element = document.activeElement;
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  return outlineStyle !== 'none' && outlineWidth !== '0px' && box.bottom > 0 && box.top < innerHeight;`;
