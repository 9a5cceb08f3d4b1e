/** Finds accessibility faults in one page: axe's rules, and content that needs horizontal scrolling. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

export interface Fault {
  /** Rule, such as `color-contrast`; `reflow` for an element wider than the window. */
  rule: string;
  /** Selector of the element. */
  where: string;
  what: string;
}

const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

let source: Promise<string> | null = null;

/** Source of axe, to evaluate in a page before `RUN_AXE`. */
export function axeSource(): Promise<string> {
  source ??= readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  return source;
}

/** Expression that runs axe in a page. */
export const RUN_AXE = `axe.run(document, { runOnly: ${JSON.stringify(AXE_TAGS)}, resultTypes: ['violations'] })`;

/** @param page a page that has finished rendering */
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
