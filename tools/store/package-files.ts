/** Reads the files of a built package. */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** Path in the package, with slashes, to its bytes. */
export type PackageFiles = ReadonlyMap<string, Uint8Array>;

/** Every file below a folder. */
export async function readPackage(folder: string): Promise<PackageFiles> {
  const files = new Map<string, Uint8Array>();
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(relative(folder, path).split(sep).join('/'), await readFile(path));
  }
  return files;
}
