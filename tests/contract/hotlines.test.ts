/**
 * Every number that was gathered for people in danger is in `knowledge/help`, and none stands there that nobody found.
 * Skipped where the gathered table beside the repository is not.
 */
import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { compileHelp } from '../../tools/knowledge/help.ts';
import type { Help } from '../../utils/model/help.ts';

const TABLE = '../shared/field/hotlines.tsv';
const there = existsSync(TABLE);

const digits = (text: string): string => text.replaceAll(/\D/gu, '');
/** One cell may hold two numbers: `1343 (Metro Manila; 02-1343 provinces)`. */
const numbersIn = (cell: string): string[] => cell.split(/[(;]/u).map(digits).filter(Boolean);

describe.skipIf(!there)('gathered hotlines (skipped: ../shared/field/hotlines.tsv is not here)', async () => {
  const rows = there
    ? parse<Record<string, string>>(readFileSync(TABLE), { delimiter: '\t', columns: true, quote: null })
    : [];
  const files = await compileHelp('knowledge');
  const help = JSON.parse(Buffer.from(files['help.json']!).toString('utf8')) as Help;
  const entries = help.countries.flatMap(({ entries: each }) => each);

  test('each is offered, with its source', () => {
    const missing = rows.filter(({ number = '', url = '', source = '' }) => {
      const page = source.split(' (')[0] ?? '';
      const ofRow = entries.filter((entry) =>
        number === ''
          ? entry.url === (url === '' ? page : url)
          : entry.number !== undefined && numbersIn(number).some((one) => digits(entry.number ?? '') === one),
      );
      const wanted = number === '' ? 1 : numbersIn(number).length;
      const sourced = ofRow.every((entry) => !page.startsWith('http') || entry.source === page);
      return ofRow.length < wanted || !sourced;
    });
    expect(missing.map(({ country, name }) => `${country}: ${name}`)).toEqual([]);
  });

  test('none was made up', () => {
    const known = new Set(rows.flatMap(({ number = '' }) => numbersIn(number)));
    expect(entries.flatMap(({ number }) => number ?? []).filter((number) => !known.has(digits(number)))).toEqual([]);
  });
});
