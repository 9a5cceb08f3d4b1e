/** `npm run -s corpus -- brief|add|card`: scenario sheets for writers of the corpus, their rows, and the data sheet. */
import { Command, InvalidArgumentError } from 'commander';
import { stringify } from 'yaml';
import { addRows } from './corpus/add-rows.ts';
import { countTables } from './corpus/count-tables.ts';
import { drawSheets } from './corpus/draw-sheets.ts';
import { readStoredRows } from './corpus/read-corpus.ts';
import { readSheetData } from './corpus/sheet-data.ts';
import { writeSection } from './docs/generated-section.ts';

const whole = (text: string): number => {
  if (!/^\d{1,9}$/u.test(text)) throw new InvalidArgumentError('Give a whole number from 0 to 999999999.');
  return Number(text);
};
const batchName = (text: string): string => {
  if (!/^[a-z][a-z0-9-]{0,29}$/u.test(text)) throw new InvalidArgumentError('Use a to z, 0 to 9 and -, at most 30.');
  return text;
};

const program = new Command('corpus').description('Scenario sheets, rows and data sheet of the corpus.');

program
  .command('brief')
  .description('Prints scenario sheets as YAML; the same seed gives the same sheets.')
  .requiredOption('--seed <number>', 'seed of the draw', whole)
  .option('--count <number>', 'number of sheets', whole, 10)
  .option('--lang <code>', 'one language, such as ko')
  .action(({ seed, count, lang }: { seed: number; count: number; lang?: string }) => {
    const options = { seed, count, ...(lang === undefined ? {} : { language: lang }) };
    console.log(stringify(drawSheets(readSheetData(), options), { aliasDuplicateObjects: false }).trimEnd());
  });

program
  .command('add')
  .description("Checks a writer's file and appends its rows to knowledge/corpus/batches/BATCH.")
  .argument('<file>', 'lines of lang|label|family|place|text')
  .requiredOption('--batch <name>', 'name of the batch', batchName)
  .requiredOption('--writer <name>', 'name of the writer', batchName)
  .option('--skip', 'leave out the rows at fault and add the others')
  .action((file: string, options: { batch: string; writer: string; skip?: boolean }) => {
    const { added, faults } = addRows(file, options);
    for (const fault of faults) console.error(`${file} ${fault}`);
    console.log(`${added} rows added to batch ${options.batch}, ${faults.length} faults`);
    if (faults.length > 0 && options.skip !== true) process.exitCode = 1;
  });

program
  .command('card')
  .description('Writes the counts in docs/reports/corpus.md.')
  .action(() => writeSection('docs/reports/corpus.md', 'corpus-counts', countTables(readStoredRows())));

try {
  program.parse();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
