/** Reads pay.yaml: currencies, periods and the norms that pay is compared with. */
import { join } from 'node:path';
import * as v from 'valibot';
import { PaySchema, type Pay } from '../../utils/text/money.ts';
import { fold } from '../../utils/text/fold.ts';
import { compileFoldTable, foldTableOf } from './fold-table.ts';
import { readYaml } from './read-yaml.ts';

const stringList = v.array(v.pipe(v.unknown(), v.transform(String)));
/** `pay.yaml`. */
export const PayFileSchema = v.strictObject({
  date: v.pipe(v.unknown(), v.transform(String)),
  source: v.string(),
  hours: v.record(v.string(), v.number()),
  currencies: v.record(
    v.string(),
    v.strictObject({ usd: v.number(), signs: v.optional(stringList, () => []), words: stringList }),
  ),
  multipliers: v.record(v.string(), stringList),
  amounts: v.record(v.string(), stringList),
  numbers: v.record(v.string(), stringList),
  periods: v.record(v.string(), stringList),
  norms: v.strictObject({
    source: v.string(),
    abroad: v.number(),
    unknown: v.number(),
    countries: v.record(v.string(), v.number()),
  }),
});

/** `words`: meaning (`currency:USD`, `times:1000`, `amount:5000000`, `per:month`) to the words for it. */
export async function readPay(folder: string): Promise<{ pay: Pay; words: [id: string, words: string[]][] }> {
  const file = await readYaml(join(folder, 'pay.yaml'), PayFileSchema);
  const words: [string, string[]][] = [
    ...Object.entries(file.currencies).map(([code, each]): [string, string[]] => [`currency:${code}`, each.words]),
    ...Object.entries(file.multipliers).map(([times, each]): [string, string[]] => [`times:${times}`, each]),
    ...Object.entries(file.amounts).map(([amount, each]): [string, string[]] => [`amount:${amount}`, each]),
    ...Object.entries(file.periods).map(([period, each]): [string, string[]] => [`per:${period}`, each]),
  ];
  const table = foldTableOf(compileFoldTable());
  const folded = (word: string): string => {
    const { units, length } = fold(word, table);
    return String.fromCharCode(...units.subarray(0, length));
  };
  const pay = v.parse(PaySchema, {
    version: 1,
    rates: Object.fromEntries(Object.entries(file.currencies).map(([code, each]) => [code, each.usd])),
    signs: Object.entries(file.currencies).flatMap(([code, each]) => each.signs.map((sign) => [sign, code])),
    perMonth: { ...file.hours, month: 1 },
    numbers: Object.entries(file.numbers).flatMap(([value, each]) =>
      [...new Set(each.map(folded))].map((word) => [word, Number(value)]),
    ),
    norms: file.norms,
  });
  return { pay, words };
}
