/**
 * Finds what axe does not: controls that do not show the focus. And parts that move for readers who asked for less
 * motion.
 */
import type { Page } from 'playwright-core';
import type { Fault } from './audit-page.ts';

/** @param page a page that has finished rendering; open shadow roots are included */
export async function findUnseenFocus(page: Page): Promise<Fault[]> {
  // A focus by script is shown where the keyboard was used last.
  await page.keyboard.press('Shift');
  return page.evaluate<Fault[]>(`(${collectUnseenFocus.toString()})()`);
}

/** @param page a page in a window with reduced motion */
export async function findMotion(page: Page): Promise<Fault[]> {
  return page.evaluate<Fault[]>(`(${collectMotion.toString()})()`);
}

/** Runs in the page, so it uses nothing outside itself. */
function collectUnseenFocus(): Fault[] {
  const controls: HTMLElement[] = [];
  const gather = (within: ParentNode): void => {
    for (const element of within.querySelectorAll<HTMLElement>('*')) {
      if (element.matches('a[href], button, input, select, textarea, summary, [tabindex="0"]')) controls.push(element);
      if (element.shadowRoot !== null) gather(element.shadowRoot);
    }
  };
  gather(document.documentElement);
  const isOutlined = (element: Element): boolean => {
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
    return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1 && !/, 0\)$|transparent/u.test(outlineColor);
  };
  const faults: Fault[] = [];
  for (const control of controls) {
    if (control.matches(':disabled') || !control.checkVisibility({ visibilityProperty: true })) continue;
    control.focus({ preventScroll: true });
    if (!control.matches(':focus')) continue;
    // A control of one pixel has a label that stands for it.
    const labels = control.matches('.unseen') ? [...((control as HTMLInputElement).labels ?? [])] : [control];
    if (labels.some(isOutlined)) continue;
    const name = `${control.tagName.toLowerCase()}${control.id && `#${control.id}`}.${control.className}`;
    faults.push({ rule: 'focus-visible', where: name, what: (control.textContent ?? '').trim().slice(0, 60) });
  }
  return faults;
}

/** Runs in the page, so it uses nothing outside itself. */
function collectMotion(): Fault[] {
  const MAX_MS = 1;
  const faults: Fault[] = [];
  const longest = (list: string): number =>
    Math.max(...list.split(',').map((time) => Number.parseFloat(time) * (time.trim().endsWith('ms') ? 1 : 1000)));
  const check = (element: Element, pseudo: '' | '::before' | '::after'): void => {
    const style = getComputedStyle(element, pseudo === '' ? undefined : pseudo);
    const animation = style.animationName === 'none' ? 0 : longest(style.animationDuration);
    const isSmooth = style.scrollBehavior === 'smooth';
    if (Math.max(animation, longest(style.transitionDuration)) <= MAX_MS && !isSmooth) return;
    faults.push({ rule: 'motion', where: `${element.tagName.toLowerCase()}.${element.className}${pseudo}`, what: '' });
  };
  const gather = (within: ParentNode): void => {
    for (const element of within.querySelectorAll('*')) {
      for (const pseudo of ['', '::before', '::after'] as const) check(element, pseudo);
      if (element.shadowRoot !== null) gather(element.shadowRoot);
    }
  };
  gather(document);
  return faults;
}
