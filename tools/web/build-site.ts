/** Builds the static site: pages, worker, knowledge, messages, map, manifest, service worker, and headers for the host. */
import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { constants, gzipSync } from 'node:zlib';
import * as v from 'valibot';
import { build, type InlineConfig } from 'vite';
import type { Brand } from '../../utils/brand/brand.ts';
import { KNOWLEDGE_TARGETS } from '../../utils/detect/analyse.ts';
import { shardName } from '../../utils/detect/ngram-reader.ts';
import { HelpSchema } from '../../utils/model/help.ts';
import { splitHelpTexts } from '../../utils/model/help-texts.ts';
import { drawIcon } from '../brand/logo.ts';
import { logoOf, readBrand } from '../brand/read-brand.ts';
import { builtLanguages } from '../interface-languages.ts';
import { COMPILED_FOLDER, ensureKnowledge } from '../knowledge/compile-knowledge.ts';
import { splitLexicon } from '../knowledge/split-lexicon.ts';
import { splitModel } from '../../utils/detect/model-file.ts';
import { ALL_LANGUAGES, pictureAssets } from '../picture/picture-assets.ts';
import { ensureMap, MAP_FILE } from '../map/compile-map.ts';
import { headersFile, policiesFor, type Policies } from './headers.ts';
import { manifestOf } from './manifest.ts';

const ENGINE_TARGETS = [...KNOWLEDGE_TARGETS, 'held.json'];
const PAGE_TARGETS = ['questions.json'];
const MESSAGES = 'public/messages';
/** Weights hardly repeat. Looking for repetitions, as hosts do, makes them a tenth larger. */
const PACK_WEIGHTS = { level: 9, strategy: constants.Z_HUFFMAN_ONLY };
const PAGES = ['index.html', 'help.html', 'dispute.html'];

/**
 * @param brandFolder folder with brand.yaml
 * @param out folder that is emptied and filled
 * @param pictureLanguages languages in which pictures can be read
 */
export async function buildSite(brandFolder: string, out: string, pictureLanguages = ALL_LANGUAGES): Promise<void> {
  await ensureKnowledge();
  await ensureMap();
  const brand = readBrand(brandFolder);
  const languages = builtLanguages(brand.languages);
  await rm(out, { recursive: true, force: true });
  await build({
    ...siteConfig(brand, policiesFor(brand.relay, brand.channel)),
    build: {
      ...COMMON_CONFIG.build,
      outDir: resolve(out),
      rolldownOptions: { ...NO_CONSTANT_INLINING, input: PAGES.map((page) => resolve('web', page)) },
    },
  });
  await copyData(out, languages, pictureLanguages);
  await copyIcons(out, logoOf(brandFolder), brand.colour ?? '#ffffff');
  await writeFile(join(out, 'manifest.webmanifest'), JSON.stringify(manifestOf(brand.name)));
  await buildServiceWorker(out);
  await writeFile(join(out, '_headers'), headersFile(brand.relay, brand.channel));
}

/** What build and development server share: the brand in scripts and pages, and the policy of each page. */
export function siteConfig(brand: Brand, policies: Pick<Policies, 'meta' | 'dispute'>): InlineConfig {
  return {
    ...COMMON_CONFIG,
    define: {
      __BRAND__: JSON.stringify(brand),
      __LANGUAGES__: JSON.stringify(builtLanguages(brand.languages)),
    },
    plugins: [
      {
        name: 'head',
        transformIndexHtml: (html) =>
          html
            .replaceAll('%NAME%', escapeHtml(brand.name))
            .replaceAll('%CSP%', policies.meta)
            .replaceAll('%CSP-DISPUTE%', policies.dispute),
      },
    ],
  };
}

/** Constants are not inlined: the list of public suffixes, repeated at each use, would be a tenth of the site. */
const NO_CONSTANT_INLINING = { optimization: { inlineConst: false } } as const;

const COMMON_CONFIG = {
  root: resolve('web'),
  base: './',
  configFile: false,
  publicDir: false,
  logLevel: 'warn',
  worker: { format: 'es', rolldownOptions: NO_CONSTANT_INLINING },
  build: { target: 'es2023', assetsInlineLimit: 0, modulePreload: { polyfill: false }, emptyOutDir: false },
} as const satisfies InlineConfig;

async function copyData(out: string, languages: readonly string[], pictureLanguages: readonly string[]): Promise<void> {
  await mkdir(join(out, 'knowledge'), { recursive: true });
  for (const name of [...ENGINE_TARGETS, ...PAGE_TARGETS])
    await cp(join(COMPILED_FOLDER, name), join(out, 'knowledge', name));
  await copyHelp(join(out, 'knowledge'), languages);
  const phrases = splitLexicon(await readFile(join(COMPILED_FOLDER, 'lexicon.bin')));
  for (const [name, bytes] of Object.entries(phrases)) await writeFile(join(out, 'knowledge', name), bytes);
  const shards = splitModel(await readFile(join(COMPILED_FOLDER, 'model.bin')));
  for (const [group, bytes] of shards.entries())
    await writeFile(join(out, 'knowledge', shardName(group)), gzipSync(bytes, PACK_WEIGHTS));
  // The worker reads the engine's files only, and shards of lexicon and model when a text needs them
  await writeFile(join(out, 'knowledge', 'index.json'), JSON.stringify(ENGINE_TARGETS));
  for (const tag of languages) await cp(join(MESSAGES, `${tag}.json`), join(out, 'messages', `${tag}.json`));
  await cp(MAP_FILE, join(out, 'map.json'));
  for (const { absoluteSrc, relativeDest } of await pictureAssets(pictureLanguages))
    await cp(absoluteSrc, join(out, relativeDest));
}

/** The help contacts in English, and the texts of each other language in a file of their own. */
async function copyHelp(to: string, languages: readonly string[]): Promise<void> {
  const help = v.parse(HelpSchema, JSON.parse(await readFile(join(COMPILED_FOLDER, 'help.json'), 'utf8')));
  const { english, texts } = splitHelpTexts(
    help,
    languages.filter((tag) => tag !== 'en'),
  );
  await writeFile(join(to, 'help.json'), JSON.stringify(english));
  for (const [tag, own] of Object.entries(texts)) await writeFile(join(to, `help-${tag}.json`), JSON.stringify(own));
}

/** The lantern, or the brand's logo. @param ground background of the icon that a phone may crop */
async function copyIcons(out: string, logo: string | null, ground: string): Promise<void> {
  await cp('web/icons', join(out, 'icons'), { recursive: true });
  if (logo === null) return;
  const bytes = await readFile(logo);
  const draw = (name: string, options: Parameters<typeof drawIcon>[2]): Promise<void> =>
    writeFile(join(out, 'icons', name), drawIcon(basename(logo), bytes, options));
  for (const size of [48, 192, 512]) await draw(`${size}.png`, { size });
  await draw('maskable.png', { size: 512, contentScale: 0.7, background: ground });
}

/** The version of the cache is a digest of all files. */
async function buildServiceWorker(out: string): Promise<void> {
  const files = (await readdir(out, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(out, '/').length))
    .sort();
  const digest = createHash('sha256');
  for (const file of files) digest.update(`${file}\0`).update(await readFile(join(out, file)));
  await build({
    ...COMMON_CONFIG,
    define: { __FILES__: JSON.stringify(files), __VERSION__: JSON.stringify(digest.digest('hex').slice(0, 16)) },
    build: {
      ...COMMON_CONFIG.build,
      outDir: resolve(out),
      lib: {
        entry: resolve('web/service-worker.ts'),
        formats: ['iife'],
        name: 'site',
        fileName: () => 'service-worker.js',
      },
    },
  });
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
