/** Posts on pages whose headings and names say something else. */
import { describe, expect, it } from 'vitest';
import { readSites } from '../../../tools/knowledge/sites.ts';
import { findGeneric } from '../../../utils/sites/find-generic.ts';
import { pageOf } from './read-fixture.ts';

const { finder } = await readSites('knowledge');

function postsAt(url: string, html: string) {
  return findGeneric(finder, pageOf(html, url), url).posts.map(({ post }) => post);
}

const TEXT =
  '<p>You pack and weigh what the mill makes and keep the store in order. Requirements: one year of experience and a steady hand. Salary USD 2,100 per month, full-time, with benefits. Apply now by mail.</p>';

describe('findGeneric on job pages', () => {
  it('reads the title where the heading names the page', () => {
    const [found] = postsAt(
      'https://mill.example/careers/4262/job',
      `<h1>Career Opportunities</h1><table><tr><td class="Header_JobTitle">Packer</td></tr><tr><td>Company:</td><td>North Mill</td></tr><tr><td>${TEXT}</td></tr></table>`,
    );
    expect([found?.title, found?.company]).toEqual(['Packer', 'North Mill']);
  });

  it.each([
    ['North Mill', 'Packer'],
    ['North Mill - Vacancies', 'Packer'],
    ['Packer and weigher | North Mill', 'Packer and weigher, evening shift'],
  ])('reads the company from the page title %s', (name, title) => {
    const url = 'https://mill.example/vacancies/packer-17';
    const document = pageOf(`<main><h1>${title}</h1>${TEXT}</main>`, url);
    document.title = name;
    const [found] = findGeneric(finder, document, url).posts;
    expect([found?.post.title, found?.post.company]).toEqual([title, 'North Mill']);
  });
});
