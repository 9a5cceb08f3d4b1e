/** A brand's extension as the file that a store takes, or that a publisher hands out. */
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readBrand } from '../brand/read-brand.ts';
import { ensureExtension, type BuildWish } from './extension.ts';
import { zipFolder } from './zip.ts';

export const PACKAGES = '.output/packages';

export interface Package {
  file: string;
  bytes: number;
  /** Hexadecimal. */
  sha256: string;
}

/** Builds where sources changed, zips, and writes `<brand>-<version>-<browser>.zip` into a folder. */
export async function makePackage(wish: Pick<BuildWish, 'brand' | 'browser'>, to: string = PACKAGES): Promise<Package> {
  const { id, demo } = readBrand(wish.brand);
  if (demo) throw new Error(`${wish.brand}: this brand pins a demo root (demo: true), so it must never be packaged.`);
  const built = await ensureExtension({ ...wish, flavour: 'production' });
  return writeZip(join(to, `${id}-${await projectVersion()}-${wish.browser}.zip`), await zipFolder(built));
}

export async function writeZip(file: string, zip: Uint8Array): Promise<Package> {
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, zip);
  return { file, bytes: zip.length, sha256: createHash('sha256').update(zip).digest('hex') };
}

export async function projectVersion(): Promise<string> {
  return (JSON.parse(await readFile('package.json', 'utf8')) as { version: string }).version;
}
