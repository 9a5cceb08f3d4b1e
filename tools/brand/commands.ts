/** The commands of `npm run -s brand`. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { Refusal } from '../../hub/refusal.ts';
import { PACKAGES_FOLDER } from '../setup/package.ts';
import { describePackage } from '../store/run-package.ts';
import { checkBrand } from './check-brand.ts';
import { isOnThisMachine } from './draft.ts';
import { IncompleteInterview, interview, terminalPrompter, type Answers } from './interview.ts';
import { MAX_PACKAGE_BYTES, packageBrand } from './package-brand.ts';
import { previewBrand } from './preview-brand.ts';
import { QUESTIONS } from './questions.ts';
import { readBrand } from './read-brand.ts';
import { chromeUpdateFiles, firefoxUpdateFiles } from './update-files.ts';
import { requireUnusedFolder, resumeCommand, writeBrand } from './write-brand.ts';

const BRANDS_FOLDER = 'knowledge/brands';
const PREVIEWS_FOLDER = '.output/previews';

export function addBrandCommands(program: Command): void {
  addNew(program);
  program
    .command('check')
    .description('names every fault of a brand: form, addresses, contrast, signatures and keys of the root')
    .argument('<folder>', 'folder with brand.yaml')
    .action(reportBrand);
  program
    .command('build')
    .description(
      `builds and zips the packages, the same bytes from the same sources; at most ${MAX_PACKAGE_BYTES / 1e6} MB`,
    )
    .argument('<folder>', 'folder with brand.yaml')
    .addOption(
      new Option('--browser <name>', 'one browser only; chrome serves Edge, too').choices(['chrome', 'firefox']),
    )
    .option('--to <folder>', 'folder for the packages', PACKAGES_FOLDER)
    .action(buildPackages);
  program
    .command('updates')
    .description('writes firefox.json and chrome.xml, from which installed packages learn of a newer one')
    .argument('<folder>', 'folder with brand.yaml')
    .option('--xpi <file>', 'package as Mozilla signed it')
    .option('--crx <file>', 'package as Chromium packed it with the brand’s key')
    .requiredOption('--to <folder>', 'folder to copy to the address that "updates" in brand.yaml names')
    .action(writeUpdates);
  program
    .command('preview')
    .description('takes pictures of popup, warning, welcome, options and help, light and dark')
    .argument('<folder>', 'folder with brand.yaml')
    .option('--to <folder>', `folder for the pictures (default: ${PREVIEWS_FOLDER}/NAME)`)
    .action(async (folder: string, { to }: { to?: string }) => {
      const pictures = to ?? join(PREVIEWS_FOLDER, basename(resolve(folder)));
      for (const file of await previewBrand(folder, pictures)) console.log(file);
    });
}

function addNew(program: Command): void {
  const command = program
    .command('new')
    .description('makes a brand: asks what no option answers, checks each answer, writes the folder')
    .argument('<name>', 'folder and package name: small letters, digits, hyphens')
    .option('--to <folder>', `folder to write (default: ${BRANDS_FOLDER}/NAME)`)
    .option('--yes', 'asks nothing; what has no option is left out', false);
  const options = QUESTIONS.map(({ option, argument, prompt }) => {
    const declared = new Option(argument === '' ? `--${option}` : `--${option} <${argument}>`, prompt);
    command.addOption(declared);
    return { option, key: declared.attributeName() };
  });
  command.action(async (id: string, values: Record<string, string | boolean | undefined>) => {
    const answers: Answers = Object.fromEntries(
      options.map(({ option, key }) => [option, values[key] === true ? 'yes' : values[key] || undefined]),
    ) as Answers;
    await makeBrand(id, answers, values as { to?: string; yes: boolean });
  });
}

async function reportBrand(folder: string): Promise<void> {
  const { brand, root, faults } = await checkBrand(folder);
  if (brand === null || faults.length > 0) throw new Refusal(...faults);
  console.log(`good: ${brand.name} by ${brand.publisher}`);
  if (root === null) return;
  const roles = Object.entries(root.thresholds).map(([role, keys]) => `${role} ${keys}`);
  const ends = root.expires.slice(0, 10);
  console.log(`root: ${roles.join(', ')}; keys for reports: ${root.recipients.length}; ends ${ends}`);
  console.log(`fingerprint: ${root.fingerprint}`);
}

async function buildPackages(folder: string, { browser, to }: { browser?: 'chrome' | 'firefox'; to: string }) {
  const packages = await packageBrand(folder, to, browser === undefined ? ['chrome', 'firefox'] : [browser]);
  for (const each of packages) console.log(describePackage(each));
  const large = packages.filter(({ bytes }) => bytes > MAX_PACKAGE_BYTES);
  if (large.length > 0) {
    throw new Refusal(...large.map(({ file }) => `${file} is larger than ${MAX_PACKAGE_BYTES / 1e6} MB.`));
  }
}

async function writeUpdates(folder: string, { xpi, crx, to }: { xpi?: string; crx?: string; to: string }) {
  const { id, updates } = readBrand(folder);
  if (xpi === undefined && crx === undefined) throw new Refusal('Give --xpi FILE, --crx FILE or both.');
  if (updates === undefined) {
    throw new Refusal(`${join(folder, 'brand.yaml')}: updates: is missing, so the packages look for no newer one.`);
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
}

async function makeBrand(id: string, options: Answers, { to, yes }: { to?: string; yes: boolean }): Promise<void> {
  const folder = to ?? join(BRANDS_FOLDER, id);
  await requireUnusedFolder(id, folder);
  const prompter = yes ? null : terminalPrompter();
  let answered: Answers = {};
  try {
    const { draft, given } = await interview(id, options, prompter);
    answered = given;
    const confirmed = prompter === null ? 'yes' : await prompter.ask(`Write ${folder}? (yes) `);
    if (confirmed === null || !/^(?:y|yes|)$/iu.test(confirmed.trim())) {
      throw new IncompleteInterview(['You did not confirm.'], given);
    }
    for (const file of await writeBrand(draft, folder)) console.log(file);
    if (isOnThisMachine(draft)) {
      console.error('List or relay are on this machine: the brand is marked "demo" and can be loaded, not packaged.');
    }
    console.error(`Next: npm run -s ${isOnThisMachine(draft) ? 'build -- --brand' : 'brand -- build'} ${folder}`);
  } catch (error) {
    if (error instanceof IncompleteInterview) answered = error.given;
    const resume = resumeCommand(id, to, answered);
    const message = error instanceof Error ? error.message : String(error);
    throw new Refusal(message, '', 'Nothing was written. To go on with the valid answers:', '', resume);
  } finally {
    prompter?.close();
  }
}
