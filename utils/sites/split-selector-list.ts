/** Splits a CSS selector list at its top-level commas. */

/** A string, an escaped character, a run of characters without meaning here, or one other character. */
const TOKEN = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\\.|[^"'\\,()[\]]+|./gsu;

export function splitSelectorList(list: string): string[] {
  const selectors: string[] = [];
  let one = '';
  let depth = 0;
  const end = (): void => {
    if (one.trim() !== '') selectors.push(one.trim());
    one = '';
  };
  for (const [part] of list.matchAll(TOKEN)) {
    if (part === '(' || part === '[') depth++;
    if (part === ')' || part === ']') depth--;
    if (part === ',' && depth === 0) end();
    else one += part;
  }
  end();
  return selectors;
}
