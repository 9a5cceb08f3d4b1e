/** Sections of documents that a command writes: `<!-- NAME: made by ... -->`, the section, `<!-- /NAME -->`. */
import { readFileSync, writeFileSync } from 'node:fs';

/** The text with the section replaced. Throws an Error when a mark is missing. */
export function replaceSection(text: string, name: string, part: string): string {
  const [before, , after] = split(text, name);
  return `${before}\n\n${part}\n\n${after}`;
}

/** The section without its marks. Throws an Error when a mark is missing. */
export function readSection(text: string, name: string): string {
  return split(text, name)[1].trim();
}

export function writeSection(file: string, name: string, part: string): void {
  writeFileSync(file, replaceSection(readFileSync(file, 'utf8'), name, part));
}

function split(text: string, name: string): [before: string, part: string, after: string] {
  const start = new RegExp(`<!-- ${name}: made by .*? -->`, 'u').exec(text);
  const close = `<!-- /${name} -->`;
  const from = start === null ? -1 : start.index + start[0].length;
  const to = text.indexOf(close, from);
  if (start === null || to < 0)
    throw new Error(`The document lacks the lines <!-- ${name}: made by ... --> and ${close}`);
  return [text.slice(0, from), text.slice(from, to), text.slice(to)];
}
