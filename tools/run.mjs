/**
 * Starts any command line of the project on a fresh machine: plain JavaScript for Node 20 and later.
 * `node tools/run.mjs check FILE` installs the dependencies when they are missing or older than the lock file, then runs
 * `tools/check.ts` (`tools/lab/NAME.ts` for measurements, `hub/hub.ts` for `hub`) under the project's own Node 24, which reads TypeScript directly.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [command, ...args] = process.argv.slice(2);
const node = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');

if (command === undefined) {
  console.error('usage: node tools/run.mjs COMMAND [ARGUMENT ...]');
  process.exit(2);
}
if (!installed()) install();
const script = ['tools', 'tools/lab', 'hub'].map((folder) => join(root, folder, `${command}.ts`)).find(existsSync);
if (script === undefined) {
  console.error(`There is no command "${command}". docs/COMMANDS.md lists all of them.`);
  process.exit(2);
}
const child = spawnSync(node, ['--disable-warning=ExperimentalWarning', script, ...args], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
  env: {
    ...process.env,
    PATH: `${join(root, 'node_modules', '.bin')}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}`,
  },
});
if (child.error) {
  console.error(
    `Could not start Node 24 from node_modules: ${child.error.message}. Delete node_modules and try again.`,
  );
  process.exit(1);
}
process.exit(child.status ?? 1);

/** What is installed is what the lock file names: npm keeps a copy of it, less the root's own entry, in node_modules. */
function installed() {
  const copy = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(copy) || !existsSync(node)) return false;
  const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;
  const there = packagesOf(copy);
  // Optional packages (those for other systems among them) may rightly be absent.
  return Object.entries(packagesOf(join(root, 'package-lock.json'))).every(
    ([name, { version, optional }]) =>
      name === '' || there[name]?.version === version || (optional && !(name in there)),
  );
}

function install() {
  console.error('Installing dependencies (first run, about a minute) ...');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const result = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (result.status !== 0 || !existsSync(node)) {
    console.error('npm could not install the dependencies. Check the network, then run the command again.');
    process.exit(1);
  }
}
