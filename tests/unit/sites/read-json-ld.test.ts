import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseLenient, readJsonLd } from '../../../utils/sites/read-json-ld.ts';
import { pageOf } from './read-fixture.ts';

test('raw line ends, comments and commas too many are forgiven', () => {
  expect(parseLenient('<!-- {"a":"one\ntwo\tthree",} -->')).toEqual({ a: 'one\ntwo three' });
  expect(parseLenient('/*<![CDATA[*/{"a":[1,2,],}/*]]>*/')).toEqual({ a: [1, 2] });
  expect(parseLenient('{"a":"x, ]"};')).toEqual({ a: 'x, ]' });
  expect(parseLenient('{"a"')).toBeNull();
});

test('what JSON says is read as JSON.parse reads it', () => {
  fc.assert(
    fc.property(fc.json(), (json) => {
      expect(parseLenient(json)).toEqual(JSON.parse(json));
    }),
  );
});

test('no script, however malformed, throws', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const document = pageOf('<script type="application/ld+json"></script>', 'https://a.example/');
      document.querySelector('script')!.textContent = `{"@type":"JobPosting","title":${text}}`;
      expect(readJsonLd(document).postings.length).toBeLessThanOrEqual(1);
    }),
    { numRuns: 50 },
  );
});

test('markup in a description becomes words, also when it is escaped once more', () => {
  const posting = {
    '@type': 'JobPosting',
    title: 'A',
    description: '&lt;p&gt;One &amp;amp; two&lt;/p&gt;&lt;br&gt;three',
  };
  const page = `<script type="application/ld+json">${JSON.stringify(posting)}</script>`;
  expect(readJsonLd(pageOf(page, 'https://a.example/')).postings[0]?.text).toBe('One & two\nthree');
});
