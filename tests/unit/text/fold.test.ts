import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileFoldTable, foldTableOf } from '../../../tools/knowledge/fold-table.ts';
import { readFoldTable } from '../../../utils/text/fold-table.ts';
import { fold } from '../../../utils/text/fold.ts';
import { originalEnd } from '../../../utils/text/original-end.ts';
import { BOUNDARY, SUBSTITUTED } from '../../../utils/text/folded-text.ts';
import type { LeetReading } from '../../../utils/text/leet.ts';

const table = foldTableOf(compileFoldTable());

/** Folded letters, with "_" where something stood between. */
function foldedString(source: string, reading: LeetReading = null): string {
  const text = fold(source, table, reading);
  let out = '';
  for (let i = 0; i < text.length; i++) {
    out += ((text.flags[i] ?? 0) & BOUNDARY) === 0 || i === 0 ? '' : '_';
    out += String.fromCharCode(text.units[i] ?? 0);
  }
  return out;
}

describe('fold', () => {
  it.each([
    ['No-Experience  Needed!', 'no_experience_needed'],
    ['ＦＵＬＬ　ｗｉｄｔｈ', 'full_width'],
    ['𝗢𝗣𝗘𝗡 🅰🅱 ⓒⓓ', 'open_ab_cd'],
    ['zero\u200bwidth\u2060 w\u00adords', 'zerowidth_words'],
    ['Việc nhẹ', 'viec_nhe'],
    ['Việc nhẹ'.normalize('NFD'), 'viec_nhe'],
    ['Señal élève Straße', 'senal_eleve_strasse'],
    ['包機票、簽證', '包机票_签证'],
    ['妳賴', '你赖'],
    ['ﾊﾟｽﾎﾟｰﾄ', 'パスポート'],
    ['カンホ゛シﾞア た゛け ハ゜ス', 'カンボジア_だけ_パス'],
    ['감금'.normalize('NFD'), '감금'],
    ['ㅎㅏㄴㄱㅜㄱ ㄱㅏㅂㅅ ㅂㅏㄲ 하ㄴ국', '한국_값_밖_한국'],
    ['ﾾￂﾤﾡￓﾡ', '한국'],
    ['가자ㅋㅋ 하ㅋ 네ㅎㅎ', '가자ㅋㅋ_하ㅋ_네ㅎㅎ'.replaceAll('ㅋ', '\u110f').replaceAll('ㅎ', '\u1112')],
    ['１２３ ১২৩ १२३ ٣', '123_123_123_3'],
    ['مُحَمَّد إلى', 'محمد_الي'],
    ['کمبوڈیا', 'كمبوڈيا'],
    ['ፀሐይ ሠራ', 'ጸሀይ_ሰራ'],
    ['ສາມຫຼ່ຽມ', 'ສາມຫລ່ຽມ'],
    ['🇼 🇴 🇷 🇰', 'w_o_r_k'],
    ['j🔴b ca💲ino visa⭕️ffice tra❗n', 'job_casino_visaoffice_train'],
    ['work🔥now go🔴 🔵on 24⭕7 wow❗', 'work_now_go_on_24_7_wow'],
    ['1️⃣2️⃣', '12'],
  ])('%s becomes %s', (source, folded) => {
    expect(foldedString(source)).toBe(folded);
  });

  it('folds each country flag to one unit', () => {
    const text = fold('🇰🇭🇲🇲', table);
    expect(text.length).toBe(2);
    expect(text.units[0]).not.toBe(text.units[1]);
  });

  it('replaces confusables in words of mixed alphabets and keeps real Russian and Greek', () => {
    expect(foldedString('Теlеgrаm')).toBe('telegram');
    expect(foldedString('work in Саmbоdiа with сор and more english words here')).toContain('cambodia');
    expect(foldedString('работа в Камбодже')).toBe('работа_в_камбодже');
    expect(foldedString('рaбoта в офисе для вас сегодня')).toContain('работа');
    expect(foldedString('εργασία στο εξωτερικό')).toBe('εργασια_στο_εξωτερικο');
  });

  it('reads digits and signs as letters only on request and only inside words', () => {
    expect(foldedString('K3mboja')).toBe('k3mboja');
    expect(foldedString('K3mboja p@ssport $alary', 'i')).toBe('kemboja_passport_salary');
    expect(foldedString('adm1n', 'i')).toBe('admin');
    expect(foldedString('te1egram', 'l')).toBe('telegram');
    expect(foldedString('25k 10 4', 'i')).toBe('25k_10_4');
    const text = fold('K3mboja', table, 'i');
    expect((text.flags[1] ?? 0) & SUBSTITUTED).not.toBe(0);
  });

  it('reads leet words, and texts written in leet throughout', () => {
    expect(foldedString('c@$1n0 $@l@ry C@mb0d1a', 'i')).toBe('casino_salary_cambodia');
    expect(foldedString('n0 v1$@ f0r $2000', 'all')).toBe('no_visa_for_2000');
    expect(foldedString('1 n33d p30pl3 f0r @ c@$1n0 1n C@mb0d1@: $@l@ry $1500, tr@n$p0rt fr33')).toBe(
      '1_need_people_for_casino_in_cambodia_salary_1500_transport_free',
    );
  });

  it('records substitution candidates but not ordinary digits', () => {
    expect(fold('K3mboja', table).substitutionCandidates).not.toEqual([]);
    expect(fold('v1$@', table).substitutionCandidates).not.toEqual([]);
    expect(fold('25k a month, 10th pass, B2B, 24/7, H1 2026', table).substitutionCandidates).toEqual([]);
    expect(fold('US$1500, $20k, H1B, 3BHK, A320, MH370, 9am-5pm', table).substitutionCandidates).toEqual([]);
    expect(foldedString('#1fddf30a8cda1e29d000a2add75f99d2c')).toBe('1fddf30a8cda1e29d000a2add75f99d2c');
  });

  it('gives valid, ascending offsets for any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.constantFrom<LeetReading>(null, 'i', 'l', 'all'),
        (source, reading) => {
          const text = fold(source, table, reading);
          for (let i = 0; i < text.length; i++) {
            const at = text.offsets[i] ?? -1;
            expect(at).toBeGreaterThanOrEqual(i === 0 ? 0 : (text.offsets[i - 1] ?? 0));
            expect(at).toBeLessThan(source.length);
            const end = originalEnd(text, source, i + 1, table);
            expect(end).toBeGreaterThan(at);
            expect(end).toBeLessThanOrEqual(source.length);
          }
        },
      ),
    );
  });

  it('quotes a syllable written as separate jamo to its last letter', () => {
    const source = 'ㅎㅏㄴㄱㅜㄱ 취업';
    const text = fold(source, table);
    expect(source.slice(text.offsets[0], originalEnd(text, source, 2, table))).toBe('ㅎㅏㄴㄱㅜㄱ');
  });

  it('keeps the offset of a jamo that joins nothing', () => {
    const source = '\u0000\u{20000}\u1161';
    const text = fold(source, table);
    expect([...text.offsets.subarray(0, text.length)]).toEqual([1, 3]);
    expect(originalEnd(text, source, 2, table)).toBe(4);
  });

  it('folds a folded text to itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (source) => {
        const once = foldedString(source).replaceAll('_', ' ');
        // A text without look-alikes of two alphabets, and without Burmese, which may be Zawgyi. What a mixed word
        // means depends on the words around it
        fc.pre(
          !/[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Myanmar}]/u.test(once) && !/[\ue000-\uf8ff]/u.test(once),
        );
        expect(foldedString(once).replaceAll('_', ' ')).toBe(once);
      }),
    );
  });

  it('keeps the letters of a Russian paragraph after a long English text', () => {
    const russian =
      'Нужны люди на склад: вас встретит сотрудник у метро, оса и мама рады, нас сто, все свои, сено сухое, рама новая, и снова работа.';
    const below = foldedString(`${'An honest offer of work in a shop. '.repeat(60)}\n\n${russian}`);
    expect(below.endsWith(foldedString(russian))).toBe(true);
  });

  it('refuses a truncated table', () => {
    expect(() => readFoldTable(table.unitTable.subarray(1), new Uint16Array(0))).toThrow(RangeError);
  });
});
