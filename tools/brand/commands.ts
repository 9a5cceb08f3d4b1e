/** The commands of `npm run -s brand`. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from '../../hub/refusal.ts';
import { PACKAGES_FOLDER } from '../setup/package.ts';
import { describePackage } from '../store/run-package.ts';
import { checkBrand } from './check-brand.ts';
import { isOnThisMachine } from './draft.ts';
import { terminalPrompter, interview, IncompleteInterview, type Answers } from './interview.ts';
import { resumeCommand, requireUnusedFolder, writeBrand } from './write-brand.ts';
import { MAX_PACKAGE_BYTES, packageBrand } from './package-brand.ts';
import { previewBrand } from './preview-brand.ts';
import { QUESTIONS } from './questions.ts';
import { readBrand } from './read-brand.ts';
import type { BrandCommand, Values } from './run-command.ts';
import { chromeUpdateFiles, firefoxUpdateFiles } from './update-files.ts';

const word = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

const BRANDS_FOLDER = 'knowledge/brands';
const PREVIEWS_FOLDER = '.output/previews';

const longest = Math.max(...QUESTIONS.map(({ option, argument: takes }) => `--${option} ${takes}`.length));
const OPTION_LINES = QUESTIONS.map(
  ({ option, argument: takes, prompt: ask }) => `  ${`--${option} ${takes}`.padEnd(longest)}  ${ask}`,
);

export const COMMANDS: Readonly<Record<string, BrandCommand>> = {
  new: {
    usage: 'new NAME [--to FOLDER] [--yes] [OPTION ...]',
    summary: 'make a brand: asks, checks each answer, writes the folder',
    help: `NAME names the folder and the package: small letters, digits, hyphens. What no option answers is asked.
  ${'--to FOLDER'.padEnd(longest)}  folder to write (default: ${BRANDS_FOLDER}/NAME)
  ${'--yes'.padEnd(longest)}  ask nothing: what has no option is left out
${OPTION_LINES.join('\n')}`,
    options: {
      to: word,
      yes: flag,
      ...Object.fromEntries(QUESTIONS.map(({ option, argument: takes }) => [option, takes === '' ? flag : word])),
    },
    run: makeNew,
  },
  check: {
    usage: 'check FOLDER',
    summary: 'say what is wrong with a brand, field by field',
    help: 'Looks at brand.yaml, root.json and the logo: form, addresses, contrast, signatures and keys of the root.',
    options: {},
    async run(folder) {
      const { brand, root, faults } = await checkBrand(folder);
      for (const fault of faults) console.error(fault);
      if (brand === null || faults.length > 0) return 1;
      console.log(`good: ${brand.name} by ${brand.publisher}`);
      if (root === null) return 0;
      const roles = Object.entries(root.thresholds).map(([role, keys]) => `${role} ${keys}`);
      console.log(
        `root: ${roles.join(', ')}; keys for reports: ${root.recipients.length}; ends ${root.expires.slice(0, 10)}`,
      );
      console.log(`fingerprint: ${root.fingerprint}`);
      return 0;
    },
  },
  build: {
    usage: 'build FOLDER [--browser chrome|firefox] [--to FOLDER]',
    summary: 'build and zip the packages for Chromium and Firefox',
    help: `Prints path, size and SHA-256 of each package; the same sources make the same bytes. Fails above ${MAX_PACKAGE_BYTES / 1e6} MB.
  --browser NAME  chrome (Edge and the like, too) or firefox alone
  --to FOLDER     folder for the packages (default: ${PACKAGES_FOLDER})`,
    options: { browser: word, to: word },
    run: build,
  },
  updates: {
    usage: 'updates FOLDER [--xpi FILE] [--crx FILE] --to FOLDER',
    summary: 'write the files by which installed packages learn of a newer one',
    help: `Takes the signed packages, checks that they are this brand's, and copies them beside firefox.json and chrome.xml.
  --xpi FILE   as Mozilla signed it
  --crx FILE   as Chromium packed it with the brand's key
  --to FOLDER  what to copy to the address that the brand's "updates" names`,
    options: { xpi: word, crx: word, to: word },
    run: writeUpdates,
  },
  preview: {
    usage: 'preview FOLDER [--to FOLDER]',
    summary: 'take pictures of popup, warning, welcome, options and help, light and dark',
    help: `Builds the brand and opens it in Chromium, in its first language.
  --to FOLDER  folder for the pictures (default: ${PREVIEWS_FOLDER}/NAME)`,
    options: { to: word },
    async run(folder, values) {
      const to = textOf(values, 'to') ?? join(PREVIEWS_FOLDER, folder.replaceAll(/^.*[/\\](?=[^/\\])|[/\\]$/gu, ''));
      for (const file of await previewBrand(folder, to)) console.log(file);
      return 0;
    },
  },
};

async function writeUpdates(folder: string, values: Values): Promise<number> {
  const { id, updates } = readBrand(folder);
  const [xpi, crx, to] = [textOf(values, 'xpi'), textOf(values, 'crx'), textOf(values, 'to')];
  if (to === undefined || (xpi === undefined && crx === undefined)) {
    console.error('--to FOLDER and --xpi FILE or --crx FILE are needed.');
    return 2;
  }
  if (updates === undefined) {
    throw new Refusal(
      `${join(folder, 'brand.yaml')}: updates: names no folder, so the packages ask nobody for a newer one.`,
    );
  }
  const files = [
    ...(xpi === undefined ? [] : await firefoxUpdateFiles(xpi, await readFile(xpi), id, updates)),
    ...(crx === undefined ? [] : await chromeUpdateFiles(crx, await readFile(crx), id, updates)),
  ];
  await mkdir(to, { recursive: true });
  for (const { name, bytes } of files) {
    await writeFile(join(to, name), bytes);
    console.log(join(to, name));
  }
  console.error(`Copy them to ${updates}, firefox.json and chrome.xml last.`);
  return 0;
}

async function makeNew(id: string, values: Values): Promise<number> {
  const to = textOf(values, 'to');
  const folder = to ?? join(BRANDS_FOLDER, id);
  await requireUnusedFolder(id, folder);
  const options: Answers = Object.fromEntries(
    QUESTIONS.map(({ option }) => [option, values[option] === true ? 'yes' : textOf(values, option)]),
  );
  const asker = values['yes'] === true ? null : terminalPrompter();
  let answered: Answers = {};
  try {
    const { draft, given } = await interview(id, options, asker);
    answered = given;
    const sure = asker === null ? 'yes' : await asker.ask(`Write ${folder}? (yes) `);
    if (sure === null || !/^(?:y|yes|)$/iu.test(sure.trim()))
      throw new IncompleteInterview(['You did not say yes.'], given);
    for (const file of await writeBrand(draft, folder)) console.log(file);
    if (isOnThisMachine(draft)) {
      console.error('List or relay are on this machine: the brand is marked "demo" and can be loaded, not packaged.');
    }
    console.error(`Next: npm run -s ${isOnThisMachine(draft) ? 'build -- --brand' : 'brand -- build'} ${folder}`);
    return 0;
  } catch (error) {
    if (error instanceof IncompleteInterview) answered = error.given;
    console.error((error as Error).message);
    console.error(`\nNothing was written. To go on with what was answered well:\n\n${resumeCommand(id, to, answered)}`);
    return 1;
  } finally {
    asker?.close();
  }
}

async function build(folder: string, values: Values): Promise<number> {
  const requested = textOf(values, 'browser');
  const browsers = (['chrome', 'firefox'] as const).filter((name) => requested === undefined || requested === name);
  if (browsers.length === 0) {
    console.error(`--browser: "${requested}" is neither chrome nor firefox.`);
    return 2;
  }
  const packages = await packageBrand(folder, textOf(values, 'to') ?? PACKAGES_FOLDER, browsers);
  for (const each of packages) console.log(describePackage(each));
  const large = packages.filter(({ bytes }) => bytes > MAX_PACKAGE_BYTES);
  for (const { file } of large) console.error(`${file} is larger than ${MAX_PACKAGE_BYTES / 1e6} MB.`);
  return large.length === 0 ? 0 : 1;
}

function textOf(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}
