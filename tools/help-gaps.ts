/** `npm run -s help-gaps`: for which nationalities and places the help data has only weak sources, or no own office. */
import { Command } from 'commander';
import * as v from 'valibot';
import { HelpSchema } from '../utils/model/help.ts';
import { helpCoverage, NATIONALITIES, PLACES, weakCoverage, type Coverage } from './help/help-coverage.ts';
import { compileHelp } from './knowledge/help.ts';

const program = new Command('help-gaps')
  .description('List where the help data in knowledge/help has only weak sources, or no contact of the own country.')
  .option('--json', 'print every nationality and place as JSON')
  .parse();

const compiled = await compileHelp('knowledge');
const help = v.parse(HelpSchema, JSON.parse(new TextDecoder().decode(compiled['help.json'])));
const rows = helpCoverage(help);
if (program.opts<{ json?: boolean }>().json === true) {
  console.log(JSON.stringify(rows, null, 2));
} else {
  const count = (title: string, some: readonly Coverage[]): void =>
    console.log(`${title}: ${some.length} of ${rows.length}`);
  count(
    'something to press',
    rows.filter(({ contacts }) => contacts > 0),
  );
  count(
    'an official or press source',
    rows.filter(({ best }) => best === 'official' || best === 'press'),
  );
  count(
    'an own office there or nearby, or a national line that works from there',
    rows.filter(({ hasOwn }) => hasOwn),
  );
  printByNationality('Only weak or old sources', weakCoverage(rows));
  printByNationality(
    'No contact of the own country',
    rows.filter(({ hasOwn }) => !hasOwn),
  );
}

function printByNationality(title: string, some: readonly Coverage[]): void {
  console.log(`\n${title} (nationality: places)`);
  for (const nationality of NATIONALITIES) {
    const places = PLACES.filter((place) => some.some((row) => row.nationality === nationality && row.place === place));
    if (places.length > 0) console.log(`  ${nationality}: ${places.join(' ')}`);
  }
}
