import rabbit from 'rabbit-node';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileFoldTable, foldTableOf } from '../../../tools/knowledge/fold-table.ts';
import { fold } from '../../../utils/text/fold.ts';
import { originalEnd } from '../../../utils/text/original-end.ts';
import { zawgyiToUnicode, isZawgyi } from '../../../utils/text/zawgyi.ts';

const table = foldTableOf(compileFoldTable());
const UNICODE = [
  'လေယာဉ်လက်မှတ် ဖရီး၊ နေစရာ စားစရာ ကုမ္ပဏီက ပေးမယ်။',
  'မြဝတီမှာ အွန်လိုင်းဂိမ်း ဝန်ထမ်း ၁၀ ယောက် လိုသည်။',
  'ပတ်စ်ပို့ မလို၊ လမ်းပြ ပါတယ်။ ရောက်တာနဲ့ ဘတ် ၁၀၀၀၀ လက်ငင်း ပေးမယ်။',
  'အင်္ဂလိပ်စာ တတ်ရမည်။ အသက် ၁၈ နှစ်အထက်။',
];

const units = (source: string): number[] => {
  const text = fold(source, table);
  return [...text.units.subarray(0, text.length)];
};

describe('Zawgyi', () => {
  it.each(UNICODE)('is detected and folds to the same units as Unicode: %s', (unicode) => {
    const zawgyi = rabbit.uni2zg(unicode);
    expect(zawgyi).not.toBe(unicode);
    expect([isZawgyi(zawgyi), isZawgyi(unicode)]).toEqual([true, false]);
    expect(units(zawgyi)).toEqual(units(unicode));
  });

  it('is quoted as written, in whole letters', () => {
    const zawgyi = `${rabbit.uni2zg('ဒီည သောင်ရင်းမြစ် ကူးမယ့်သူ ၄ ယောက်')} tele @ab_cd`;
    const text = fold(zawgyi, table);
    const place = units('သောင်ရင်းမြစ်');
    const from = [...text.units.subarray(0, text.length)].join().split(place.join())[0]?.split(',').length ?? 0;
    const start = text.offsets[from - 1] ?? -1;
    expect(zawgyi.slice(start, originalEnd(text, zawgyi, from - 1 + place.length, table))).toBe(
      rabbit.uni2zg('သောင်ရင်းမြစ်'),
    );
    expect(zawgyi.slice(text.offsets[text.length - 4])).toBe('ab_cd');
  });

  it('is not detected in other languages or in Unicode Burmese', () => {
    for (const text of ['', 'free ticket', 'ကြ', 'မြန်မာ free ticket', 'งานต่างประเทศ'])
      expect(isZawgyi(text)).toBe(false);
  });

  it('converts any mixture of letters with ascending offsets inside the text', () => {
    const letters = fc.string({ unit: fc.integer({ min: 0x1000, max: 0x109f }).map((c) => String.fromCharCode(c)) });
    fc.assert(
      fc.property(fc.oneof(letters, fc.string()), letters, (a, b) => {
        const source = `${a} ${b}`;
        const { text, offsets } = zawgyiToUnicode(source);
        expect(offsets).toHaveLength(text.length);
        for (let i = 0; i < offsets.length; i++) {
          expect(offsets[i]).toBeLessThan(source.length);
          expect(offsets[i]).toBeGreaterThanOrEqual(offsets[i - 1] ?? 0);
        }
      }),
    );
  });
});
