/** Reads a fixture: a page in a site's real structure with invented content. What is expected of it is on top. */
import { readFileSync } from 'node:fs';
import { JSDOM, VirtualConsole } from 'jsdom';
import type { JobPost } from '../../../utils/model/job-post.ts';

export interface Fixture {
  url: string;
  status: string;
  adapter: string | null;
  /** The fields named are compared, `text` and the others exactly. */
  posts: Partial<JobPost>[];
  document: Document;
}

export function pageOf(html: string | Buffer, url: string): Document {
  const { window } = new JSDOM(html, {
    url,
    contentType: 'text/html; charset=utf-8',
    virtualConsole: new VirtualConsole(),
  });
  return window.document;
}

const parser = new new JSDOM().window.DOMParser();

/** A document without an address or a window: much cheaper than `pageOf`. */
export const parsePage = (html: string): Document => parser.parseFromString(html, 'text/html');

export function readFixture(path: string): Fixture {
  const source = readFileSync(path, 'utf8');
  const head = /^<!--([\s\S]*?)-->/u.exec(source)?.[1];
  if (head === undefined) throw new Error(`${path}: a comment with what is expected comes first`);
  const expected = JSON.parse(head) as Omit<Fixture, 'document'>;
  return { ...expected, document: pageOf(source.slice(head.length + 7), expected.url) };
}
