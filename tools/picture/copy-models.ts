/** Copies models of languages into a folder for a publisher's web host, under the names that the extension downloads. */
import { copyFile, mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ensureLanguageModels } from './ensure-language-models.ts';

/** @param tags BCP 47  @returns paths of the copies */
export async function copyModels(folder: string, tags: readonly string[]): Promise<string[]> {
  const models = await ensureLanguageModels(tags);
  await mkdir(folder, { recursive: true });
  const copies: string[] = [];
  for (const path of models.values()) {
    const copy = join(folder, basename(path));
    await copyFile(path, copy);
    copies.push(copy);
  }
  return copies;
}
