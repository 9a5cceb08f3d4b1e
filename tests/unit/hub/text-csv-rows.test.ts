import { expect, it } from 'vitest';
import { readCsvRows } from '../../../hub/channel/list/csv-rows.ts';
import { REQUIRED_COLUMNS } from '../../../hub/channel/list/entry.ts';
import { textCsvRows } from '../../../hub/channel/list/text-csv-rows.ts';

const REASON = { category: 'trafficking', evidence: 'case 7' };
const TEXT =
  'Urgent hiring, 20 people. No experience needed. Free air ticket, visa, room and meals on the company. Enter on a tourist visa, our driver takes you on to Mae Sot. Telegram only: @bkk_dream_team';

it('lists a text by its fingerprints alone, with the category and the evidence', async () => {
  const rows = readCsvRows(await textCsvRows(TEXT, REASON), 'text', REQUIRED_COLUMNS, []);
  expect(rows.length).toBeGreaterThan(1);
  for (const { cells } of rows) {
    expect(cells).toMatchObject({ kind: 'text', ...REASON });
    expect(cells['value']).toMatch(/^[\da-f]{16}$/u);
  }
});

it('refuses a text that is too short to recognise copies of it', async () => {
  await expect(textCsvRows('Telegram only: @bkk_dream_team', REASON)).rejects.toThrow('The text is too short');
});

it('says which file is missing where the knowledge was not compiled', async () => {
  await expect(textCsvRows(TEXT, REASON, '/nowhere')).rejects.toThrow(/\/nowhere\/\S+ is missing/u);
});
