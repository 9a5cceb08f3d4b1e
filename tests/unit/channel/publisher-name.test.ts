/** Which names of publishers count as the same. */
import { describe, expect, it } from 'vitest';
import { hasHiddenCharacters, hasSamePublisherName } from '../../../utils/channel/publisher-name.ts';

describe('hasSamePublisherName', () => {
  it.each([
    ['Example Shelter', 'example  shelter'],
    ['Example Shelter', 'Example\u200bShelter'],
    ['Example Shelter', '\u202eExample Shelter\u2069'],
    ['Example Shelter', 'Ехаmple Shelter'],
    ['Example Shelter', 'Εxample Shelter'],
    ['Example Shelter', 'Éxample Shelter'],
    ['Example Shelter', 'Exarnple Shelter'],
    ['New Work Aid', 'Nevv VVork Aid'],
    ['Office 0', 'Office O'],
    ['Example Shelter', 'Examp1e-She1ter.'],
    ['Example Shelter', '𝐄𝐱𝐚𝐦𝐩𝐥𝐞 Ｓｈｅｌｔｅｒ'],
    ['Global Aid', 'GIobaI Aid'],
    ['Mimosa', 'Мімоѕа'],
    ['Example Shelter', '\u200b\u2060'],
    ['JobLantern', 'Job|antern'],
    ['JobLantern', 'Job!antern'],
    ['JobLantern', 'Job│antern'],
    ['JobLantern', 'Job|antern!'],
    ['JobLantern', 'Job!Lantern'],
    ['Mail', 'Mai|'],
    ['International Aid', '!nternational Aid'],
    ['JobLantern', 'JobLantern™'],
    ['JobLantern', 'JobLantern®'],
    ['JobLantern', 'JobLantern ℠'],
    ['JobLantern', 'JobLanternᵀᴹ'],
    ['JobLantern', 'JobLanternⓇ'],
    ['JobLantern', 'Jøblantern'],
    ['JobLantern', 'JobŁanŧern'],
    ['JobLantern', 'Jɵƀɭantern'],
  ])('is true for %j and %j', (one, two) => {
    expect(hasSamePublisherName(one, two)).toBe(true);
    expect(hasSamePublisherName(two, one)).toBe(true);
  });

  it.each([
    ['Example Shelter', 'Example Shelters'],
    ['Example Shelter', 'Sample Shelter'],
    ['New Work Aid', 'Ne ork Aid'],
    ['Home Aid', 'Hoe Aid'],
    ['มูลนิธิกา', 'มูลนิธิกี'],
    ['金色', '金已'],
    ['Приют', 'Приём'],
    ['JobLantern', 'JobLantern TM Aid'],
    ['Wil Aid', 'Wi Aid'],
  ])('is false for %j and %j', (one, two) => {
    expect(hasSamePublisherName(one, two)).toBe(false);
  });
});

describe('hasHiddenCharacters', () => {
  it.each([
    '\u202Eretlehs elpmaxe',
    'Example\u200bShelter',
    'Example\u200dShelter',
    'Example \u200cShelter',
    'Example\u2066Shelter',
    'Example\u00adShelter',
    'Example\u001b[2J',
    'Example\nShelter',
    'Example\u2028Shelter',
    'مؤسسة\u200fالعمل',
    '\u200cبنیاد',
    'बाल\u200b सेवा',
  ])('is true for %j', (name) => {
    expect(hasHiddenCharacters(name)).toBe(true);
  });

  it.each([
    'የሠራተኞች መብት ማኅበር',
    'جمعية حماية العمال',
    'শ্রমিক সুরক্ষা র\u200d্যাব কেন্দ্র',
    "Workers' Aid & Friends! (est. 1999)",
    'Fundación Niñez',
    'L’Œuvre d’entraide',
    'श्रमिक सेवा संघ, शक्\u200dति',
    'Yayasan Bantuan Pekerja',
    '労働者支援センター・東京',
    'សមាគម\u200bការងារ',
    '노동자 쉼터',
    'ສະມາຄົມ\u200bແຮງງານ',
    'Persatuan Pekerja 1Malaysia',
    'အလုပ်သမား\u200bကူညီရေး',
    'नेपाल श्रमिक मञ्च, श्री\u200cमान्',
    'Associação dos Trabalhadores',
    'Общество помощи',
    'ශ්\u200dරී ලංකා කම්කරු සංගමය',
    'Chama cha Wafanyakazi',
    'தொழிலாளர் நலச் சங்கம்',
    'มูลนิธิเพื่อ\u200bแรงงาน',
    'Samahan ng mga Manggagawa',
    'مزدوروں کی انجمن، خانہ\u200cبدوش',
    'بنیاد کارگران می\u200cخواهیم',
    'Hội Người Lao Động Đà Nẵng',
    '劳工互助会',
    '勞工互助會',
  ])('is false for the honest name %j', (name) => {
    expect(hasHiddenCharacters(name)).toBe(false);
  });
});
