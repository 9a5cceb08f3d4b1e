/** Screenshots of a page at rest. */
import { writeFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';

/**
 * Takes pictures until two in a row are alike, so that no fade is caught halfway. After two seconds it takes the last one.
 */
export async function takePicture(page: Page, path: string, fullPage = false): Promise<void> {
  let last = await page.screenshot({ fullPage });
  for (let round = 0; round < 20; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    const next = await page.screenshot({ fullPage });
    if (next.equals(last)) break;
    last = next;
  }
  await writeFile(path, last);
}
