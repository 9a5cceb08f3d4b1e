/** Zips a folder reproducibly: files in order of name, with a fixed time and fixed permissions. */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import JSZip from 'jszip';

/** The earliest date of the zip format. */
const FIXED_TIME = new Date('1980-01-01T00:00:00Z');

/** A zip archive of the folder's files, without entries for folders. */
export async function zipFolder(folder: string): Promise<Uint8Array> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = found
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
  const zip = new JSZip();
  for (const file of files) {
    zip.file(file, await readFile(join(folder, file)), {
      date: FIXED_TIME,
      createFolders: false,
      unixPermissions: 0o644,
    });
  }
  // JSZip brings its own compressor, so the bytes do not depend on the version of Node.
  return zip.generateAsync({
    type: 'uint8array',
    compression: 'DEFLATE',
    compressionOptions: { level: 9 },
    platform: 'UNIX',
  });
}
