/** Zips the files that git tracks, with their present content. */
import { spawnSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { zipFolder } from '../setup/zip.ts';

function git(...args: string[]): string[] {
  const { status, stdout, stderr } = spawnSync('git', args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (status !== 0)
    throw new Error(`git ${args[0]} failed: ${(stderr ?? '').trim()}\nRun this in a clone of the project.`);
  return stdout.split('\0').filter((line) => line !== '');
}

export async function zipTracked(): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'joblantern-tracked-'));
  try {
    for (const path of git('ls-files', '-z')) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await copyFile(path, join(folder, path));
    }
    return await zipFolder(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Changed files, and new files that the zip would lack. */
export function uncommitted(): string[] {
  return git('status', '--porcelain', '-z').map((line) => line.slice(3));
}
