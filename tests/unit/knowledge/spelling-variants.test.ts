import { describe, expect, it } from 'vitest';
import { spellingVariants } from '../../../tools/knowledge/spelling-variants.ts';
import { readPlaces } from '../../../tools/knowledge/places.ts';

const { places, names } = await readPlaces('knowledge');
const placeOf = (spelling: string): string | undefined => {
  const found = names.find(
    ({ phrase }) => phrase === spelling || phrase.replaceAll(' ', '') === spelling.replaceAll(' ', ''),
  );
  return found === undefined ? undefined : places[found.place]?.id;
};

describe('spellingVariants', () => {
  it('gives the usual spellings of Myawaddy', () => {
    expect(spellingVariants('myawaddy')).toEqual(
      expect.arrayContaining(['myawady', 'myavaddy', 'miawaddy', 'myawaddi', 'myawadi', 'miawaddi']),
    );
  });

  it('gives none for short names, short words and other scripts', () => {
    expect(['muse', 'kk kompleks', 'ลาว'].flatMap(spellingVariants)).toEqual([]);
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
  ])('finds %s by the spellings people use', (id, spellings) => {
    const all = spellings.split(', ');
    const found = all.filter((spelling) => placeOf(spelling) === id);
    expect(found.length / all.length).toBeGreaterThanOrEqual(0.85);
  });
});
