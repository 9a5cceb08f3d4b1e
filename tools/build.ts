/** `npm run -s build`: builds the extension and prints the folder to load in the browser. */
import { Option } from 'commander';
import { DEFAULT_BRAND } from './brand/read-brand.ts';
import { commandLine, runCommandLine } from './setup/command-line.ts';
import { ensureExtension, type BuildOptions } from './setup/extension.ts';

interface BuildArguments {
  browser: BuildOptions['browser'];
  mode: BuildOptions['flavour'];
  brand: string;
}

await runCommandLine(
  commandLine('build', 'Builds the extension and prints the folder to load in the browser.')
    .addOption(new Option('--browser <name>', 'browser to build for').choices(['chrome', 'firefox']).default('chrome'))
    .addOption(
      new Option('--mode <name>', 'what to build: for readers, for tests on every site, or the moderators’ desk')
        .choices(['production', 'testing', 'desk'])
        .default('production'),
    )
    .option('--brand <folder>', 'folder with brand.yaml', DEFAULT_BRAND)
    .action(async ({ brand, mode, browser }: BuildArguments) => {
      console.log(await ensureExtension({ brand, flavour: mode, browser }));
    }),
);
