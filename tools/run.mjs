/**
 * Starts any command line of the project on a fresh machine: plain JavaScript for Node 20 and later.
 * `node tools/run.mjs check FILE` installs the dependencies when they are missing or older than the lock file, then runs
 * `tools/check.ts` (or `hub/hub.ts` for `hub`) under the project's own Node 24, which reads TypeScript directly.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
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
const script = command === 'hub' ? join(root, 'hub', 'hub.ts') : join(root, 'tools', `${command}.ts`);
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

/** npm writes its own lock file into node_modules at the end of each install. */
function installed() {
  const stamp = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(stamp) || !existsSync(node)) return false;
  return statSync(stamp).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
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
