/**
 * Saved pages of real sites, seen by nobody signed in: nobody there may be taken for the reader. Then a reader is planted
 * in each, and must not stand in a report from it.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { JSDOM, VirtualConsole } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { collectReaderData } from '../../utils/report/collect-reader-data.ts';
import { redactPost } from '../../utils/report/redact-post.ts';
import { EMPTY_READER_DATA } from '../../utils/report/reader-data.ts';
import { plantedPages, RECRUITER } from '../unit/report/planted-pages.ts';
import { postWith, reportOf, tracesOf } from '../unit/report/planted-report.ts';

const FOLDER = '../shared/pages';
/** Bytes of a packed page; larger ones take jsdom seconds each. */
const MAX_REPORT_BYTES = 46_000;

const pages = existsSync(FOLDER)
  ? readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.html.gz') && statSync(join(FOLDER, name)).size < MAX_REPORT_BYTES)
      .sort()
  : [];

function load(html: string): Document {
  return new JSDOM(html, { url: 'https://board.example/', virtualConsole: new VirtualConsole() }).window.document;
}

describe.skipIf(pages.length === 0)('saved pages (skipped without ../shared/pages)', { timeout: 240_000 }, () => {
  it('are at least as many as the test needs', () => {
    expect(pages.length).toBeGreaterThan(10);
  });

  it.each(pages)('take no reader data from %s, and remove all that is planted there', (name) => {
    const html = gunzipSync(readFileSync(join(FOLDER, name))).toString('utf8');
    const document = load(html);
    expect(collectReaderData(document, null, '')).toEqual(EMPTY_READER_DATA);

    const planted = plantedPages();
    const { page, reader } = planted[(pages.indexOf(name) * 7) % planted.length] as (typeof planted)[number];
    document.head.insertAdjacentHTML('beforeend', page.parts.head);
    document.body.insertAdjacentHTML('afterbegin', page.parts.bars);
    document.body.insertAdjacentHTML('beforeend', page.parts.body);
    const self = collectReaderData(document, null, `sid=${reader.cookie}`);
    const post = postWith({
      text: `${page.text} ${reader.cookie}`,
      contacts: page.contacts,
      url: page.url,
      poster: reader.name,
    });
    const report = reportOf(redactPost(post, self).post);
    expect(tracesOf(reader, report), page.form).toEqual([]);
    for (const contact of Object.values(RECRUITER)) expect(report).toContain(contact);
  });
});
