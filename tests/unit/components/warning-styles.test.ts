/** The names of the overlay's style sheet that count in the whole document: a page could give them another meaning. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { renameProperties } from '../../../components/warning/styles.ts';

const css = ['warning', 'panel', 'circumstances']
  .map((name) => readFileSync(new URL(`../../../components/warning/${name}.css`, import.meta.url), 'utf8'))
  .join('\n');

test('the style sheets name no font and define nothing that a page could redefine', () => {
  expect(css).not.toMatch(/@(?:font-face|keyframes|counter-style|property)/u);
  const families = [...css.matchAll(/font(?:-family)?\s*:([^;}]+)/gu)].map(([, value]) => value?.trim() ?? '');
  expect(families.length).toBeGreaterThan(0);
  for (const family of families) expect(family).toMatch(/^(?:inherit|[\d.]+px\/[\d.]+\s*system-ui,\s*sans-serif)$/u);
});

test('custom properties, also those of the brand, have other names in each page', () => {
  const styles = {
    css: '.a { --ink: red; color: var(--ink, var(--brand-light)) }',
    theme: { '--brand-light': '#123' },
  };
  expect(renameProperties(styles, 'x7')).toEqual({
    css: '.a { --x7-ink: red; color: var(--x7-ink, var(--x7-brand-light)) }',
    theme: { '--x7-brand-light': '#123' },
  });
  expect(renameProperties(styles).css).not.toBe(renameProperties(styles).css);
  expect(renameProperties({ css, theme: {} }, 'x7').css).not.toMatch(/--(?!x7-)/u);
});

test('nothing of it is printed: there its places in the window would be on other words', () => {
  expect(css).toMatch(/@media print \{\s*\.all \{\s*display: none !important;/u);
});
