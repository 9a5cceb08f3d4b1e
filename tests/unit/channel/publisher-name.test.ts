/** Which names of publishers count as the same. */
import { describe, expect, it } from 'vitest';
import { hasSamePublisherName } from '../../../utils/channel/publisher-name.ts';

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
  ])('is false for %j and %j', (one, two) => {
    expect(hasSamePublisherName(one, two)).toBe(false);
  });
});
