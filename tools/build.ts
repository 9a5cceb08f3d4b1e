/** `npm run build -- [--browser chrome|firefox] [--mode production|testing|desk] [--brand FOLDER]`: prints the folder to load. */
import { DEFAULT_BRAND } from './brand/read-brand.ts';
import { ensureExtension, type BuildOptions } from './setup/extension.ts';
import { readOptions } from './setup/options.ts';

const { values } = readOptions(import.meta.url, {
  options: {
    browser: { type: 'string', default: 'chrome' },
    mode: { type: 'string', default: 'production' },
    brand: { type: 'string', default: DEFAULT_BRAND },
  },
});
console.log(
  await ensureExtension({
    brand: values.brand,
    flavour: values.mode as BuildOptions['flavour'],
    browser: values.browser as BuildOptions['browser'],
  }),
);
