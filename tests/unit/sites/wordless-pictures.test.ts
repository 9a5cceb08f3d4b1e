import { readFileSync } from 'node:fs';
import { JSDOM } from 'jsdom';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { AlternativeTextsSchema, SiteAdapterSchema } from '../../../utils/sites/adapter-schema.ts';
import { createPostRoots } from '../../../utils/page-reader/post-roots.ts';

const URL = 'https://www.facebook.com/groups/work/';
const read = (file: string): unknown => parse(readFileSync(`knowledge/${file}`, 'utf8'));
const FACEBOOK = {
  ...v.parse(SiteAdapterSchema, read('sites/facebook.yaml')),
  alternativeTexts: v.parse(AlternativeTextsSchema, read('alternative-texts.yaml')),
};

/** Alternative texts of the pictures that are offered for checking, in a post with this picture and these words. */
function offered(alternativeText: string, words: string): string[] {
  const { document } = new JSDOM(
    `<div role="feed"><div><h3><a role="link">Nok</a></h3>
      ${words === '' ? '' : `<div data-ad-preview="message">${words}</div>`}
      <a href="/photo?fbid=1"><img alt="${alternativeText}"></a></div></div>`,
    { url: URL },
  ).window;
  globalThis.document = document;
  const roots = createPostRoots([FACEBOOK], URL);
  const [element] = roots.findIn(document);
  if (element === undefined) throw new Error('no post was found');
  return roots.pictures(element, roots.read(element)).map((picture) => picture.getAttribute('alt') ?? '');
}

describe('wordlessPictures', () => {
  it('are the pictures of a post without words', () => {
    expect(offered('No photo description available.', '')).toHaveLength(1);
    expect(offered('May be an image of poster', '')).toHaveLength(1);
    expect(offered('', 'Apply now!!')).toHaveLength(1);
  });

  it('are none where the post says what it offers', () => {
    const words = 'Cook wanted in Penang, six days a week, RM 2,400 and a staff room.';
    expect(offered('', words)).toEqual([]);
    expect(offered(`May be an image of text that says '${words}'`, '')).toEqual([]);
  });

  it('are none where the site describes a picture without words', () => {
    expect(offered('May be an image of 2 people and beach', '')).toEqual([]);
  });
});
