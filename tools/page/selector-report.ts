/** Lists selectors that match nothing on a page, for maintainers of adapters. */
import type { Page } from 'playwright-core';
import { adaptersFor } from '../../utils/sites/adapters-for.ts';
import { layoutsAt } from '../../utils/sites/layout-reader.ts';
import { readSites } from '../knowledge/sites.ts';

/** `<adapter>.<layout>.<part>: <selector>` for each; for layouts without a post only the root. */
export async function selectorReport(page: Page, url: string): Promise<string[]> {
  const { adapters } = await readSites('knowledge');
  const parts = adaptersFor(adapters, new URL(url).hostname).flatMap((adapter) =>
    layoutsAt(adapter.layouts, url).map((layout) => ({
      name: `${adapter.id}.${layout.id}`,
      root: layout.root,
      fields: [...Object.entries(layout.fields), ['link', layout.link ?? []] as const].flatMap(([field, sources]) =>
        sources.map(({ css }) => ({ field, css })),
      ),
    })),
  );
  return page.evaluate((layouts) => {
    const missing: string[] = [];
    for (const { name, root, fields } of layouts) {
      const roots = [...document.querySelectorAll(root)];
      if (roots.length === 0) missing.push(`${name}.root: ${root}`);
      for (const { field, css } of roots.length === 0 ? [] : fields) {
        if (css !== ':scope' && !roots.some((element) => element.querySelector(css) !== null)) {
          missing.push(`${name}.${field}: ${css}`);
        }
      }
    }
    return missing;
  }, parts);
}
