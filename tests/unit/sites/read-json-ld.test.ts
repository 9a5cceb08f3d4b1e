import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLenient, readJsonLd } from '../../../utils/sites/read-json-ld.ts';
import { pageOf } from './read-fixture.ts';

describe('readJsonLd', () => {
  it('accepts raw line breaks, comments and trailing commas', () => {
    expect(parseLenient('<!-- {"a":"one\ntwo\tthree",} -->')).toEqual({ a: 'one\ntwo three' });
    expect(parseLenient('/*<![CDATA[*/{"a":[1,2,],}/*]]>*/')).toEqual({ a: [1, 2] });
    expect(parseLenient('{"a":"x, ]"};')).toEqual({ a: 'x, ]' });
    expect(parseLenient('{"a"')).toBeNull();
  });

  it('reads valid JSON as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        expect(parseLenient(json)).toEqual(JSON.parse(json));
      }),
    );
  });

  it('does not throw on any malformed script', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const document = pageOf('<script type="application/ld+json"></script>', 'https://a.example/');
        document.querySelector('script')!.textContent = `{"@type":"JobPosting","title":${text}}`;
        expect(readJsonLd(document).postings.length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 50 },
    );
  });

  it('turns markup in a description into text, also when it is escaped twice', () => {
    const posting = {
      '@type': 'JobPosting',
      title: 'A',
      description: '&lt;p&gt;One &amp;amp; two&lt;/p&gt;&lt;br&gt;three',
    };
    const page = `<script type="application/ld+json">${JSON.stringify(posting)}</script>`;
    expect(readJsonLd(pageOf(page, 'https://a.example/')).postings[0]?.text).toBe('One & two\nthree');
  });
});
