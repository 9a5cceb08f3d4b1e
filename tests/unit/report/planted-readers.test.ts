import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { collectReaderData } from '../../../utils/report/collect-reader-data.ts';
import { redactPost } from '../../../utils/report/redact-post.ts';
import { plantedPages, RECRUITER } from './planted-pages.ts';
import { postWith, reportOf, tracesOf } from './planted-report.ts';

describe('a report from fifty pages that plant their reader', () => {
  const pages = plantedPages();

  it('has fifty pages, each of which shows its reader before anything is taken out', () => {
    expect(pages).toHaveLength(50);
    for (const { page, reader } of pages) {
      const shown = `${page.html} ${page.url} ${page.contacts.join(' ')} ${reader.cookie}`;
      expect(tracesOf(reader, shown), page.form).toHaveLength(7);
    }
  });

  for (const { page, reader } of pages) {
    it(`keeps ${reader.name} out: ${page.form}`, () => {
      const { document } = new JSDOM(page.html, { url: 'https://board.example/' }).window;
      const self = collectReaderData(
        document,
        document.querySelector('#post'),
        `lang=en; sid=${reader.cookie}; city=Thailand`,
      );
      const post = postWith({
        text: `${page.text} ${reader.cookie}`,
        contacts: page.contacts,
        url: page.url,
        poster: reader.name,
      });
      const report = reportOf(redactPost(post, self).post);
      expect(tracesOf(reader, report)).toEqual([]);
      for (const contact of Object.values(RECRUITER)) expect(report).toContain(contact);
      expect(report).toContain('39123');
      expect(report).toContain('ticket and room paid');
    });
  }
});
