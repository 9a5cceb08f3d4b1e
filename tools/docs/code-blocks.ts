/** The shell code blocks of a document, in order. */
import { readFileSync } from 'node:fs';

/** Throws an Error when the document has none. */
export function codeBlocks(path: string): string[] {
  const text = readFileSync(path, 'utf8');
  const blocks = Array.from(text.matchAll(/^```sh\n([\s\S]*?)^```$/gmu), ([, block = '']) => block);
  if (blocks.length === 0) throw new Error(`${path} has no code to type.`);
  return blocks;
}
