/** The same bytes from the same files: in order of name, with no time, owner or place of this machine. */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import JSZip from 'jszip';

/** The first day that the format knows. */
const FIXED_TIME = new Date('1980-01-01T00:00:00Z');

/** A folder as a zip archive: its files only, no entries for folders. */
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
  // The compressor is the library's own, so that the bytes do not hang on the version of Node.
  return zip.generateAsync({
    type: 'uint8array',
    compression: 'DEFLATE',
    compressionOptions: { level: 9 },
    platform: 'UNIX',
  });
}
