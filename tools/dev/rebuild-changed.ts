/**
 * Rebuilds, after a saved file, only the scripts of which it is a part. WXT's own reloader first reads its settings,
 * imports each entrypoint and copies all public files. That takes longer than the build.
 */
import { copyFile, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { BuildStepOutput, Wxt } from 'wxt';
import { packedText } from '../brand/pack-texts.ts';

/** Milliseconds. Editors write a file in several steps, and some save several files at once. */
const QUIET_MS = 30;

export interface RebuildDeps {
  /** Builds a step again. */
  build(step: BuildStepOutput, paths: readonly string[]): Promise<BuildStepOutput>;
  config: Pick<Wxt['config'], 'outDir' | 'publicDir'>;
  /** The steps of the first build; each is replaced when it is built anew. */
  steps: BuildStepOutput[];
  /** Called after scripts or public files of the output changed. */
  onRebuilt(): void;
  /** Called with the message of a build that failed. The next save tries again. */
  onFault(message: string): void;
}

/**
 * @returns a function to call with the absolute path of each saved file. It resolves when the output contains the
 * change
 */
export function createRebuild(deps: RebuildDeps): (path: string) => Promise<void> {
  const waiting = new Set<string>();
  let running: Promise<void> | null = null;

  const rebuildOnce = async (paths: readonly string[]): Promise<void> => {
    const copied = await copyPublicFiles(paths, deps.config);
    const changed = deps.steps.filter((step) => paths.some((path) => isPartOf(path, step)));
    for (const step of changed) {
      deps.steps.splice(deps.steps.indexOf(step), 1, await deps.build(step, paths));
    }
    if (copied || changed.length > 0) deps.onRebuilt();
  };
  const run = async (): Promise<void> => {
    while (waiting.size > 0) {
      await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
      const paths = [...waiting];
      waiting.clear();
      await rebuildOnce(paths).catch((error: unknown) =>
        deps.onFault(error instanceof Error ? error.message : String(error)),
      );
    }
  };
  return (path) => {
    waiting.add(path);
    running ??= run().finally(() => (running = null));
    return running;
  };
}

/** Whether one of the step's scripts or pages is made of the file. Vite adds a query to some module ids. */
function isPartOf(path: string, { chunks }: BuildStepOutput): boolean {
  const saved = path.replaceAll('\\', '/');
  return chunks.some((chunk) =>
    chunk.type === 'chunk'
      ? chunk.moduleIds.some((id) => id.split('?')[0] === saved)
      : saved.replace('/index.html', '.html').endsWith(`/${chunk.fileName}`),
  );
}

/** Copies files of the public folder that the package has. Returns whether there were any. */
async function copyPublicFiles(paths: readonly string[], config: RebuildDeps['config']): Promise<boolean> {
  let copied = false;
  for (const path of paths) {
    const inside = relative(config.publicDir, path);
    const destination = join(config.outDir, inside);
    if (inside.startsWith('..') || !existsSync(path) || !existsSync(destination)) continue;
    const packed = packedText(inside.replaceAll('\\', '/'), path, false);
    await (packed === null ? copyFile(path, destination) : writeFile(destination, packed));
    copied = true;
  }
  return copied;
}
