import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLenient, readJsonLd } from '../../../utils/sites/read-json-ld.ts';
import { pageOf, parsePage } from './read-fixture.ts';

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

/** The postings and types that a page declares with these values. */
function declaredBy(...values: unknown[]) {
  const scripts = values.map((value) => `<script type="application/ld+json">${JSON.stringify(value)}</script>`);
  return readJsonLd(parsePage(scripts.join('')));
}

const postingOf = (fields: object) => declaredBy({ '@type': 'JobPosting', ...fields }).postings[0];

describe('declared postings', () => {
  it.each([
    ['alone', { '@type': 'JobPosting', title: 'Cook' }],
    ['of an address as their type', { '@type': 'https://schema.org/JobPosting', title: 'Cook' }],
    ['of two types', { '@type': ['Thing', 'schema:JobPosting'], title: 'Cook' }],
    ['in a list', [{ '@type': 'Thing' }, { '@type': 'JobPosting', title: 'Cook' }]],
    ['in a graph', { '@graph': [{ '@type': 'JobPosting', title: 'Cook' }] }],
    ['as items', { itemListElement: [{ item: { '@type': 'JobPosting', title: 'Cook' } }] }],
    ['as the subject of a page', { '@type': 'WebPage', mainEntity: { '@type': 'JobPosting', name: 'Cook' } }],
    ['as what a page is about', { about: { '@type': 'JobPosting', title: 'Cook' } }],
  ])('are found %s', (_, value) => {
    expect(declaredBy(value).postings.map(({ title }) => title)).toEqual(['Cook']);
  });

  it('come with the types of all that is declared', () => {
    const { postings, types } = declaredBy({ '@type': 'WebPage', author: 7 }, null, [{ '@type': 'schema:Article' }]);
    expect([postings, [...types]]).toEqual([[], ['WebPage', 'Article']]);
  });

  it('are a hundred at most, and no more than eight levels deep', () => {
    const posting = { '@type': 'JobPosting', title: 'Cook' };
    const nested = (levels: number): object => (levels === 0 ? posting : { about: nested(levels - 1) });
    expect(declaredBy(Array.from({ length: 101 }, () => posting)).postings).toHaveLength(100);
    expect(declaredBy(nested(8)).postings).toHaveLength(1);
    expect(declaredBy(nested(9)).postings).toHaveLength(0);
  });

  it.each([
    ['Mill', 'Mill'],
    [{ name: 'Mill &amp; Sons' }, 'Mill & Sons'],
    [[{ name: 'Mill' }, { name: 'Other' }], 'Mill'],
    [undefined, ''],
  ])('are of the company %j', (hiringOrganization, company) => {
    expect(postingOf({ hiringOrganization })?.company).toBe(company);
  });

  it.each([
    ['Riga', 'Riga'],
    [{ name: 'Riga' }, 'Riga'],
    [{ address: 'Riga' }, 'Riga'],
    [
      { address: { addressLocality: 'Riga', addressRegion: 'Riga', addressCountry: { name: 'Latvia' } } },
      'Riga, Latvia',
    ],
    [['a', 'b', '', 'c', 'd', 'e', 'f'], 'a; b; c; d; e'],
    [null, ''],
  ])('are at the place %j', (jobLocation, location) => {
    expect(postingOf({ jobLocation })?.location).toBe(location);
  });

  it.each([
    [{ currency: 'USD', value: { minValue: 300, maxValue: 400, unitText: 'MONTH' } }, 'USD 300 - 400 MONTH'],
    [{ currency: 'USD', value: { minValue: 1, maxValue: 2, value: 3 } }, 'USD 1 - 2'],
    [{ currency: 'USD', value: 300 }, 'USD 300'],
    [{ minValue: 300, unitText: 'HOUR' }, '300 HOUR'],
    ['300 a month', '300 a month'],
    [300, '300'],
  ])('have the pay %j', (baseSalary, salary) => {
    expect(postingOf({ baseSalary })?.salary).toBe(salary);
    expect(postingOf({ estimatedSalary: baseSalary })?.salary).toBe(salary);
  });

  it('have a day, an address and contacts', () => {
    const contact = { email: 'a@mill.example', telephone: '+371 20' };
    const found = postingOf({
      datePosted: '2026-07-10T10:00',
      url: 'https://mill.example/7',
      applicationContact: contact,
    });
    expect(found).toMatchObject({
      postedAt: '2026-07-10',
      url: 'https://mill.example/7',
      contacts: ['a@mill.example', '+371 20'],
    });
    expect(postingOf({ datePosted: 'July 10' })).toMatchObject({ postedAt: '', url: '', contacts: [] });
  });

  it.each([
    ['<p>One</p><ul><li>Two</li></ul>Three<br/>Four', 'One\nTwo\nThree\nFour'],
    ['One <b>two</b><style>p { }</style><!-- three -->', 'One two'],
    ['One &lt; two &#65;&#x42;&nbsp;&unknown;', 'One < two AB &unknown;'],
    ['&#0;&#1114112;&#1114111;', '\u{10ffff}'],
  ])('have the text of %s', (description, text) => {
    expect(postingOf({ description })?.text).toBe(text);
  });

  it('take no time for each pair of many unclosed tags', () => {
    const startedAt = performance.now();
    for (const tag of ['<script ', '<p ', '<b ']) expect(postingOf({ description: tag.repeat(30_000) })).toBeDefined();
    // One of them took 80 seconds.
    expect(performance.now() - startedAt).toBeLessThan(5000);
  });
});
