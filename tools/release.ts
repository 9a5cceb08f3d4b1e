/**
 * `npm run -s release -- X.Y.Z [--dry-run]`: writes the version and the day of release into the files and the notes beside them;
 * committing, tagging and uploading stay with a person. `--notes X.Y.Z` prints a release's notes, `--check-tag vX.Y.Z` looks
 * whether a tag fits the files.
 */
import { parseArgs } from 'node:util';
import { checkTag, prepareRelease, releaseNotes } from './release/release.ts';

const USAGE = `usage: npm run -s release -- X.Y.Z [--dry-run]
       npm run -s release -- --notes X.Y.Z
       npm run -s release -- --check-tag vX.Y.Z`;

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      'dry-run': { type: 'boolean', default: false },
      notes: { type: 'string' },
      'check-tag': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const [version] = positionals;
  const actions = [version, values.notes, values['check-tag']].filter((action) => action !== undefined).length;
  if (values.help) console.log(USAGE);
  else if (actions !== 1 || positionals.length > 1) failUsage('Name one version.');
  else if (values.notes !== undefined) console.log(releaseNotes('.', values.notes));
  else if (values['check-tag'] !== undefined) console.log(checkTag('.', values['check-tag']));
  else {
    const today = new Date().toISOString().slice(0, 10);
    console.log(prepareRelease({ folder: '.', version: version ?? '', today, dryRun: values['dry-run'] }).join('\n'));
  }
} catch (error) {
  const { message, code = '' } = error as Error & { code?: string };
  if (code.startsWith('ERR_PARSE_ARGS')) failUsage(message);
  else {
    console.error(message);
    process.exitCode = 1;
  }
}

function failUsage(what: string): void {
  console.error(`${what}\n${USAGE}`);
  process.exitCode = 2;
}
