import { describe, expect, it } from 'vitest';
import { spellingVariants } from '../../../tools/knowledge/spelling-variants.ts';
import { readPlaces } from '../../../tools/knowledge/places.ts';

const { places, names } = await readPlaces('knowledge');
/** A star at the end stands for any ending. */
const isSpelling = (phrase: string, spelling: string): boolean =>
  phrase.endsWith('*') ? spelling.startsWith(phrase.slice(0, -1)) : phrase === spelling;
const placeOf = (spelling: string): string | undefined => {
  const found = names.find(
    ({ phrase }) => isSpelling(phrase, spelling) || phrase.replaceAll(' ', '') === spelling.replaceAll(' ', ''),
  );
  return found === undefined ? undefined : places[found.place]?.id;
};

describe('spellingVariants', () => {
  it('gives the usual spellings of Myawaddy', () => {
    expect(spellingVariants('myawaddy')).toEqual(
      expect.arrayContaining(['myawady', 'myavaddy', 'miawaddy', 'myawaddi', 'myawadi', 'miawaddi']),
    );
  });

  it('gives none for short names, short words and ideographs', () => {
    expect(['muse', 'kk kompleks', 'ลาว', '妙瓦底'].flatMap(spellingVariants)).toEqual([]);
  });

  it('exchanges letters of one sound in other scripts', () => {
    expect(spellingVariants('мьявадди')).toEqual(expect.arrayContaining(['мьявади', 'мявадди', 'миавадди']));
    expect(spellingVariants('미야와디')).toContain('먀와디');
    expect(spellingVariants('म्यावाडी')).toEqual(expect.arrayContaining(['म्यावाडि', 'म्यावादी']));
  });

  it('keeps the open end of a name', () => {
    expect(spellingVariants('пойпет*')).toContain('пойпэт*');
  });
});

describe('place names', () => {
  it.each([
    ['myawaddy', 'myawaddy, myawadi, myawady, miawaddy, myavaddy, miawadi, myawaddi'],
    ['shwe-kokko', 'shwekokko, shwe koko, shve kokko, shwe kokkoh'],
    ['sihanoukville', 'sihanoukville, sihanukville, sihanoukvile, sihanookville'],
    ['poipet', 'poipet, poi pet, poy pet'],
    ['kokang', 'laukkaing, laukaing, laukkai, laukkeing'],
    ['tachileik', 'tachileik, tachilek, tachilaik'],
    ['mae-sot', 'mae sot, maesot, mae sod, mesot'],
    ['aranyaprathet', 'aranyaprathet, aranyapratet, arania prathet'],
    ['golden-triangle', 'golden triangle, goldentriangle'],
    ['chrey-thom', 'chrey thom, chreythom, chrey tom, chrai thom'],
    ['myawaddy', 'мьявадди, мьявади, мявади, миавади, มยาวดี, เมียวดี, เมยวดี, 미야와디, 먀와디'],
    ['myawaddy', 'ミャワディ, ミヤワディ, ミャワデイ, म्यावाडी, म्यावाडि, म्यावादी, মায়াওয়াদি, মায়াওয়াদী, ميوادي'],
    ['myawaddy', 'ເມຍວະດີ, ມຽວະດີ, මියවඩ්ඩි, මියවඩී, மியாவடி, மியாவடீ'],
    ['poipet', 'пойпет, пойпэт, ปอยเปต, ปอยเปด, 포이펫, 뽀이펫, पोइपेट, पोयपेत, ပွိုင်ပက်, ပွိုင့်ပက်'],
    ['sihanoukville', 'сиануквиль, 시아누크빌, 시하누크빌, สีหนุวิลล์, สีหนุวิล, シハヌークビル, シハヌクビル, سيهانوكفيل'],
    ['kokang', 'лауккай, лаукай, 라우카이, ラウカイ, लौक्काइ, लौकाइ'],
  ])('finds %s by the spellings people use', (id, spellings) => {
    const all = spellings.split(', ');
    const found = all.filter((spelling) => placeOf(spelling) === id);
    expect(found.length / all.length).toBeGreaterThanOrEqual(0.85);
  });
});
