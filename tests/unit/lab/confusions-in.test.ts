import { expect, test } from 'vitest';
import { confusionsIn } from '../../../tools/lab/bench/pictures/confusions-in.ts';

test.each([
  ['leo881', 'leo88l', [['1', 'l']]],
  [
    'hr_mae_sot',
    'hrmae sot',
    [
      ['_', ''],
      ['_', ' '],
    ],
  ],
  ['money', 'rnoney', [['m', 'rn']]],
  ['corner', 'comer', [['rn', 'm']]],
  ['same', 'same', []],
  ['', 'ab', [['', 'ab']]],
])('%s read as %s', (truth, read, confusions) => {
  expect(confusionsIn(truth, read)).toEqual(confusions);
});
