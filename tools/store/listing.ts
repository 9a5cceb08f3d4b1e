/** Texts for the forms of each store, and whether each fits its limit. */
import { readJustifications, PACKAGE_PERMISSIONS, SITE_PERMISSIONS } from './permissions-doc.ts';
import { STORE_IDS, type Rules, type StoreId, type StoreRules } from './rules.ts';
import {
  fillTemplate,
  PICTURES,
  readDeclarations,
  readTexts,
  summaryIn,
  type Declarations,
  type Texts,
} from './texts.ts';

export interface Listing {
  /** Path below the listing's folder to the text. */
  files: Map<string, string>;
  /** Remarks for a person, such as a text that is missing in a language. */
  notes: string[];
  /** Texts that a store would reject. */
  faults: string[];
}

export interface ListingOptions {
  /** BCP 47 tags. */
  languages: readonly string[];
  /** Product name. */
  name: string;
  version: string;
  /** Languages of the interface, for the text that says how many. */
  interfaceLanguages: number;
  reviewNotes: string;
}

export function makeListing(options: ListingOptions, rules: Rules): Listing {
  const listing: Listing = { files: new Map(), notes: [], faults: [] };
  const english = readTexts('en');
  if (english === null) throw new Error('knowledge/store/en.yaml is missing');
  for (const language of options.languages) addLanguage(listing, language, { options, rules, english });
  for (const id of STORE_IDS) addAnswers(listing, id, options, rules.stores[id]);
  return listing;
}

interface ListingContext {
  options: ListingOptions;
  rules: Rules;
  english: Texts;
}

function addLanguage(listing: Listing, language: string, { options, rules, english }: ListingContext): void {
  const own = readTexts(language);
  if (own === null)
    listing.notes.push(`${language}: no texts in knowledge/store/${language}.yaml; the English ones are used`);
  const texts = own ?? english;
  if (texts.reviewed === null) listing.notes.push(`${language}: no native speaker has reviewed the texts`);
  const news = texts.news[options.version] ?? english.news[options.version];
  if (texts.news[options.version] === undefined)
    listing.notes.push(`${language}: news has no entry for version ${options.version}`);
  const values = { name: options.name, languages: String(options.interfaceLanguages) };
  for (const id of STORE_IDS) {
    const store = rules.stores[id];
    const add = fileAdder(listing, `${id}/${language}`);
    add('name.txt', options.name, store.name);
    add('summary.txt', summaryIn(language), store.summary);
    add('description.txt', fillTemplate(texts.description, values), store.description, store['description-least']);
    if (news !== undefined) add('whats-new.txt', news, store.news);
    if (id === 'amo') add('captions.txt', PICTURES.map((name) => `${name}: ${texts.captions[name]}`).join('\n'));
    if (store['search-terms'] !== undefined)
      addTerms(listing, `${id}/${language}`, texts['search-terms'], store['search-terms']);
  }
}

/** Adds files below a folder, with a fault when a text is too long or too short. */
function fileAdder({ files, faults }: Listing, folder: string) {
  return (file: string, text: string, most = Infinity, least = 1): void => {
    const path = `${folder}/${file}`;
    files.set(path, `${text.trim()}\n`);
    const { length } = text.trim();
    if (length > most) faults.push(`${path}: ${length} characters, at most ${most} are allowed`);
    if (length < least) faults.push(`${path}: ${length} characters, at least ${least} are required`);
  };
}

function addTerms(
  listing: Listing,
  folder: string,
  terms: string[],
  rules: NonNullable<StoreRules['search-terms']>,
): void {
  const path = `${folder}/search-terms.txt`;
  listing.files.set(path, `${terms.join('\n')}\n`);
  const words = terms.flatMap((term) => term.split(/\s+/u)).length;
  if (terms.length > rules.most)
    listing.faults.push(`${path}: ${terms.length} terms, at most ${rules.most} are allowed`);
  if (words > rules.words) listing.faults.push(`${path}: ${words} words, at most ${rules.words} are allowed`);
  for (const term of terms.filter(({ length }) => length > rules.length)) {
    listing.faults.push(`${path}: "${term}" has more than ${rules.length} characters`);
  }
}

/** Answers for the reviewer, in English: purpose, permissions, data, and how to test. */
function addAnswers(listing: Listing, id: StoreId, options: ListingOptions, store: StoreRules): void {
  const declarations = readDeclarations();
  const add = fileAdder(listing, `${id}/for-the-reviewer`);
  add('single-purpose.txt', declarations['single-purpose'], store['single-purpose']);
  for (const { name, cells } of readJustifications(PACKAGE_PERMISSIONS)) {
    add(`permission-${name}.txt`, sentence(cells[0] ?? ''), store.justification);
  }
  add('permission-hosts.txt', declarations['host-permission'], store.justification);
  add('remote-code.txt', declarations['remote-code']);
  add('data.txt', dataAnswers(id, declarations));
  add('how-to-test.txt', options.reviewNotes, store['review-notes']);
  if (readJustifications(SITE_PERMISSIONS).length === 0)
    listing.faults.push('docs/reader/permissions.md lists no sites');
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`;
}

function dataAnswers(id: StoreId, { data, certified }: Declarations): string {
  const rows = data.flatMap(({ chrome, firefox, leaves, when }) => {
    const name = id === 'amo' ? firefox : chrome;
    if (name === null) return [];
    const answer = leaves ? (id === 'amo' ? 'optional' : 'yes') : id === 'amo' ? 'not declared' : 'no';
    return [`${name}: ${answer}${when === undefined ? '' : ` (${when})`}`];
  });
  return id === 'amo' ? rows.join('\n') : [...rows, '', 'Certify:', ...certified.map((each) => `- ${each}`)].join('\n');
}
