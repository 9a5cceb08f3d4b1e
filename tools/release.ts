/**
 * `npm run -s release`: writes a version and its date into the files and prints what a person does next. It never commits,
 * tags or uploads.
 */
import { dayOf } from '../utils/indicators/day-number.ts';
import { commandLine, runCommandLine } from './setup/command-line.ts';
import { checkTag, prepareRelease, releaseNotes } from './release/release.ts';

interface ReleaseArguments {
  dryRun: boolean;
  notes?: string;
  checkTag?: string;
}

const program = commandLine('release', 'Prepares a release; committing, tagging and uploading stay with a person.')
  .argument('[version]', 'version to prepare, X.Y.Z')
  .option('--dry-run', 'prints what would be written, and writes nothing', false)
  .option('--notes <version>', 'prints the notes of a release')
  .option('--check-tag <tag>', 'checks that a tag vX.Y.Z matches the files')
  .action((version: string | undefined, { dryRun, notes, checkTag: tag }: ReleaseArguments) => {
    const given = [version, notes, tag].filter((each) => each !== undefined);
    if (given.length !== 1) program.error('error: give one of VERSION, --notes and --check-tag');
    if (notes !== undefined) console.log(releaseNotes('.', notes));
    else if (tag !== undefined) console.log(checkTag('.', tag));
    else {
      const today = dayOf(Date.now());
      console.log(prepareRelease({ folder: '.', version: version ?? '', today, dryRun }).join('\n'));
    }
  });

await runCommandLine(program);
