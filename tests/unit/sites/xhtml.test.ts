/** XHTML gives names of elements as they are written: a page is read the same in HTML and in XHTML. */
import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { readSites } from '../../../tools/knowledge/sites.ts';
import { findGeneric } from '../../../utils/sites/find-generic.ts';
import { withRestOfPage } from '../../../utils/sites/rest-of-page.ts';

const { finder } = await readSites('knowledge');
const find = withRestOfPage(findGeneric);
const URL_OF_PAGE = 'https://board.example/jobs/search';

function postsOf(body: string, contentType: string) {
  const html = `<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Jobs</title></head><body>${body}</body></html>`;
  const { document } = new JSDOM(html, { url: URL_OF_PAGE, contentType }).window;
  return find(finder, document, URL_OF_PAGE).posts.map(({ post, isRestOfPage }) => ({ ...post, isRestOfPage }));
}

const ROWS = ['Dairy hand', 'Ferry mate', 'Lab clerk', 'Night cook']
  .map(
    (name, at) =>
      `<div class="row"><div><a href="/jobs/41${at}7/job">${name}</a></div><div>Harbour ${at} Ltd</div><div>Salary USD 9${at}0 per month</div></div>`,
  )
  .join('');
const POST =
  '<h2>Night cook</h2><p>Job description</p><p>Salary USD 900 per month, full-time, no experience needed. Apply now. Ask for the cook of the restaurant, six evenings a week, meals on shift.</p>';

const CARDS = ['Dairy hand', 'Ferry mate', 'Lab clerk', 'Night cook']
  .map(
    (name, at) =>
      `<li class="job-card"><h3>${name} wanted</h3><p class="company">Harbour ${at} Ltd</p><p>Salary USD 9${at}0 per month, full-time, no experience needed</p></li>`,
  )
  .join('');

describe('a page in XHTML', () => {
  it.each([
    ['a list', `<main>${ROWS}</main>`],
    ['a list without links', `<main><h1>Jobs</h1><ul>${CARDS}</ul></main>`],
    ['a post', `<main>${POST}</main>`],
    [
      'a post beside menus and fields',
      `<nav><ul><li><a href="/jobs/">Jobs</a></li></ul></nav><main>${POST}<select><option>Salary per month</option></select></main><footer>Jobs, salary</footer>`,
    ],
  ])('is read like %s in HTML', (_what, body) => {
    const posts = postsOf(body, 'text/html');
    expect(posts.length).toBeGreaterThan(0);
    expect(postsOf(body, 'application/xhtml+xml')).toEqual(posts);
  });
});
