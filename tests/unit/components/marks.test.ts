/** Marks in the text, where the reader chose the colours: each has words that stand out from what is behind them. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const css = readFileSync(new URL('../../../components/check/check.css', import.meta.url), 'utf8');
const [outside = '', forced = ''] = css.split('@media (forced-colors: active) {');

/** Selectors of the rules on marks, with what they declare. */
const rulesOf = (part: string): { selectors: string[]; body: string }[] =>
  [...part.matchAll(/([^{}]+)\{([^{}]*)\}/gu)]
    .map(([, selector = '', body = '']) => ({
      selectors: selector.split(/,(?![^(]*\))/u).map((one) => one.trim()),
      body,
    }))
    .filter(({ selectors }) => selectors.some((one) => /(?:^|\s)mark\b/u.test(one)));

it('each rule on the ground of a mark has one with forced colours', () => {
  const withGround = rulesOf(outside).filter(({ body }) => body.includes('background'));
  expect(withGround.length).toBeGreaterThan(2);
  const answered = rulesOf(forced).flatMap(({ selectors }) => selectors);
  const plain = withGround.flatMap(({ selectors }) => selectors.filter((one) => !one.startsWith('.beside.none mark.')));
  expect(answered).toEqual(expect.arrayContaining(plain));
});

it('no words in the colour of marks stand without its ground', () => {
  for (const { selectors, body } of rulesOf(forced))
    expect([selectors, /color: MarkText/u.test(body)]).toEqual([selectors, /background: Mark;/u.test(body)]);
});
