/**
 * `npm run build:web -- [--brand FOLDER] [--out FOLDER]`: the check and help pages as a static site that any web host can
 * carry. Prints the folder and what a first visit loads; see docs/WEB.md.
 */
import { DEFAULT_BRAND } from './brand/read-brand.ts';
import { buildSite } from './web/build-site.ts';
import { firstLoad, MAX_FIRST_LOAD_BYTES } from './web/first-load.ts';
import { readOptions } from './setup/options.ts';

const { values } = readOptions(import.meta.url, {
  options: {
    brand: { type: 'string', default: DEFAULT_BRAND },
    out: { type: 'string', default: '.output/web' },
  },
});
await buildSite(values.brand, values.out);
const { bytes, files } = await firstLoad(values.out);
console.log(values.out);
console.error(
  `First load: ${files} files, ${(bytes / 1e6).toFixed(3)} MB gzip (at most ${MAX_FIRST_LOAD_BYTES / 1e6} MB)`,
);
if (bytes > MAX_FIRST_LOAD_BYTES) {
  console.error('The site is too large for a first visit on a phone.');
  process.exitCode = 1;
}
