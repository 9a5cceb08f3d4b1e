import { describe, expect, it } from 'vitest';
import { betterLatinLanguage, languagesOf, scriptOf } from '../../../utils/picture/reading-languages.ts';

describe('betterLatinLanguage', () => {
  it.each([
    ['vi', 'Tuyen nguoi lam viec tai Campuchia, luong 25 trieu mot thang, khong can kinh nghiem'],
    ['es', 'Trabajo en el extranjero para jovenes, sueldo alto y pasaje gratis, sin experiencia'],
    ['pt', 'Vagas para trabalho no exterior, salario em dolar, nao precisa experiencia, voce viaja'],
    ['fr', 'Nous recrutons pour un travail dans un bureau, salaire et logement offerts, sans experience'],
  ])('tells %s by its everyday words, also without their marks', (language, text) => {
    expect(betterLatinLanguage(text)).toBe(language);
  });

  it('leaves languages without marks to the English model', () => {
    expect(betterLatinLanguage('Urgent hiring for customer service, free ticket and room, no interview')).toBeNull();
    expect(betterLatinLanguage('Lowongan kerja di luar negeri, gaji besar dan tiket gratis untuk anda')).toBeNull();
    expect(betterLatinLanguage('Hiring po kami ng encoder, libre ang ticket at ang bahay para sa inyo')).toBeNull();
    expect(betterLatinLanguage('Nafasi ya kazi kwa vijana, mshahara mzuri na tiketi ya bure')).toBeNull();
    expect(betterLatinLanguage('')).toBeNull();
  });
});

describe('scriptOf', () => {
  it('is the script that names the language as a candidate, and Latin for any other', () => {
    expect(scriptOf('ur')).toBe('arabic');
    expect(scriptOf('zh-Hant')).toBe('han');
    expect(scriptOf('vi')).toBe('latin');
    expect(languagesOf('devanagari')).toEqual(['hi', 'ne']);
  });
});
