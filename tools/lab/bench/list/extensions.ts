/**
 * One small extension for each compared way to store a list. Its worker answers, and its page sends requests. One more
 * has all in a page.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { build } from 'esbuild';
import type { Material } from './material.ts';

export const CANDIDATES = ['empty', 'own', 'ghostery', 'phishing'] as const;
export type CandidateName = (typeof CANDIDATES)[number];
/** Its page holds all of them in turn, and its worker does nothing. */
export const TOGETHER = 'together';
type ExtensionName = CandidateName | typeof TOGETHER;

/** An isolated page has a clock of 5 us instead of 100. A worker would start in a process of its own. */
const ISOLATED = {
  cross_origin_embedder_policy: { value: 'require-corp' },
  cross_origin_opener_policy: { value: 'same-origin' },
};

const SOURCES = 'tools/lab/bench/list/browser';

export interface BuiltExtension {
  folder: string;
  /** `chrome-extension://<id>/` */
  base: string;
}

/** Writes all of them below `folder`. */
export async function buildExtensions(
  folder: string,
  material: Material,
): Promise<Record<ExtensionName, BuiltExtension>> {
  const built = {} as Record<ExtensionName, BuiltExtension>;
  for (const name of [...CANDIDATES, TOGETHER] as const)
    built[name] = await buildExtension(resolve(folder, name), name, material);
  return built;
}

async function buildExtension(folder: string, name: ExtensionName, material: Material): Promise<BuiltExtension> {
  mkdirSync(folder, { recursive: true });
  await build({
    entryPoints: { worker: join(SOURCES, `${name === TOGETHER ? 'empty' : name}.ts`), page: join(SOURCES, 'page.ts') },
    outdir: folder,
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'chrome137',
    define: { BENCH_BRAND: JSON.stringify(material.brand) },
    logLevel: 'error',
  });
  const manifest = {
    manifest_version: 3,
    name: `bench ${name}`,
    version: '1',
    permissions: ['storage', 'unlimitedStorage'],
    background: { service_worker: 'worker.js' },
    ...(name === TOGETHER ? ISOLATED : {}),
  };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'page.html'), '<!doctype html><meta charset="utf-8"><script src="page.js"></script>');
  for (const [path, bytes] of filesOf(name, material)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  return { folder, base: `chrome-extension://${idOf(folder)}/` };
}

function filesOf(name: ExtensionName, material: Material): [string, Uint8Array | string][] {
  const names: [string, string] = ['names.txt', material.names.join('\n')];
  switch (name) {
    case 'empty':
      return [];
    case 'ghostery':
      return [['ghostery.bin', material.ghostery]];
    case 'phishing':
      return [names];
    case 'own':
      return Array.from(material.channel, ([path, bytes]): [string, Uint8Array] => [`channel/${path}`, bytes]);
    case TOGETHER:
      return [
        names,
        ['others.txt', material.others.join('\n')],
        ['hashes.bin', material.hashes],
        ['delta.bin', material.delta],
        ['ghostery.bin', material.ghostery],
      ];
  }
}

/** Chromium names an unpacked extension by where it lies. */
function idOf(folder: string): string {
  const digest = createHash('sha256').update(folder).digest('hex').slice(0, 32);
  return Array.from(digest, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join('');
}
