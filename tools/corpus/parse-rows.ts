/** The writers' compact format: one row a line, `lang|label|family|place|text`. */
import { LABELS, PLACES, type Label, type SheetData } from './sheet-data.ts';

export interface WrittenRow {
  line: number;
  lang: string;
  label: Label;
  family: string;
  place: (typeof PLACES)[number];
  title: string;
  company: string;
  location: string;
  salary: string;
  text: string;
  /** Number that a row shares with its twin; '' without a twin. */
  pair: string;
}

/**
 * Reads the format. `family#7` pairs two rows of a language, one of them bad and one not. `\n` in a text is a line break.
 * `[[title|company|location|salary]]` before the text fills the fields of a job board. Empty lines and lines that begin
 * with `//` are skipped. Throws an Error that lists every fault as `line N: what is wrong`.
 */
export function parseRows(source: string, data: SheetData): WrittenRow[] {
  const faults: string[] = [];
  const rows = source.split('\n').flatMap((raw, index) => {
    if (raw.trim() === '' || raw.startsWith('//')) return [];
    const row = parseRow(raw, index + 1);
    const fault = typeof row === 'string' ? row : valueFault(row, data);
    if (fault !== '') faults.push(`line ${index + 1}: ${fault}`);
    return typeof row === 'string' ? [] : [row];
  });
  faults.push(...pairFaults(rows));
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return rows;
}

/** The row, or what is wrong with the line. */
function parseRow(raw: string, line: number): WrittenRow | string {
  const [, lang = '', label = '', family = '', pair = '', place = '', rest = ''] =
    /^([^|]*)\|([^|]*)\|([^|#]*)(?:#(\w+))?\|([^|]*)\|(.*)$/u.exec(raw.trim()) ?? [];
  if (lang === '') return 'not lang|label|family|place|text';
  const [, fields, text = ''] = /^(?:\[\[(.*?)\]\])?\s*(.*)$/u.exec(rest) ?? [];
  const [title = '', company = '', location = '', salary = ''] = (fields ?? '').split('|').map((field) => field.trim());
  return {
    line,
    lang,
    label: label as Label,
    family,
    place: place as WrittenRow['place'],
    title,
    company,
    location,
    salary,
    text: text.replaceAll(String.raw`\n`, '\n').trim(),
    pair,
  };
}

/** What is wrong with the values of a row; '' for nothing. */
function valueFault({ lang, label, family, place, text, title }: WrittenRow, data: SheetData): string {
  if (!(lang in data.dimensions.languages)) return `no language ${lang}`;
  if (!LABELS.includes(label)) return `no label ${label}; known are ${LABELS.join(' ')}`;
  if (!(family in data.families)) return `no family ${family} in families.yaml`;
  if (!PLACES.includes(place)) return `no place ${place}; known are ${PLACES.join(' ')}`;
  return text === '' && title === '' ? 'no text' : '';
}

export const isBad = (label: Label): boolean => label === 'lure' || label === 'job-scam';

function pairFaults(rows: readonly WrittenRow[]): string[] {
  const pairs = new Map<string, WrittenRow[]>();
  for (const row of rows) {
    const key = `${row.lang}#${row.pair}`;
    if (row.pair !== '') pairs.set(key, [...(pairs.get(key) ?? []), row]);
  }
  return [...pairs.values()].flatMap((pair) => {
    const [first] = pair;
    if (first === undefined || (pair.length === 2 && pair.filter(({ label }) => isBad(label)).length === 1)) return [];
    return [`line ${first.line}: pair ${first.pair} needs two rows of ${first.lang}, one lure or job-scam and one not`];
  });
}
