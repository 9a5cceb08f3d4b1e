/** Updates of the extension in a Firefox that Marionette drives. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import JSZip from 'jszip';
import type { Marionette } from './marionette.ts';

/**
 * Packs a built extension.
 *
 * @param version null for its own
 * @param target folder of the file that is written
 * @returns path of the file
 */
export async function packVersion(folder: string, version: string | null, target: string): Promise<string> {
  const zip = new JSZip();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    zip.file(file.slice(folder.length + 1), await readFile(file));
  }
  const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as object;
  if (version !== null) zip.file('manifest.json', JSON.stringify({ ...manifest, version }));
  const path = join(target, `${version ?? 'own'}.xpi`);
  await writeFile(path, await zip.generateAsync({ type: 'nodebuffer' }));
  return path;
}

/** Resolves once the update is installed or held back. Throws an Error where the browser refuses it. */
export async function offerFirefoxUpdate(marionette: Marionette, path: string): Promise<void> {
  const outcome = await marionette.run<string>(
    'chrome',
    `
    const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
    const file = Cc['@mozilla.org/file/local;1'].createInstance(Ci.nsIFile);
    file.initWithPath(given);
    const install = await AddonManager.getInstallForFile(file);
    return new Promise((resolve) => {
      install.addListener({
        onInstallEnded: () => resolve('installed'),
        onInstallPostponed: () => resolve('postponed'),
        onInstallCancelled: () => resolve('cancelled'),
        onInstallFailed: () => resolve('failed: ' + install.error),
      });
      install.install();
    });`,
    path,
  );
  if (outcome !== 'installed' && outcome !== 'postponed') throw new Error(`The update was ${outcome}`);
}

export function installedVersion(marionette: Marionette, id: string): Promise<string> {
  return marionette.run(
    'chrome',
    `
    const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
    return (await AddonManager.getAddonByID(given)).version;`,
    id,
  );
}
