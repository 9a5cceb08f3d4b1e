/**
 * `npm run -s check:house`: is the house in order? Sizes of the source files, a first line that says what each is, and by
 * knip what nothing uses: files, exports, packages. Circles of imports are looked for by `npm run -s lint`, and what the
 * core may import by tests/unit/house. Ends with 1 and names every fault.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { firstLineFaults } from './house/first-lines.ts';
import { sizeFaults, sizesOf, type SourceFile } from './house/file-sizes.ts';

const SOURCE_FOLDERS = ['components', 'entrypoints', 'hub', 'tests', 'tools', 'utils', 'web'];
const SOURCE = /\.(?:ts|tsx|mjs|css|sh)$/u;

const files = sourceFiles();
const sizes = sizesOf(files);
console.log(`${sizes.files} source files; median ${sizes.median} lines; the longest:`);
for (const { path, lines } of sizes.longest) console.log(`  ${String(lines).padStart(4)} ${path}`);

const faults = [...sizeFaults(sizes), ...firstLineFaults(files)];
const knip = spawnSync('node_modules/.bin/knip', ['--no-progress', '--treat-config-hints-as-errors'], {
  encoding: 'utf8',
});
if (knip.error) faults.push(`knip did not start: ${knip.error.message}. Run \`npm ci\`.`);
else if (knip.status !== 0) faults.push(`what nothing uses, by knip:\n${knip.stdout}${knip.stderr}`);

for (const fault of faults) console.error(fault);
console.log(faults.length === 0 ? 'The house is in order.' : `${faults.length} faults.`);
process.exit(faults.length === 0 ? 0 : 1);

/** What git tracks, less the pages and tables that tests read. */
function sourceFiles(): SourceFile[] {
  const listed = spawnSync('git', ['ls-files', '-z', '--', ...SOURCE_FOLDERS, '*.ts'], { encoding: 'utf8' });
  if (listed.status !== 0) throw new Error(`git ls-files failed: ${listed.stderr}`);
  return [...new Set(listed.stdout.split('\0'))]
    .filter((path) => SOURCE.test(path) && !path.startsWith('tests/fixtures/'))
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
}
