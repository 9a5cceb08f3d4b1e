/**
 * `npm run -s sites -- [--json] [--readme]`: which sites are read, what is read there, and how that was verified; made
 * from knowledge/sites. `--readme` puts the table into the README.
 */
import { parseArgs } from 'node:util';
import { readSites } from './knowledge/sites.ts';
import { putInReadme } from './readme/put-in-readme.ts';
import { siteLines, siteTable } from './sites/table.ts';

const { values } = parseArgs({ options: { json: { type: 'boolean' }, readme: { type: 'boolean' } } });
const { adapters } = await readSites('knowledge');
if (values.readme === true) putInReadme('sites', siteTable(adapters));
else console.log(values.json === true ? JSON.stringify(siteLines(adapters)) : siteTable(adapters));
