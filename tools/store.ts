/**
 * `npm run -s store -- COMMAND`: what the stores want. Each command says what it takes with `--help`; docs/STORES.md tells the order.
 */
import { UsageError } from './store/usage-error.ts';

const USAGE = `usage: npm run -s store -- COMMAND
  package [--brand FOLDER] [--to FOLDER] [--compare SHA256SUMS]   the files for the stores, and their SHA-256
  lint [--brand FOLDER]                                           both packages against the stores' rules
  sources [--to FOLDER] [--prove]                                 the sources for addons.mozilla.org; --prove builds from them
  listing [--languages en,th,ar] [--to FOLDER] [--no-pictures]    texts and screenshots for the stores`;

/** Loaded when they are asked for: the linter alone takes a second. */
const COMMANDS: Readonly<Record<string, (args: string[]) => Promise<void>>> = {
  package: async (args) => (await import('./store/run-package.ts')).runPackage(args),
  lint: async (args) => (await import('./store/run-lint.ts')).runLint(args),
  sources: async (args) => (await import('./store/run-sources.ts')).runSources(args),
  listing: async (args) => (await import('./store/run-listing.ts')).runListing(args),
};

const [name = '', ...args] = process.argv.slice(2);
const command = COMMANDS[name];
try {
  if (command === undefined && name !== '--help')
    throw new UsageError(name === '' ? 'COMMAND is missing' : `there is no command ${name}`);
  if (command === undefined || args.includes('--help')) console.log(USAGE);
  else await command(args);
} catch (error) {
  const wrongUse =
    error instanceof UsageError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') === true;
  console.error(wrongUse ? `${(error as Error).message}\n${USAGE}` : (error as Error).message);
  process.exitCode = wrongUse ? 2 : 1;
}
