/** The commands of `hub partners`: give indicators to other organisations in their formats, and read theirs. */
import type { Command } from 'commander';
import { CATEGORIES } from '../../utils/model/indicator.ts';
import { exportList, EXPORT_FORMATS } from './export.ts';
import { RECRUITMENT_FIELDS } from './htcds.ts';
import { importPartnerFile, IMPORT_FORMATS } from './import.ts';
import { MARKINGS } from './stix-schema.ts';
import { writeTaxiiFolder } from './taxii.ts';
import { validateFile } from './validate.ts';

export function addCommands(group: Command): void {
  group
    .command('export')
    .summary("write the published list as STIX 2.1, MISP event, CSV, or recruitment fields of IOM's HTCDS")
    .description(
      `Writes what the channel in DIR has published today. Left out, and named: indicators that are not signed yet, withdrawn, disputed or expired. A partner gets indicators, categories and days, and nothing of any report.

Formats: stix (a STIX 2.1 bundle), misp (a MISP event), csv (a table), htcds (the recruitment fields of IOM's Human Trafficking Case Data Standard, a row for each case of trafficking).`,
    )
    .argument('<DIR>', 'folder of the channel')
    .option('--format <FORMAT>', Object.keys(EXPORT_FORMATS).join(', '))
    .option('--out <FILE>', 'default: standard output')
    .option('--evidence', 'include your evidence references, so that the partner can ask about them')
    .option(
      '--locations <CSV>',
      'htcds, with --evidence: columns evidence,location: where people of a case were recruited',
    )
    .option(
      '--tlp <COLOUR>',
      `whom the partner may tell: ${Object.keys(MARKINGS).join(', ')} (default: clear, as the list is public; amber with --evidence)`,
    )
    .action(exportList);

  group
    .command('taxii')
    .summary('write the published list as a read-only TAXII 2.1 server of static files')
    .description(
      'Discovery, one API root, one collection, manifest and objects, for a host that takes the type of contents from _headers or .htaccess (Cloudflare Pages, Netlify, Apache). It cannot filter: partners fetch the whole list.',
    )
    .argument('<DIR>', 'folder of the channel')
    .requiredOption('--to <FOLDER>', 'folder to serve at the address')
    .requiredOption('--url <URL>', 'https address of that folder')
    .option('--confirm', 'go on although this was written to FOLDER before and is not there any more')
    .action(writeTaxiiFolder);

  group
    .command('import')
    .summary('print a partner\'s file as lines for "channel add", for a person to check first')
    .description(
      `Lists nothing. A partner's word is one source, and a listing accuses. What cannot be used is named on standard error: indicators that a file names only together with others, that are not public (TLP), or that have expired.

Format htcds prints the recruitment fields alone (${RECRUITMENT_FIELDS.join(', ')}); nothing else of a case file is read.`,
    )
    .argument('<FILE>', "partner's file")
    .option('--format <FORMAT>', `${IMPORT_FORMATS.join(', ')} (default: detected from the file)`)
    .option('--category <CATEGORY>', `category where the file gives none: ${CATEGORIES.join(', ')}`)
    .option('--partner <NAME>', 'name of the partner in the evidence reference (default: as the file says)')
    .action(importPartnerFile);

  group
    .command('validate')
    .summary("check a file against the format's own JSON schema")
    .description(
      `You fetch the schema yourself:
STIX 2.1: the folder "schemas" of github.com/oasis-open/cti-stix2-json-schemas
MISP: schema.json of the MISP core format (github.com/MISP/MISP, format/2.5)`,
    )
    .argument('<FILE>', 'file to check')
    .option('--schema <PATH>', 'a schema, or a folder of schemas whose common/bundle.json describes a file')
    .action(validateFile);
}
