/**
 * Starts any command of the project on a fresh machine: plain JavaScript for Node 20 and later.
 * `node tools/run.mjs check FILE` installs the dependencies when they are missing or older than the lock file. Then it
 * runs `tools/check.ts` under the project's own Node 24, which reads TypeScript directly. Measurements are
 * `tools/lab/NAME.ts`; `hub` is `hub/hub.ts`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [command, ...args] = process.argv.slice(2);
const isWindows = process.platform === 'win32';
/** The hub runs with its own few packages; on a machine that has all of them it uses those. */
const isHubAlone = command === 'hub' && !existsSync(join(root, 'node_modules', 'wxt'));

if (command === undefined) {
  console.error('usage: node tools/run.mjs COMMAND [ARGUMENT ...]');
  process.exit(2);
}
if (!installed()) install();
const node = findNode();
const script = ['tools', 'tools/lab', 'hub'].map((folder) => join(root, folder, `${command}.ts`)).find(existsSync);
if (script === undefined) {
  console.error(`There is no command "${command}". docs/contributor/commands.md lists all of them.`);
  process.exit(2);
}
const child = spawnSync(node, ['--disable-warning=ExperimentalWarning', script, ...args], {
  stdio: 'inherit',
  shell: isWindows,
  env: {
    // Keeps compiled modules, types stripped: a start takes a third less. Node writes it; whoever sets it chooses the folder
    NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compiled'),
    ...process.env,
    PATH: `${join(root, 'node_modules', '.bin')}${isWindows ? ';' : ':'}${process.env.PATH}`,
  },
});
if (child.error) {
  console.error(`Could not start ${node}: ${child.error.message}. Delete node_modules and try again.`);
  process.exit(1);
}
process.exit(child.status ?? 1);

/**
 * Node 24: the package for this system that package-lock.json names, or the Node that runs this file. Ends with a message
 * when neither is there.
 */
function findNode() {
  const locked = join(root, 'node_modules', '.bin', isWindows ? 'node.cmd' : 'node');
  if (existsSync(locked)) return locked;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  console.error(
    `Node 24 is needed; this is ${process.version}, and no package of it exists for ${process.platform} on ${process.arch}. Install Node 24 from https://nodejs.org, then run the command again.`,
  );
  process.exit(1);
}

/** Whether node_modules holds what package-lock.json names; npm keeps a copy of the lock file there, less the root's entry. */
function installed() {
  const copy = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(copy)) return false;
  const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;
  const there = packagesOf(copy);
  const locked = packagesOf(join(root, 'package-lock.json'));
  const isCurrent = (name) => there[name]?.version === locked[name]?.version;
  if (isHubAlone) return Object.keys(locked.hub.dependencies).every((name) => isCurrent(`node_modules/${name}`));
  // Optional packages (those for other systems among them) may rightly be absent.
  return Object.entries(locked).every(
    ([name, { optional }]) => name === '' || isCurrent(name) || (optional && !(name in there)),
  );
}

function install() {
  console.error(`Installing dependencies (first run, ${isHubAlone ? 'some seconds' : 'about a minute'}) ...`);
  const part = isHubAlone ? ['--workspace=hub', '--omit=dev'] : [];
  const result = spawnSync(
    isWindows ? 'npm.cmd' : 'npm',
    ['ci', ...part, '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: root,
      stdio: ['ignore', 2, 2],
      shell: isWindows,
    },
  );
  if (result.status !== 0) {
    console.error('npm could not install the dependencies. Check the network, then run the command again.');
    process.exit(1);
  }
}
