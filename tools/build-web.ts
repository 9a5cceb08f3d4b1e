/** `npm run -s build:web`: builds the check and help pages as a static web site; see docs/publisher/web-page.md. */
import { DEFAULT_BRAND } from './brand/read-brand.ts';
import { commandLine, runCommandLine } from './setup/command-line.ts';
import { buildSite } from './web/build-site.ts';
import { firstLoad, MAX_FIRST_LOAD_BYTES } from './web/first-load.ts';

await runCommandLine(
  commandLine('build:web', 'Builds the check and help pages as a static web site, and measures a first visit.')
    .option('--brand <folder>', 'folder with brand.yaml', DEFAULT_BRAND)
    .option('--out <folder>', 'folder to empty and fill', '.output/web')
    .action(async ({ brand, out }: { brand: string; out: string }) => {
      await buildSite(brand, out);
      const { bytes, files } = await firstLoad(out);
      const size = `${files} files, ${(bytes / 1e6).toFixed(3)} MB gzip`;
      console.log(out);
      console.error(`First load: ${size} (at most ${MAX_FIRST_LOAD_BYTES / 1e6} MB)`);
      if (bytes > MAX_FIRST_LOAD_BYTES) throw new Error('The site is too large for a first visit on a phone.');
    }),
);
