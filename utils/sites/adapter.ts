/**
 * How a site marks its job posts, as data: CSS selectors, plain words and globs, and nothing that runs.
 *
 * An adapter has several layouts, because a site serves several at once (logged out, logged in, the one being tried on
 * some readers). Each layout says which elements are posts and where in such an element each field stands. What must be
 * there stands beside the selectors (`expect`), so that a redesign is noticed and said instead of passing for silence.
 */

/** Where a field's words are. A list of these is tried in order; the first that gives text is taken. */
export interface FieldSource {
  /** Inside the post's element; `:scope` is that element itself. */
  css: string;
  /** Read this attribute instead of the text. */
  attr?: string;
  /** Elements inside that are not read: labels for screen readers, badges. */
  strip?: string;
  /** Words at the end that the site adds, e.g. ` - job post`. */
  cutEnd?: string[];
}

export const ADAPTER_FIELDS = ['title', 'company', 'location', 'salary', 'text', 'poster'] as const;
export type AdapterField = (typeof ADAPTER_FIELDS)[number];

export interface Layout {
  /** Unique in its adapter, e.g. `guest-card`. */
  id: string;
  kind: 'card' | 'detail' | 'social';
  /** Globs over path and query (`*` is any run of characters); everywhere on the site when absent. */
  urls?: string[];
  /** Elements that are posts. Inside one another, the outer one counts. */
  root: string;
  /** Matching elements that are not posts, e.g. similar jobs under the main one. */
  not?: string;
  /** Not read in any field: the site's own notices, menus, scores. */
  strip?: string;
  /** Of `text` all matches are read; of the others the first. A card without `text` is read whole. */
  fields: Partial<Record<AdapterField, FieldSource[]>>;
  /** The post's address; `href` unless `attr` says otherwise. */
  link?: FieldSource[];
  /** Where a card's marker goes; the title's element when absent. */
  anchor?: string;
  /** Fields without which a post was not read. */
  expect: AdapterField[];
}

/** Signs of a page that shows a login, a check for robots or an error instead of posts. */
export interface Wall {
  /** Elements that stand on such pages only. */
  css?: string;
  /** Words at the beginning of the document's title. */
  title?: string[];
  /** Globs over path and query. */
  urls?: string[];
}

export interface SiteAdapter {
  id: string;
  /** For people, e.g. `LinkedIn`. */
  name: string;
  /** As in match patterns: `www.example.com`, or `*.example.com` for the host and all below it. */
  hosts: string[];
  group: 'job-boards' | 'social';
  /** `page <date>`: tried on a page saved then; `fixture`: on documented hooks only; `none`: listed, not read. */
  verified: string;
  /** Globs over path and query of pages that show posts: finding none there means that the page could not be read. */
  expected?: string[];
  wall?: Wall;
  layouts: Layout[];
}

/** What the finder for sites without an adapter knows: see `knowledge/finder.yaml`. */
export interface FinderKnowledge {
  /** Marks that any site may use: `microdata`, and `hints`, whose fields name the parts of a card or of a post's page. */
  layouts: Layout[];
  wall: Wall;
  /** Words of headings and conditions in job posts, by language. Lower case. */
  words: Record<string, string[]>;
  /** Words of lists and addresses of jobs, e.g. `jobs`, `vacancies`. Lower case. */
  places: string[];
  /** Words of pages that sell goods; they count against. Lower case. */
  against: string[];
  /** Words of titles that look for somebody, e.g. `we are hiring`. Lower case. */
  hiring: string[];
  /** Words on links and buttons that lead to an application. Lower case. */
  apply: string[];
  /** Labels that the employer's name follows, e.g. `company`. Lower case. */
  employer: string[];
  /** Globs over host and path of private talks, which are never read. */
  private: string[];
}

/** The compiled target `sites.json`. */
export interface SiteKnowledge {
  adapters: SiteAdapter[];
  finder: FinderKnowledge;
}
