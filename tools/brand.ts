/** `npm run -s brand -- COMMAND`: a publisher's own brand, from the first question to packages and updates. */
import { addBrandCommands } from './brand/commands.ts';
import { commandLine, runCommandLine } from './setup/command-line.ts';

const program = commandLine(
  'brand',
  'Makes, checks, builds and previews a brand of your own. docs/publisher/brands.md has the steps.',
);
addBrandCommands(program);
await runCommandLine(program);
