/** The files of the project, also where it was downloaded without its history or no git is installed. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What commands write and git ignores (`.gitignore`). */
const WRITTEN =
  /^(?:node_modules|\.git|\.output|\.wxt|\.demo|\.test|\.schemas|public\/(?:knowledge|brand|map\.json))$|\.log$/u;

/**
 * Paths from the project's folder on, with `/`: what git tracks, or all that no command writes.
 * @param root the project's folder
 */
export function projectFiles(root = '.'): string[] {
  const listed = spawnSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  // A folder inside of somebody's other clone has no tracked file.
  if (listed.status === 0 && listed.stdout !== '') return listed.stdout.split('\0').filter((path) => path !== '');
  return filesBelow(root, '');
}

function filesBelow(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (WRITTEN.test(path)) return [];
    return entry.isDirectory() ? filesBelow(root, path) : [path];
  });
}
