/**
 * Site adapters: data that says how a site marks its job posts. CSS selectors, plain words and globs; no code.
 *
 * An adapter has several layouts, because a site serves several at once (logged out, logged in, experiments). A layout
 * names the elements that are posts and where each field is inside them. `expect` names the fields that must be there:
 * a redesign is reported, and not taken for a page without posts.
 */

/** Where to read a field. Sources of a field are tried in order; the first with text is used. */
export interface FieldSource {
  /** Inside the post's element; `:scope` is that element itself. */
  css: string;
  /** Read this attribute instead of the text. */
  attr?: string;
  /** Descendants that are not read, for example labels for screen readers. */
  strip?: string;
  /** Suffixes that the site adds, e.g. ` - job post`. */
  cutEnd?: string[];
}

export const ADAPTER_FIELDS = ['title', 'company', 'location', 'salary', 'text', 'poster'] as const;
export type AdapterField = (typeof ADAPTER_FIELDS)[number];

export interface Layout {
  /** Unique in its adapter, e.g. `guest-card`. */
  id: string;
  kind: 'card' | 'detail' | 'social';
  /** Globs over path and query (`*` matches any characters); the whole site when absent. */
  urls?: string[];
  /** Post elements. Of nested matches the outermost counts. */
  root: string;
  /** Matching elements that are not posts, e.g. similar jobs under the main one. */
  not?: string;
  /** Descendants that no field reads: notices, menus and scores of the site. */
  strip?: string;
  /** `text` reads all matches, other fields the first. A card without `text` is read whole. */
  fields: Partial<Record<AdapterField, FieldSource[]>>;
  /** The post's address; `href` unless `attr` says otherwise. */
  link?: FieldSource[];
  /** Element beside which the marker is drawn; the title when absent. */
  anchor?: string;
  /** Pictures in the post whose alternative text quotes the words on them; these are added to the text. */
  pictures?: string;
  /** Fields that a complete post has. */
  expect: AdapterField[];
}

/** How a site describes pictures in the alternative text, in one language of its interface. */
export interface AlternativeText {
  /** Sentences around the words on a picture, which stand at `{}`. */
  quotes: string[];
  /** Parts of the sentence that describes any picture. */
  describes: string[];
  /** What a description calls words on a picture. */
  words: string[];
}

/** By language, BCP 47. */
export type AlternativeTexts = Record<string, AlternativeText>;

/** How to recognise a page that shows a login, a CAPTCHA or an error instead of posts. */
export interface Wall {
  /** Elements that only such pages have. */
  css?: string;
  /** Prefixes of the document's title. */
  title?: string[];
  /** Globs over path and query. */
  urls?: string[];
}

export interface SiteAdapter {
  id: string;
  /** Display name, e.g. `LinkedIn`. */
  name: string;
  /** Host patterns as in match patterns: `www.example.com`, or `*.example.com` for the host and its subdomains. */
  hosts: string[];
  group: 'job-boards' | 'social';
  /**
   * `page YYYY-MM`: tested on a page saved then. `fixture`: on documented hooks only. `none`: no adapter reads it, the
   * general finder may. `off`: nothing reads it.
   */
  verified: string;
  /** Globs over path and query of pages that show posts. Without posts such a page counts as unreadable. */
  expected?: string[];
  wall?: Wall;
  layouts: Layout[];
  /** From `knowledge/alternative-texts.yaml`, for adapters whose layouts name pictures. */
  alternativeTexts?: AlternativeTexts;
}

/** Data of the general finder for pages without an adapter; see `knowledge/finder.yaml`. */
export interface FinderKnowledge {
  /** Layouts for any site: `microdata`, and `hints`, whose fields select the parts of a card or a post's page. */
  layouts: Layout[];
  wall: Wall;
  /** Words of headings and conditions in job posts, by language. Lower case. */
  words: Record<string, string[]>;
  /** Words of lists and addresses of jobs, e.g. `jobs`, `vacancies`. Lower case. */
  places: string[];
  /** Words of shops, which lower the score. Lower case. */
  against: string[];
  /** Words of titles that announce a vacancy, e.g. `we are hiring`. Lower case. */
  hiring: string[];
  /** Labels of links and buttons that lead to an application. Lower case. */
  apply: string[];
  /** Labels before the employer's name, e.g. `company`. Lower case. */
  employer: string[];
  /**
   * Globs over host and path of private conversations, which are never read. A whole host (`host/*`) yields to an adapter
   * that names this host.
   */
  private: string[];
}

/** The content of the compiled `sites.json`. */
export interface SiteKnowledge {
  adapters: SiteAdapter[];
  finder: FinderKnowledge;
}
