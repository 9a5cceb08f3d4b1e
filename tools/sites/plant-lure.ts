/** Puts the text of an invented lure into the first posts of a page. */
import type { SiteKnowledge } from '../../utils/sites/adapter.ts';
import { adaptersFor } from '../../utils/sites/adapters-for.ts';
import { findPosts } from '../../utils/sites/find-posts.ts';
import { findGeneric } from '../../utils/sites/find-generic.ts';
import { documentOf } from './read-document.ts';

const LURE =
  'Urgent hiring for our office in Mae Sot, no experience needed. Free air ticket, visa, room and four meals a day. You chat with foreign customers from ready scripts, USD 1,500 a month. Our driver meets you at the airport and takes you across the river. No interview. Telegram only: @bkk_dream_team';

/** The page with the lure in place of the longest text of its first `count` posts. */
export function plantLure(html: string, url: string, sites: SiteKnowledge, count = 1): string {
  const document = documentOf(html, url);
  const knowledge = { ...sites, adapters: adaptersFor(sites.adapters, new URL(url).hostname) };
  for (const { element, anchor, post } of findPosts(knowledge, findGeneric, document, url).posts.slice(0, count)) {
    const texts: Text[] = [];
    const walker = document.createTreeWalker(element, 0x4);
    while (walker.nextNode() !== null) {
      const text = walker.currentNode as Text;
      const words = text.data.trim();
      if (words !== '' && post.text.includes(words)) texts.push(text);
    }
    // On social sites the anchor may be the text itself.
    const free = texts.filter((text) => !anchor.contains(text));
    const longest = (free.length > 0 ? free : texts).sort((a, b) => b.data.length - a.data.length)[0];
    if (longest !== undefined) longest.data = LURE;
  }
  return document.documentElement.outerHTML;
}
