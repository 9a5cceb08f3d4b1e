/**
 * What was read in a handle, and what the picture may show; chosen by hand. In 1,864 handles on clear posters the first
 * two were seen six and four times. `npm run -s bench -- confusions --seed 3` counts them. The others are known from
 * small print and photos.
 */
export const CONFUSED_CHARACTERS: readonly (readonly [read: string, shown: string])[] = [
  ['.', '_'],
  ['l', '1'],
  ['o', '0'],
  ['0', 'o'],
  ['1', 'l'],
  ['l', 'i'],
  ['i', 'l'],
  ['i', '1'],
  ['1', 'i'],
  ['rn', 'm'],
  ['m', 'rn'],
];
