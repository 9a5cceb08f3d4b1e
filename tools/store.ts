/** `npm run -s store -- COMMAND`: packages, checks, sources and texts for the browser stores; docs/publisher/stores.md has the order. */
import { DEFAULT_BRAND } from './brand/read-brand.ts';
import { commandLine, runCommandLine } from './setup/command-line.ts';
import { PACKAGES_FOLDER } from './setup/package.ts';

const program = commandLine(
  'store',
  'Makes and checks what the browser stores ask for. docs/publisher/stores.md has the order.',
);

// Modules are loaded when their command runs: the add-ons linter alone takes a second.
program
  .command('package')
  .description('packages for Chromium and Firefox, and their SHA-256')
  .option('--brand <folder>', 'folder with brand.yaml', DEFAULT_BRAND)
  .option('--to <folder>', 'folder for the packages', PACKAGES_FOLDER)
  .option('--compare <file>', 'SHA256SUMS that the packages must match')
  .action(async (options) => (await import('./store/run-package.ts')).runPackage(options));
program
  .command('lint')
  .description('checks both packages against the rules of the stores')
  .option('--brand <folder>', 'folder with brand.yaml', DEFAULT_BRAND)
  .action(async ({ brand }) => (await import('./store/run-lint.ts')).runLint(brand));
program
  .command('sources')
  .description('sources for addons.mozilla.org')
  .option('--to <folder>', 'folder for the zip file', PACKAGES_FOLDER)
  .option('--prove', 'builds the package from the zip file and compares the bytes', false)
  .action(async (options) => (await import('./store/run-sources.ts')).runSources(options));
program
  .command('listing')
  .description('texts and screenshots for the forms of the stores')
  .option('--languages <tags>', 'languages, with commas between them', 'en')
  .option('--brand <folder>', 'folder with brand.yaml', DEFAULT_BRAND)
  .option('--to <folder>', 'folder for the files', '.output/listing')
  .option('--no-pictures', 'texts only')
  .action(async (options) => (await import('./store/run-listing.ts')).runListing(options));

await runCommandLine(program);
