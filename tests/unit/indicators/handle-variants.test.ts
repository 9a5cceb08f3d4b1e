import { expect, test } from 'vitest';
import { handleVariants } from '../../../utils/indicators/handle-variants.ts';

test('give back one or two underscores that were lost', () => {
  expect(handleVariants('hrmaesot', 480)).toEqual(expect.arrayContaining(['hr_maesot', 'hr_mae_sot', 'hrmaesot_']));
});

test.each([
  ['anna_2O24'.toLowerCase(), 'anna_2024'],
  ['leo88l', 'leo881'],
  ['anna.hr', 'anna_hr'],
  ['rnoney_job', 'money_job'],
  ['ag1ob4l', 'aglob4l'],
])('%s may be %s', (read, shown) => {
  expect(handleVariants(read, 480)).toContain(shown);
});

test('hold no handle twice, nor the handle itself, and no more than asked for', () => {
  const variants = handleVariants('hrmaesot10', 60);
  expect(variants).toHaveLength(60);
  expect(new Set(variants).size).toBe(60);
  expect(variants).not.toContain('hrmaesot10');
  expect(handleVariants('a'.repeat(33), 60)).toEqual([]);
});

test('variants with one error come before those with two', () => {
  const variants = handleVariants('hrmaesot', 480);
  expect(variants.indexOf('hrmae_sot')).toBeLessThan(variants.indexOf('hr_mae_sot'));
});

test('are all of them for a short handle, the first one too', () => {
  expect(handleVariants('ab', 480)).toEqual(['a_b', 'ab_', 'a_b_']);
});
