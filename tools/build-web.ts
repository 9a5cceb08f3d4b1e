/** `npm run -s build:web`: builds the check and help pages as a static web site; see docs/publisher/web-page.md. */
import { DEFAULT_BRAND } from './brand/read-brand.ts';
import { commandLine, runCommandLine } from './setup/command-line.ts';
import { buildSite } from './web/build-site.ts';
import { firstLoad, MAX_FIRST_LOAD_BYTES, MAX_LARGEST_LOAD_BYTES } from './web/first-load.ts';

await runCommandLine(
  commandLine('build:web', 'Builds the check and help pages as a static web site, and measures a first visit.')
    .option('--brand <folder>', 'folder with brand.yaml', DEFAULT_BRAND)
    .option('--out <folder>', 'folder to empty and fill', '.output/web')
    .action(async ({ brand, out }: { brand: string; out: string }) => {
      await buildSite(brand, out);
      const { files, bytes, largestBytes } = await firstLoad(out);
      console.log(out);
      console.error(
        `First load, in English: ${files} files, ${inMegabytes(bytes, MAX_FIRST_LOAD_BYTES)}\n` +
          `With the largest other language and script: ${inMegabytes(largestBytes, MAX_LARGEST_LOAD_BYTES)}`,
      );
      if (bytes > MAX_FIRST_LOAD_BYTES || largestBytes > MAX_LARGEST_LOAD_BYTES)
        throw new Error('The site is too large for a first visit on a phone.');
    }),
);

function inMegabytes(bytes: number, limit: number): string {
  return `${(bytes / 1e6).toFixed(3)} MB gzip (at most ${limit / 1e6} MB)`;
}
