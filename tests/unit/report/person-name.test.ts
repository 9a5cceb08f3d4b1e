import { describe, expect, it } from 'vitest';
import { extractPersonName, nameParts } from '../../../utils/report/person-name.ts';

const nameIn = (label: string): string | null => extractPersonName(label, false);

describe('the name in a label of an account menu', () => {
  it.each([
    ['Nadia Testerova', 'Nadia Testerova'],
    ['  Nadia\u200B \n Testerova. ', 'Nadia Testerova'],
    ['Photo of Nadia Testerova', 'Nadia Testerova'],
    ['Open the profile picture of Nadia', 'Nadia'],
    ['Foto de perfil: menu de Nadia', 'Nadia'],
    ['Your account: Nadia Testerova', 'Nadia Testerova'],
    ['User menu | Nadia', 'Nadia'],
    ['Welcome back, Nadia!', 'Nadia'],
    ['Signed in as Nadia', 'Nadia'],
    ['Hello Nadia', 'Nadia'],
    ['Nadia Testerova’s profile picture', 'Nadia Testerova'],
    ["James' account", 'James'],
    ['Nadia (you)', 'Nadia'],
    ['Nadia | Account settings', 'Nadia'],
    ['田中さん', '田中'],
    ['王小明的个人资料', '王小明'],
    ['Ana de la Cruz', 'Ana de la Cruz'],
    ['Nurul binti Ahmad', 'Nurul binti Ahmad'],
    ['Seán O’Neill-Byrne', 'Seán O’Neill-Byrne'],
    ['Zoe\u0308 M.', 'Zoë M'],
    ['Ana Bo Cy Di Ed', 'Ana Bo Cy Di Ed'],
  ])('%j: %s', (label, name) => {
    expect(nameIn(label)).toBe(name);
  });

  it.each([
    ['one word that may be anything', 'Nadia'],
    ['a word of a menu', 'Nadia Settings'],
    ['a word of a menu in another language', 'Mi Perfil'],
    ['two words that are a menu together', 'Hồ Sơ'],
    ['words in lower case', 'nadia testerova'],
    ['a word in lower case that is no particle', 'Nadia likes Testers'],
    ['a digit', 'Nadia Testerova 2'],
    ['a sign before it', '-Nadia Testerova'],
    ['six words', 'Ana Bo Cy Di Ed Fo'],
    ['nothing', ' . '],
    ['more than 60 letters', `N${'a'.repeat(29)} T${'e'.repeat(30)}`],
  ])('is no name: %s', (_case, label) => {
    expect(nameIn(label)).toBeNull();
  });

  it('may have 60 letters', () => {
    const name = `N${'a'.repeat(29)} T${'e'.repeat(28)}`;
    expect(nameIn(name)).toBe(name);
  });

  it('is one word only in a place of names, and has three letters where the script has capitals', () => {
    expect(extractPersonName('Nadia', true)).toBe('Nadia');
    expect(extractPersonName('Bo', true)).toBeNull();
    expect(extractPersonName('Bob', true)).toBe('Bob');
    expect(extractPersonName('小明', true)).toBe('小明');
    expect(extractPersonName('明', true)).toBeNull();
    expect(extractPersonName('nadia', true)).toBeNull();
  });
});

describe('the parts of a name that are removed on their own', () => {
  it('are its words of three letters and more with a capital', () => {
    expect(nameParts('Ana de la Cruz')).toEqual(['Ana', 'Cruz']);
    expect(nameParts('Ana·Cruz')).toEqual(['Ana', 'Cruz']);
  });

  it('are none where one word is left, or the script has no capitals', () => {
    expect(nameParts('Nadia')).toEqual([]);
    expect(nameParts('Nadia Bo')).toEqual([]);
    expect(nameParts('小明明 王小明')).toEqual([]);
  });
});
