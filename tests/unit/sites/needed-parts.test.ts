import { describe, expect, it } from 'vitest';
import { readSites } from '../../../tools/knowledge/sites.ts';
import { neededParts } from '../../../utils/sites/needed-parts.ts';
import { postDetectorRules } from '../../../utils/sites/post-detector-rules.ts';

const { adapters, finder } = await readSites('knowledge');

describe('neededParts', () => {
  it.each([
    ['.card', ['.card']],
    ['main:has(.title):not(:has(.list, .pane))', ['.title']],
    ['main:has(.a, [x="1,)2"]) > .b', ['.a', '[x="1,)2"]']],
    ['[role="item"]:has([data-id=\'(\'])', ["[data-id='(']"]],
    ['body:has(> .top)', ['.top']],
    ['body:has(> * > .top .inner)', ['.top .inner']],
    ['p:has(+ *)', ['*']],
  ])('of %s are %j', (selector, parts) => {
    expect(neededParts(selector)).toEqual(parts);
  });

  it.each([
    'main:not(:has(.list))',
    ':is(main:has(.a), .b)',
    'main:has(:is(.a, .b))',
    'main:has(:scope > .a)',
    'main:has(& > .a)',
    'li:nth-child(2):has(.a)',
    'main:has()',
    '.md\\:has\\(.a\\)',
  ])('of %s are the selector itself', (selector) => {
    expect(neededParts(selector)).toEqual([selector]);
  });
});

describe('the rules of LinkedIn', () => {
  it('name each needed part once', () => {
    const { roots, rootParts } = postDetectorRules(
      adapters.filter(({ id }) => id === 'linkedin'),
      finder,
      'https://www.linkedin.com/company/x/',
    );
    expect(rootParts).toEqual([...new Set(rootParts)]);
    expect(rootParts.length).toBeLessThan(roots.length);
    expect(rootParts.filter((part) => part.includes(':has'))).toEqual([]);
  });
});
