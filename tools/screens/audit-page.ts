/** Looks for faults of accessibility in one drawn page: axe's rules, and what has to be scrolled sideways. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

export interface Fault {
  /** Rule, e.g. `color-contrast`; `reflow` for what is wider than the window. */
  rule: string;
  /** Selector of the element. */
  where: string;
  what: string;
}

const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

let source: Promise<string> | null = null;

/** Axe itself, to be run in a page first. */
export function axeSource(): Promise<string> {
  source ??= readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  return source;
}

/** Gives axe's results in a page where it is. */
export const RUN_AXE = `axe.run(document, { runOnly: ${JSON.stringify(AXE_TAGS)}, resultTypes: ['violations'] })`;

/** @param page at rest, in the state that is looked at */
export async function auditPage(page: Page): Promise<Fault[]> {
  if ((await page.evaluate('typeof axe')) === 'undefined') await page.evaluate(await axeSource());
  const results = await page.evaluate<AxeResults>(RUN_AXE);
  const faults = results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => ({ rule: id, where: node.target.join(' '), what: `${help}. ${node.failureSummary ?? ''}` })),
  );
  return [...faults, ...(await findHorizontalOverflow(page))];
}

async function findHorizontalOverflow(page: Page): Promise<Fault[]> {
  const wide = await page.evaluate<string[]>(`(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    return [...document.querySelectorAll('body *')]
      .filter((e) => { const box = e.getBoundingClientRect(); return box.right > root.clientWidth + 1 || box.left < -1; })
      .slice(0, 3)
      .map((e) => e.tagName.toLowerCase() + (e.id ? '#' + e.id : '') + (e.className ? '.' + e.className : ''));
  })()`);
  return wide.map((where) => ({ rule: 'reflow', where, what: 'is wider than the window' }));
}
