/** What documents may name: the files of the project, its commands, and what each command takes. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

export interface Project {
  /** Files and folders, from the project's own folder on, with `/`. */
  files: ReadonlySet<string>;
  /** Names of what a command makes and nobody keeps: the lines of .gitignore. */
  generated: readonly string[];
  /** Name of an npm script to the sources of its command; '' for a tool of somebody else. */
  scripts: ReadonlyMap<string, string>;
  /** `channel rotate` to what its `--help` prints. */
  hub: ReadonlyMap<string, string>;
}

/** Folders of whoever works here, and what is no document of ours. */
const IGNORED_FOLDERS = /^(?:node_modules|\.git|\.output|\.wxt|\.test|\.demo|\.schemas)$/u;

export function readProject(): Project {
  const files = new Set<string>();
  const walk = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (IGNORED_FOLDERS.test(entry.name)) continue;
      const path = folder === '.' ? entry.name : `${folder}/${entry.name}`;
      files.add(path);
      if (entry.isDirectory()) walk(path);
    }
  };
  walk('.');
  const ignored = readFileSync('.gitignore', 'utf8').split('\n');
  return {
    files,
    generated: ignored.filter((line) => line !== '' && !line.includes('*')).map((line) => line.replace(/\/$/u, '')),
    scripts: readScripts(),
    hub: readHub(),
  };
}

function readScripts(): Map<string, string> {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  const sourceOf = (command: string): string => {
    const [, name] = /^node tools\/run\.mjs (\S+)$/u.exec(command) ?? [];
    if (name === undefined || name === 'hub') return '';
    const base = [`tools/${name}`, `tools/lab/${name}`].find((each) => existsSync(`${each}.ts`));
    if (base === undefined) return '';
    const parts = existsSync(base) ? readdirSync(base).filter((part) => part.endsWith('.ts')) : [];
    const sources = [`${base}.ts`, ...parts.map((part) => `${base}/${part}`)];
    return sources.map((file) => readFileSync(file, 'utf8')).join('\n');
  };
  return new Map(Object.entries(scripts).map(([name, command]) => [name, sourceOf(command)]));
}

/** Asked of the commands themselves. */
function readHub(): Map<string, string> {
  const json = execFileSync(process.execPath, [
    '--disable-warning=ExperimentalWarning',
    'tests/unit/docs/print-hub-help.ts',
  ]);
  return new Map(Object.entries(JSON.parse(json.toString()) as Record<string, string>));
}
