/** Writes a brand's folder completely or not at all. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Refusal } from '../../hub/refusal.ts';
import { checkBrand } from './check-brand.ts';
import { filesOf, type BrandDraft } from './draft.ts';
import type { Answers } from './interview.ts';
import { QUESTIONS } from './questions.ts';

const ID = /^[a-z0-9-]{1,40}$/u;

/** Throws a Refusal. */
export async function requireUnusedFolder(id: string, folder: string): Promise<void> {
  if (!ID.test(id)) throw new Refusal(`NAME: "${id}" - use small letters a to z, digits and hyphens, 40 at most.`);
  if (existsSync(folder) && (await readdir(folder)).length > 0) {
    throw new Refusal(`${folder} exists already. Choose another NAME or --to FOLDER, or change its brand.yaml.`);
  }
}

/** Throws a Refusal, and writes nothing, when the brand has a fault. */
export async function writeBrand(draft: BrandDraft, folder: string): Promise<string[]> {
  await mkdir(dirname(folder), { recursive: true });
  const part = await mkdtemp(`${folder}.part-`);
  try {
    const files = filesOf(draft);
    for (const { name, bytes } of files) await writeFile(join(part, name), bytes);
    const { faults } = await checkBrand(part);
    if (faults.length > 0) throw new Refusal(...faults.map((fault) => fault.replaceAll(part, folder)));
    if (existsSync(folder)) await rmdir(folder);
    await rename(part, folder);
    return files.map(({ name }) => join(folder, name));
  } finally {
    await rm(part, { recursive: true, force: true });
  }
}

/** The command that resumes with the valid answers. */
export function resumeCommand(id: string, to: string | undefined, given: Answers): string {
  const options = QUESTIONS.flatMap(({ option, argument: takes }) => {
    const answer = given[option];
    if (answer === undefined || answer === '') return [];
    return takes === '' ? [`--${option}`] : [`--${option} ${shellQuoted(answer)}`];
  });
  const place = to === undefined ? [] : [`--to ${shellQuoted(to)}`];
  return ['npm run -s brand -- new', id, ...place, ...options].join(' ');
}

function shellQuoted(text: string): string {
  return /^[\w./:@-]+$/u.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
