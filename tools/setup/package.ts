/** Packages a brand's extension as a zip file, for a store or for direct distribution. */
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readBrand } from '../brand/read-brand.ts';
import { ensureExtension, type BuildOptions } from './extension.ts';
import { zipFolder } from './zip.ts';

export const PACKAGES_FOLDER = '.output/packages';

export interface PackageFile {
  file: string;
  bytes: number;
  /** Hexadecimal. */
  sha256: string;
}

/** Builds if needed and writes `<brand>-<version>-<browser>.zip` into a folder. Throws an Error for a demo brand. */
export async function makePackage(
  options: Pick<BuildOptions, 'brand' | 'browser'>,
  to: string = PACKAGES_FOLDER,
): Promise<PackageFile> {
  const { id, demo } = readBrand(options.brand);
  if (demo) throw new Error(`${options.brand}: this brand pins a demo root (demo: true), so it cannot be packaged.`);
  const built = await ensureExtension({ ...options, flavour: 'production' });
  return writePackage(join(to, `${id}-${await projectVersion()}-${options.browser}.zip`), await zipFolder(built));
}

export async function writePackage(file: string, zip: Uint8Array): Promise<PackageFile> {
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, zip);
  return { file, bytes: zip.length, sha256: createHash('sha256').update(zip).digest('hex') };
}

export async function projectVersion(): Promise<string> {
  return (JSON.parse(await readFile('package.json', 'utf8')) as { version: string }).version;
}
