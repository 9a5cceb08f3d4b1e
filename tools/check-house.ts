/**
 * `npm run -s check:house`: checks how the sources are built, beyond what lint sees. It checks sizes, names and first
 * comments of files, and banned words in names. It checks that no import goes up between rooms, and by knip that
 * nothing is unused. Ends with 1 and names every fault. Import cycles, parameter counts and the length of functions are
 * rules of `npm run -s lint`.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { bannedNameFaults, readBannedNames } from './house/banned-names.ts';
import { fileNameFault } from './house/file-names.ts';
import { fileSizes, sizeFaults } from './house/file-sizes.ts';
import { firstLineFaults } from './house/first-lines.ts';
import { readRoomLayers, roomImportFaults, unknownRooms } from './house/room-imports.ts';
import { isScript, parseSource, type SourceFile } from './house/source-file.ts';
import { projectFiles } from './setup/project-files.ts';

const SOURCE_FOLDERS = ['components', 'entrypoints', 'hub', 'tests', 'tools', 'utils', 'web'];
const SOURCE = /\.(?:ts|tsx|mjs|css|sh)$/u;

const files = readSources();
const sizes = fileSizes(files);
console.log(`${sizes.files} source files; median ${sizes.median} lines; the longest:`);
for (const { path, lines } of sizes.longest) console.log(`  ${String(lines).padStart(4)} ${path}`);

const banned = readBannedNames();
const layers = readRoomLayers();
const parsed = files.filter(({ path }) => isScript(path)).map((file) => ({ ...parseSource(file), path: file.path }));
const checks: Readonly<Record<string, string[]>> = {
  'file sizes': sizeFaults(sizes),
  'first comments': firstLineFaults(files),
  'banned words in names': parsed.flatMap((file) => bannedNameFaults(file.path, file, banned)),
  'files not named after an export': parsed.flatMap((file) => fileNameFault(file.path, file)),
  'upward imports among rooms': [
    ...parsed.flatMap(({ path, imports }) => roomImportFaults(path, imports, layers)),
    ...unknownRooms(
      files.map(({ path }) => path),
      layers,
    ),
  ],
  'unused files, exports and packages': knipFaults(),
};
for (const [name, faults] of Object.entries(checks)) {
  console.log(`${name.padEnd(36)} ${faults.length}`);
  for (const fault of faults) console.error(`  ${fault}`);
}
process.exit(Object.values(checks).every(({ length }) => length === 0) ? 0 : 1);

/** The sources of the project, less the pages and tables that tests read. */
function readSources(): SourceFile[] {
  const isSource = (path: string): boolean =>
    SOURCE.test(path) && (path.endsWith('.ts') || SOURCE_FOLDERS.includes(path.split('/')[0] ?? ''));
  return projectFiles()
    .filter((path) => isSource(path) && !path.startsWith('tests/fixtures/'))
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
}

function knipFaults(): string[] {
  const knip = spawnSync('node_modules/.bin/knip', ['--no-progress', '--treat-config-hints-as-errors'], {
    encoding: 'utf8',
  });
  if (knip.error) return [`knip did not start: ${knip.error.message}. Run \`npm ci\`.`];
  return knip.status === 0 ? [] : [`${knip.stdout}${knip.stderr}`];
}
