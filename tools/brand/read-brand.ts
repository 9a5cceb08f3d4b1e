/** Reads a brand's folder: brand.yaml, root.json and logo. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { parse } from 'yaml';
import { BrandSchema, type Brand } from '../../utils/brand/brand.ts';

export const DEFAULT_BRAND = 'knowledge/brands/joblantern';

/** File names of a logo; the first one in the folder counts. */
export const LOGO_FILES = ['logo.svg', 'logo.png'] as const;

/** Folder of the brand to build, from JOBLANTERN_BRAND, relative to the project. */
export function brandFolder(): string {
  return process.env['JOBLANTERN_BRAND'] ?? DEFAULT_BRAND;
}

/** Path of the brand's own logo, or null: the lantern. */
export function logoOf(folder: string): string | null {
  return LOGO_FILES.map((name) => join(folder, name)).find((path) => existsSync(path)) ?? null;
}

/** Throws an Error that names the file and the field when the brand is malformed. */
export function readBrand(folder: string): Brand {
  const file = join(folder, 'brand.yaml');
  const result = v.safeParse(BrandSchema, parse(readFileSync(file, 'utf8')));
  if (!result.success) {
    const faults = result.issues.map((issue) => `${v.getDotPath(issue) ?? '(file)'}: ${issue.message}`);
    throw new Error(`${file}: ${faults.join('; ')}`);
  }
  const rootFile = join(folder, 'root.json');
  const root: unknown = existsSync(rootFile) ? JSON.parse(readFileSync(rootFile, 'utf8')) : null;
  if (result.output.channel !== null && root === null) {
    throw new Error(`${file}: a channel needs its root: put root.json beside brand.yaml`);
  }
  return { ...result.output, root, logo: logoOf(folder) !== null };
}
