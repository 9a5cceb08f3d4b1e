/** What the document promises is what the stories check: `UPDATE=1 npx vitest run tests/unit/house/hostile-table` writes it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { replaceSection } from '../../../tools/docs/generated-section.ts';
import { ALL_ATTACKS } from '../../e2e/hostile/attacks.ts';
import { hostileTable } from '../../e2e/hostile/table.ts';

const FILE = 'docs/reports/hostile-pages.md';

test('the table of attacks is that of the stories', () => {
  const document = readFileSync(FILE, 'utf8');
  const made = replaceSection(document, 'attacks', hostileTable(ALL_ATTACKS));
  if (process.env['UPDATE'] === '1') writeFileSync(FILE, made);
  else expect(document).toBe(made);
});
