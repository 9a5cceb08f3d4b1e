/** Pages that call their post something else, so that a reader of pages leaves it out. */
import { describe, expect, it } from 'vitest';
import { readSites } from '../../../tools/knowledge/sites.ts';
import { findGeneric } from '../../../utils/sites/find-generic.ts';
import { pageOf } from './read-fixture.ts';

const { finder } = await readSites('knowledge');
const URL_OF_JOB = 'https://offers.example/jobs/7';
const POST =
  '<h1>Chat support wanted</h1><p>We are hiring. Salary USD 1,500 per month, no experience needed, full-time contract with benefits and a free room. Apply now by telegram.</p>';

describe('findGeneric', () => {
  it.each([
    '<div class="related-jobs">',
    '<div class="similar">',
    '<div class="cookie-notice" id="cookie">',
    '<div role="dialog" aria-modal="true">',
    '<div role="navigation">',
    '<aside>',
    '<footer>',
    '<nav>',
  ])('reads a post inside %s', (opening) => {
    const [, tag] = /^<(\w+)/u.exec(opening) ?? [];
    const document = pageOf(`<main>${opening}${POST}</${tag}></main>`, URL_OF_JOB);
    const [found] = findGeneric(finder, document, URL_OF_JOB).posts;
    expect(found?.post.title).toBe('Chat support wanted');
    expect(found?.post.text).toContain('telegram');
  });
});
