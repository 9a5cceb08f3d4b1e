/** Refuses identifiers that hold a banned word; the words are in `banned-names.yaml`. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { parse } from 'yaml';
import { visitNodes, type ParsedFile } from './source-file.ts';

const words = v.array(v.string());
const BannedNamesSchema = v.strictObject({ contains: words, startsWith: words, exactly: words });
export type BannedNames = v.InferOutput<typeof BannedNamesSchema>;

export function readBannedNames(): BannedNames {
  const file = fileURLToPath(new URL('banned-names.yaml', import.meta.url));
  return v.parse(BannedNamesSchema, parse(readFileSync(file, 'utf8')));
}

/** One fault for each banned identifier of the file. Names that a package exports are not the project's own. */
export function bannedNameFaults(path: string, { program }: ParsedFile, banned: BannedNames): string[] {
  const found = new Set<string>();
  const foreign = new Set<unknown>();
  visitNodes(program, (node) => {
    if (node.type === 'ImportDeclaration' && !moduleOf(node).startsWith('.')) {
      for (const each of node['specifiers'] as { local: { name: string } }[]) foreign.add(each.local.name);
    }
    if (node.type !== 'Identifier' && node.type !== 'PrivateIdentifier') return;
    const name = String(node['name']);
    if (!foreign.has(name) && isBanned(name, banned)) found.add(name);
  });
  return [...found].sort().map((name) => `${path}: the name "${name}" holds a banned word`);
}

function isBanned(name: string, { contains, startsWith, exactly }: BannedNames): boolean {
  return (
    exactly.includes(name) ||
    contains.some((word) => name.includes(word)) ||
    startsWith.some((word) => name.startsWith(word))
  );
}

const moduleOf = (node: Record<string, unknown>): string => (node['source'] as { value: string }).value;
