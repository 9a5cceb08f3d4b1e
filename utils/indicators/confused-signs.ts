/** What was read in a handle, and what the picture may show. */
export const CONFUSED_SIGNS: readonly (readonly [read: string, shown: string])[] = [
  ['o', '0'],
  ['0', 'o'],
  ['l', '1'],
  ['1', 'l'],
  ['l', 'i'],
  ['i', 'l'],
  ['i', '1'],
  ['1', 'i'],
  ['rn', 'm'],
  ['m', 'rn'],
];
