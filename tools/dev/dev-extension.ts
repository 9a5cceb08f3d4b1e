/** Builds the extension in WXT's development mode, with source maps, and rebuilds it at each change of a source file. */
import { cp } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createServer } from 'wxt';
import { COMPILED_FOLDER } from '../knowledge/compile-knowledge.ts';
import { ensureMap } from '../map/compile-map.ts';

export interface DevExtension {
  /** Folder to load in the browser. */
  folder: string;
  /** Puts the compiled knowledge into the folder, for the next start of the extension. */
  copyKnowledge(): Promise<void>;
  stop(): Promise<void>;
}

const UNWATCHED = ['**/public/knowledge/**', '**/knowledge/**', '**/tests/**', '**/docs/**'];

/**
 * @param brand folder with brand.yaml
 * @param onRebuilt called when scripts were rebuilt. Changes of the extension's own pages reach the browser by themselves.
 */
export async function startDevExtension(brand: string, onRebuilt: () => void): Promise<DevExtension> {
  process.env['JOBLANTERN_BRAND'] = brand;
  // Milliseconds. WXT ignores what is saved during this time after a change; its default is 800.
  process.env['WXT_WATCH_DEBOUNCE'] = '0';
  await ensureMap();
  const server = await createServer({
    browser: 'chrome',
    manifestVersion: 3,
    mode: 'testing',
    outDirTemplate: 'dev-{{browser}}-mv{{manifestVersion}}',
    webExt: { disabled: true },
    dev: { reloadCommand: false },
    // Knowledge reaches the browser through the channel (see dev.ts). WXT sets its own list of ignored files, so this one is
    // added by a plugin.
    vite: () => ({ plugins: [{ name: 'unwatched', config: () => ({ server: { watch: { ignored: UNWATCHED } } }) }] }),
  });
  // WXT would ask the worker to reload; here the browser is ours, and its pages are kept open. WXT asks, too, when a worker
  // has started, without a change.
  let changed = false;
  server.reloadExtension = server.reloadContentScript = () => {
    if (changed) onRebuilt();
    changed = false;
  };
  await server.start();
  // Vite ends the process when standard input ends, as it does where there is no terminal.
  process.stdin.removeAllListeners('end');
  server.watcher.on('all', (_event, path) => (changed ||= !path.includes(join('public', 'knowledge'))));
  const folder = resolve('.output/dev-chrome-mv3');
  return {
    folder,
    copyKnowledge: () => cp(COMPILED_FOLDER, join(folder, 'knowledge'), { recursive: true }),
    stop: () => server.stop(),
  };
}
