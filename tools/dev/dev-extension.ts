/** Builds the extension in WXT's development mode, with source maps, and rebuilds it at each change of a source file. */
import { cp } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createServer, type Wxt } from 'wxt';
import { COMPILED_FOLDER } from '../knowledge/compile-knowledge.ts';
import { ensureMap } from '../map/compile-map.ts';
import { createRebuild, type RebuildDeps } from './rebuild-changed.ts';
import { createScriptBuilder } from './script-builder.ts';

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
  await ensureMap();
  const created: Wxt[] = [];
  const scripts = createScriptBuilder();
  const server = await createServer({
    browser: 'chrome',
    manifestVersion: 3,
    mode: 'testing',
    outDirTemplate: 'dev-{{browser}}-mv{{manifestVersion}}',
    webExt: { disabled: true },
    dev: { reloadCommand: false },
    hooks: { 'server:created': (wxt) => void created.push(wxt), 'vite:build:extendConfig': scripts.keepConfig },
    // Knowledge reaches the browser through the channel (see dev.ts). WXT sets its own list of ignored files, so this one is
    // added by a plugin.
    vite: () => ({ plugins: [{ name: 'unwatched', config: () => ({ server: { watch: { ignored: UNWATCHED } } }) }] }),
  });
  await server.start();
  const [wxt] = created;
  if (wxt === undefined || server.currentOutput === undefined) throw new Error('WXT built nothing.');
  const { builder, config } = wxt;
  const { steps } = server.currentOutput;
  // Without an output WXT's own reloader does nothing.
  server.currentOutput = undefined;
  // Vite ends the process when standard input ends, as it does where there is no terminal.
  process.stdin.removeAllListeners('end');
  const build: RebuildDeps['build'] = async (step, paths) =>
    paths.some((path) => path.endsWith('.html')) ? builder.build(step.entrypoints) : scripts.build(step);
  const rebuild = createRebuild({ build, config, steps, onRebuilt, onFault: console.error });
  server.watcher.on('all', (_event, path) => {
    if (path === config.userConfigMetadata.configFile)
      console.log('wxt.config.ts was changed: start `npm run dev` anew.');
    else void rebuild(path);
  });
  const folder = resolve('.output/dev-chrome-mv3');
  return {
    folder,
    copyKnowledge: () => cp(COMPILED_FOLDER, join(folder, 'knowledge'), { recursive: true }),
    stop: () => server.stop(),
  };
}
