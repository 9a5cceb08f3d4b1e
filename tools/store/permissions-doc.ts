/** Reads docs/reader/permissions.md as data. Tests compare it with the manifests; store texts quote it. */
import { readFileSync } from 'node:fs';

export const PERMISSIONS_DOC = 'docs/reader/permissions.md';

export interface Justification {
  /** Name in the manifest. */
  name: string;
  /** The row's other cells, in order. */
  cells: string[];
}

/** Rows of the table below a heading whose first cell is code. */
export function readJustifications(heading: string): Justification[] {
  const document = readFileSync(PERMISSIONS_DOC, 'utf8');
  const section = document.split(`## ${heading}\n`)[1]?.split('\n## ')[0];
  if (section === undefined) throw new Error(`${PERMISSIONS_DOC} has no heading "${heading}"`);
  return [...section.matchAll(/^\| `([^`]+)` \|(.*)\|$/gmu)].map(([, name = '', rest = '']) => ({
    name,
    cells: rest.split('|').map((cell) => cell.trim()),
  }));
}

export const PACKAGE_PERMISSIONS = 'Permissions of the package';
export const SITE_PERMISSIONS = 'Sites';
export const OTHER_WAYS_IN = 'Other ways in';
export const FIREFOX_DATA = 'What Firefox asks about data';
