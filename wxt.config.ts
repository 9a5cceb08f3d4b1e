/**
 * Builds the extension for Chromium and Firefox (Manifest V3) in three flavours: `production`; `testing`, with every
 * host granted, for end-to-end tests and the `page` command; and `desk`. The desk is another extension, for the
 * publisher's moderators: one page, no content scripts, no host permissions, and connections to the relay only.
 */
import { resolve } from 'node:path';
import { defineConfig, type UserManifest } from 'wxt';
import { chooseAssets } from './tools/brand/choose-assets.ts';
import { packTexts } from './tools/brand/pack-texts.ts';
import { ALL_LANGUAGES, pictureAssets } from './tools/picture/picture-assets.ts';
import { brandFolder, logoOf, readBrand } from './tools/brand/read-brand.ts';
import { builtLanguages } from './tools/interface-languages.ts';
import { shownPublishers } from './tools/knowledge/read-publishers.ts';
import { requiredHosts, optionalHosts } from './tools/hosts.ts';
import { NEXT_WARNING_COMMAND } from './utils/background/next-warning-command.ts';
import { DATA_KINDS } from './utils/report/data-kinds.ts';
import { LANGUAGES } from './utils/i18n/languages.ts';

const brand = readBrand(brandFolder());
const languages = builtLanguages(brand.languages);
/** Language of name and description in the browser's lists, where the package lacks the browser's language. */
const defaultLocale = LANGUAGES.find(({ tag }) => tag === brand.languages?.[0])?.folder ?? 'en';
const ALL_PICTURE_LANGUAGES = process.env['JOBLANTERN_PICTURES'] === 'all';
const ICONS = { 16: 'icons/16.png', 32: 'icons/32.png', 48: 'icons/48.png', 128: 'icons/128.png' };
/** For tabs that are not read: the worker shows the coloured icon on the others. */
const GREY_ICONS = { 16: 'icons/grey-16.png', 32: 'icons/grey-32.png' };

export default defineConfig({
  imports: false,
  manifestVersion: 3,
  outDir: ALL_PICTURE_LANGUAGES ? '.output/pictures' : '.output',
  outDirTemplate: `${brand.id}-{{browser}}-mv{{manifestVersion}}{{modeSuffix}}`,
  hooks: {
    'entrypoints:found': (wxt, found) => {
      const desk = wxt.config.mode === 'desk';
      const kept = found.filter(({ name }) => name.startsWith('desk') === desk || name === 'background');
      for (const entry of kept) {
        if (desk && entry.name === 'background') entry.inputPath = resolve('entrypoints/desk/background.ts');
      }
      found.splice(0, found.length, ...kept);
    },
    'vite:build:extendConfig': (_entrypoints, config) => {
      // WXT adds this plugin even where nothing is imported by itself; looking for such names took a tenth of a build.
      config.plugins = (config.plugins ?? []).filter((plugin) => !isPlugin(plugin, 'unimport'));
    },
    'build:publicAssets': async (wxt, files) => {
      chooseAssets(files, brand.languages, logoOf(brandFolder()));
      packTexts(files, wxt.config.mode === 'desk');
      files.push(...(await pictureAssets(ALL_PICTURE_LANGUAGES ? ALL_LANGUAGES : brand.pictures)));
    },
    'zip:start': () => {
      if (brand.demo) throw new Error('This brand pins a demo root: it must never be packaged.');
    },
  },
  vite: () => ({
    define: {
      __BRAND__: JSON.stringify(brand),
      __INTERFACE_LANGUAGES__: JSON.stringify(languages),
      __KNOWN_PUBLISHERS__: JSON.stringify(shownPublishers()),
    },
    build: { chunkSizeWarningLimit: 2000 },
    plugins: [
      {
        // WXT's own entry announces each start to the page, by a DOM event and a window message with the extension's id, and a
        // page can end the script by forging that event. It also logs, which takes a tenth of the smallest script.
        name: 'plain-content-scripts',
        enforce: 'pre',
        transform(_code, id) {
          const [entry, script] = id.split('?');
          return entry?.endsWith('virtual:wxt-content-script-isolated-world-entrypoint') === true
            ? // `executeScript` returns the result.
              `import script from ${JSON.stringify(script)}; export default script.main();`
            : null;
        },
      },
      {
        // Most functions of these scripts run in every page. With this first line Chromium compiles them at once; without
        // it, it parses each function twice.
        name: 'compiled-at-once',
        generateBundle(_options, bundle) {
          for (const chunk of Object.values(bundle)) {
            if (chunk.type !== 'chunk' || !/content-scripts\/(?:scan|detect|read|find)\.js$/u.test(chunk.fileName))
              continue;
            chunk.code = `//# allFunctionsCalledOnLoad\n${chunk.code}`;
          }
        },
      },
    ],
  }),
  manifest: ({ browser, mode, command }) =>
    mode === 'desk' ? deskManifest(browser) : readerManifest(browser, mode, command === 'serve'),
});

const isPlugin = (plugin: unknown, name: string): boolean =>
  typeof plugin === 'object' && plugin !== null && 'name' in plugin && plugin.name === name;

/** Newer than WXT's types: `data_collection_permissions`. */
type Gecko = NonNullable<NonNullable<UserManifest['browser_specific_settings']>['gecko']>;

/** The desk may connect to the relay and to no other host. */
function deskManifest(browser: string): UserManifest {
  const relay = brand.relay === null ? '' : ` ${new URL(brand.relay).origin}`;
  const policy = [
    "default-src 'none'",
    // WebAssembly of the package reads the words in a report's picture.
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    `connect-src 'self'${relay}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    name: `${brand.name} desk`,
    description: '__MSG_extDescription__',
    default_locale: defaultLocale,
    permissions: ['storage', 'unlimitedStorage'],
    content_security_policy: { extension_pages: policy.join('; ') },
    action: { default_title: `${brand.name} desk` },
    icons: ICONS,
    // A private window would be a second desk.
    incognito: 'not_allowed',
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: `${brand.id}-desk@joblantern.example`,
              strict_min_version: '140.0',
              data_collection_permissions: { required: ['none'] },
            } as Gecko,
          },
        }
      : { minimum_chrome_version: '137' }),
  };
}

/**
 * Scripts and requests of the reader's extension. A reader can add the list of any publisher, so every https host is allowed;
 * http only on this machine, where publishers try their lists. Firefox's own default upgrades insecure requests.
 */
function readerPolicy(browser: string, isDev: boolean): string[] {
  return [
    // WebAssembly of the package reads the words in pictures.
    "script-src 'self' 'wasm-unsafe-eval'",
    "object-src 'none'",
    `connect-src 'self' https: http://127.0.0.1:* http://localhost:*${isDev ? ' ws://localhost:* ws://127.0.0.1:*' : ''}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    ...(browser === 'firefox' ? ['upgrade-insecure-requests'] : []),
  ];
}

/** @param isDev reloads come from WXT's server, by a web socket on this machine */
function readerManifest(browser: string, mode: string, isDev: boolean): UserManifest {
  return {
    name: brand.name,
    description: '__MSG_extDescription__',
    default_locale: defaultLocale,
    permissions: ['alarms', 'storage', 'unlimitedStorage', 'scripting', 'activeTab', 'contextMenus'],
    commands: {
      [NEXT_WARNING_COMMAND]: { suggested_key: { default: 'Alt+Shift+W' }, description: '__MSG_nextWarning__' },
    },
    omnibox: { keyword: 'job' },
    content_security_policy: { extension_pages: readerPolicy(browser, isDev).join('; ') },
    host_permissions: mode === 'testing' ? ['<all_urls>'] : requiredHosts(),
    // Declared here, so that the script itself does not contain the list of hosts.
    content_scripts: [
      {
        matches: mode === 'testing' ? ['<all_urls>'] : requiredHosts(),
        js: ['content-scripts/scan.js'],
        run_at: 'document_start',
        // Posts may be in frames, and in frames without an address.
        all_frames: true,
        match_origin_as_fallback: true,
      },
    ],
    optional_host_permissions: mode === 'testing' ? [] : optionalHosts(),
    action: { default_title: brand.name, default_icon: GREY_ICONS },
    icons: ICONS,
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: `${brand.id}@joblantern.example`,
              strict_min_version: '140.0',
              ...(brand.updates === undefined ? {} : { update_url: `${brand.updates}firefox.json` }),
              data_collection_permissions: {
                required: ['none'],
                // Requested at the first report that contains them. Firefox would request technicalAndInteraction at
                // installation, although nothing is sent automatically.
                optional: [...DATA_KINDS],
              },
            } as Gecko,
            gecko_android: { strict_min_version: '142.0' },
          },
        }
      : {
          minimum_chrome_version: '137',
          ...(brand.updates === undefined ? {} : { update_url: `${brand.updates}chrome.xml` }),
          storage: { managed_schema: 'managed-schema.json' },
        }),
  };
}
