/** Reads a saved page or a fixture as the extension does, without a browser. */
import { JSDOM, VirtualConsole } from 'jsdom';
import type { PageStatus } from '../../utils/sites/page-status.ts';
import type { JobPost } from '../../utils/model/job-post.ts';
import type { SiteKnowledge } from '../../utils/sites/adapter.ts';
import { adaptersFor } from '../../utils/sites/adapters-for.ts';
import { findPosts, pageStatusOf } from '../../utils/sites/find-posts.ts';
import { findGeneric } from '../../utils/sites/find-generic.ts';

export interface ReadDocument {
  status: PageStatus;
  adapter: string | null;
  posts: JobPost[];
}

export function documentOf(html: string | Buffer, url: string): Document {
  const virtualConsole = new VirtualConsole();
  return new JSDOM(html, { url, contentType: 'text/html; charset=utf-8', virtualConsole }).window.document;
}

/** @param withAdapters false to read by the general finder alone */
export function readDocument(document: Document, url: string, sites: SiteKnowledge, withAdapters = true): ReadDocument {
  const adapters = withAdapters ? adaptersFor(sites.adapters, new URL(url).hostname) : [];
  const knowledge = { ...sites, adapters };
  const reading = findPosts(knowledge, findGeneric, document, url);
  return {
    status: pageStatusOf(knowledge, reading, document, url),
    adapter: reading.adapter,
    posts: reading.posts.map(({ post }) => post),
  };
}
