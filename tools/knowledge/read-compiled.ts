/** Reads the compiled knowledge of the package: target name to bytes. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMPILED_FOLDER } from './compile-knowledge.ts';

export function readCompiled(): Record<string, Uint8Array> {
  return Object.fromEntries(
    readdirSync(COMPILED_FOLDER).map((name) => [name, readFileSync(join(COMPILED_FOLDER, name))]),
  );
}
