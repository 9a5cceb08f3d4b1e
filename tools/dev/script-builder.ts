/**
 * Builds scripts of the extension again during development, with the settings that WXT made for the first build. WXT brings
 * an older Vite whose bundler takes several times as long. The worker takes about 1.4 s of CPU here, measured by `npm run -s
 * dev -- --measure`.
 */
import { build, type InlineConfig } from 'vite';
import type { BuildStepOutput, WxtHooks } from 'wxt';

/** The worker is built in one step with the extension's pages, which the development server serves itself. */
const WORKER = 'background';

type Step = Pick<BuildStepOutput, 'entrypoints'>;

export interface ScriptBuilder {
  /** For WXT's hook: keeps the settings of a step. */
  keepConfig: WxtHooks['vite:build:extendConfig'];
  /** Builds the step's scripts. Throws an Error when a script is faulty, or was not in the first build. */
  build(step: BuildStepOutput): Promise<BuildStepOutput>;
}

export function createScriptBuilder(): ScriptBuilder {
  const configs = new Map<string, InlineConfig>();
  return {
    keepConfig: (entrypoints, config) => {
      // The types are those of another major version; the settings used here are the same in both.
      const kept = config as unknown as InlineConfig;
      // A script of some megabytes starts faster with its map in a file of its own.
      if (entrypoints.some(({ name }) => name === WORKER)) kept.build = { ...kept.build, sourcemap: true };
      configs.set(nameOf({ entrypoints: [...entrypoints] }), kept);
    },
    async build(step) {
      const config = configs.get(nameOf(step));
      if (config === undefined) throw new Error(`${nameOf(step)}: start "npm run dev" anew.`);
      const { rollupOptions, ...rest } = config.build ?? {};
      const inputs = rollupOptions?.input as Record<string, string> | undefined;
      const worker = inputs?.[WORKER];
      const input = worker === undefined ? {} : { input: { [WORKER]: worker } };
      const built = await build({
        ...config,
        logLevel: 'error',
        build: { ...rest, rolldownOptions: { ...rollupOptions, ...input } },
      });
      if ('on' in built) throw new Error('Vite watches, which was not asked for.');
      const chunks = [built].flat().flatMap(({ output }) => output) as BuildStepOutput['chunks'];
      const pages = step.chunks.filter(({ fileName }) => fileName.endsWith('.html'));
      return { ...step, chunks: [...pages, ...chunks] };
    },
  };
}

function nameOf({ entrypoints }: Step): string {
  return [entrypoints]
    .flat()
    .map(({ name }) => name)
    .join(',');
}
