/** Tables that a command keeps in the README, each between two marks that name the command. */
import { readFileSync, writeFileSync } from 'node:fs';

const README = 'README.md';

/** The text with what stands between the marks of `name` replaced. Throws an Error where a mark is missing. */
export function withPart(text: string, name: string, part: string): string {
  const [opening, closing] = marksOf(name);
  const [before = '', rest = ''] = text.split(opening);
  const after = rest.split(closing)[1];
  if (after === undefined) throw new Error(`${README} lacks the line ${opening} or ${closing}`);
  return `${before}${opening}\n\n${part}\n\n${closing}${after}`;
}

/** What stands between the marks now. Throws an Error where a mark is missing. */
export function partOf(text: string, name: string): string {
  const [opening, closing] = marksOf(name);
  const part = text.split(opening)[1]?.split(closing);
  if (part === undefined || part.length < 2) throw new Error(`${README} lacks the line ${opening} or ${closing}`);
  return (part[0] ?? '').trim();
}

export function putInReadme(name: string, part: string): void {
  writeFileSync(README, withPart(readFileSync(README, 'utf8'), name, part));
}

function marksOf(name: string): readonly [opening: string, closing: string] {
  return [`<!-- ${name}: made by \`npm run -s ${name} -- --readme\` -->`, `<!-- /${name} -->`];
}
