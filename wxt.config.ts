/**
 * One source, built for Chromium MV3 and Firefox MV3 in flavours:
 * production, and `testing` (every host granted, for end-to-end tests and the `page` command).
 */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'wxt';
import { brandFolder, readBrand } from './tools/brand.ts';
import { builtLanguages } from './tools/interface-languages.ts';
import { requiredHosts, optionalHosts } from './tools/hosts.ts';

const brand = readBrand(brandFolder());

export default defineConfig({
  imports: false,
  manifestVersion: 3,
  outDirTemplate: `${brand.id}-{{browser}}-mv{{manifestVersion}}{{modeSuffix}}`,
  hooks: {
    'zip:start': () => {
      if (brand.demo) throw new Error('This brand pins a demo root: it must never be packaged.');
    },
  },
  vite: () => ({
    define: { __BRAND__: JSON.stringify(brand), __INTERFACE_LANGUAGES__: JSON.stringify(builtLanguages()) },
    resolve: {
      alias: {
        'wxt/utils/content-script-context': fileURLToPath(new URL('utils/page/no-context.ts', import.meta.url)),
      },
    },
    build: { chunkSizeWarningLimit: 2000 },
  }),
  manifest: ({ browser, mode }) => ({
    name: brand.name,
    description: '__MSG_extDescription__',
    default_locale: 'en',
    permissions: ['alarms', 'storage', 'unlimitedStorage', 'scripting', 'activeTab', 'contextMenus'],
    omnibox: { keyword: 'job' },
    host_permissions: mode === 'testing' ? ['<all_urls>'] : requiredHosts(),
    // Declared here and not in its entry, so that the script in every page does not carry the list.
    content_scripts: [
      {
        matches: mode === 'testing' ? ['<all_urls>'] : requiredHosts(),
        js: ['content-scripts/scan.js'],
        run_at: 'document_idle',
      },
    ],
    optional_host_permissions: mode === 'testing' ? [] : optionalHosts(),
    action: { default_title: brand.name },
    icons: { 16: 'icons/16.png', 32: 'icons/32.png', 48: 'icons/48.png', 128: 'icons/128.png' },
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: `${brand.id}@joblantern.example`,
              strict_min_version: '140.0',
              data_collection_permissions: {
                required: ['none'],
                optional: ['websiteContent', 'personalCommunications', 'personallyIdentifyingInfo'],
              },
            },
            gecko_android: { strict_min_version: '142.0' },
          },
        }
      : { minimum_chrome_version: '137', storage: { managed_schema: 'managed-schema.json' } }),
  }),
});
