/**
 * Reads schema.org JobPostings from `application/ld+json`. The parser is lenient: on three of four pages tested,
 * `JSON.parse` failed because of raw line breaks in strings. Readers do not see this data. It gives the fields of a
 * post, but does not replace the text on the page.
 */
import * as dom from '../dom/form-safe-dom.ts';
import { tidyWhitespace } from '../dom/read-text.ts';

export interface DeclaredPosting {
  title: string;
  company: string;
  location: string;
  salary: string;
  text: string;
  url: string;
  postedAt: string;
  contacts: string[];
}

type Json = Record<string, unknown>;

const MAX_SCRIPT_UNITS = 500_000;
const MAX_POSTINGS = 100;
const MAX_DEPTH = 8;

/** All postings of a page, in order, and all declared types, e.g. `NewsArticle`. */
export function readJsonLd(document: Document): { postings: DeclaredPosting[]; types: Set<string> } {
  const postings: DeclaredPosting[] = [];
  const types = new Set<string>();
  const walk = (value: unknown, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return;
    if (Array.isArray(value)) {
      for (const item of value) walk(item, depth + 1);
      return;
    }
    const node = value as Json;
    const names = toList(node['@type']).map((type) => toText(type).split(/[/#:]/u).at(-1) ?? '');
    for (const name of names) types.add(name);
    if (names.includes('JobPosting')) {
      if (postings.length < MAX_POSTINGS) postings.push(toPosting(node));
      return;
    }
    for (const key of ['@graph', 'itemListElement', 'item', 'mainEntity', 'mainEntityOfPage', 'about']) {
      walk(node[key], depth + 1);
    }
  };
  for (const script of document.querySelectorAll('script[type="application/ld+json" i]')) {
    walk(parseLenient(dom.textContent(script)), 0);
  }
  return { postings, types };
}

/** Parses JSON with raw control characters in strings, comments around it, and trailing commas; null on failure. */
export function parseLenient(source: string): unknown {
  return parse(source) ?? parse(repairJson(source));
}

function parse(source: string): unknown {
  try {
    return JSON.parse(source) as unknown;
  } catch {
    return null;
  }
}

function repairJson(source: string): string {
  const body = source
    .slice(0, MAX_SCRIPT_UNITS)
    .replaceAll(/<!--|-->|\/\*<!\[CDATA\[\*\/|\/\*\]\]>\*\/|<!\[CDATA\[|\]\]>/gu, '');
  let quoted = false;
  let out = '';
  for (let i = 0; i < body.length; i++) {
    const char = body[i]!;
    if (quoted && char === '\\') out += char + (body[++i] ?? '');
    else if (quoted && char < ' ') out += char === '\n' ? '\\n' : ' ';
    else if (!quoted && char === ',' && /^\s*[}\]]/u.test(body.slice(i + 1, i + 50))) continue;
    else out += char;
    if (char === '"') quoted = !quoted;
  }
  return out.trim().replace(/;$/u, '');
}

function toPosting(node: Json): DeclaredPosting {
  const organisation = toList(node['hiringOrganization'])[0];
  const contact = toList(node['applicationContact'])[0] as Json | undefined;
  return {
    title: htmlToText(toText(node['title']) || toText(node['name'])),
    company: htmlToText(toText(organisation) || toText((organisation as Json | undefined)?.['name'])),
    location: toList(node['jobLocation']).map(placeName).filter(Boolean).slice(0, 5).join('; '),
    salary: salaryText(node['baseSalary'] ?? node['estimatedSalary']),
    text: tidyWhitespace(htmlToText(toText(node['description']))),
    url: toText(node['url']),
    postedAt: /^\d{4}-\d{2}-\d{2}/u.exec(toText(node['datePosted']))?.[0] ?? '',
    contacts: [toText(contact?.['email']), toText(contact?.['telephone'])].filter(Boolean),
  };
}

function placeName(value: unknown): string {
  if (typeof value !== 'object' || value === null) return toText(value);
  const { address } = value as Json;
  if (typeof address !== 'object' || address === null) return toText(address) || toText((value as Json)['name']);
  const parts = ['addressLocality', 'addressRegion', 'addressCountry'].map((key) => {
    const part = (address as Json)[key];
    return toText(part) || toText((part as Json | undefined)?.['name']);
  });
  return [...new Set(parts.filter(Boolean))].join(', ');
}

function salaryText(value: unknown): string {
  const node = toList(value)[0];
  if (typeof node !== 'object' || node === null) return toText(node);
  const amount = ((node as Json)['value'] ?? node) as Json | string | number;
  const range =
    typeof amount === 'object'
      ? [amount['minValue'], amount['maxValue'], amount['value']].map(toText).filter(Boolean).slice(0, 2).join(' - ')
      : toText(amount);
  const unit = typeof amount === 'object' ? toText(amount['unitText']) : '';
  return [toText((node as Json)['currency']), range, unit].filter(Boolean).join(' ');
}

function toList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/**
 * The text of an HTML fragment, which may be escaped twice. A tag ends where the next one begins: else each of many unclosed
 * ones would be searched to the end of the text.
 */
function htmlToText(html: string): string {
  const once = html.includes('<') ? html : decodeEntities(html);
  return decodeEntities(
    once
      .replaceAll(/<(?:script|style)\b[^<>]*>[^<]*/giu, '')
      .replaceAll(/<(?:\/?(?:p|div|li|ul|ol|h\d|tr)|br)\b[^<>]*>/giu, '\n')
      .replaceAll(/<[a-z/!][^<>]*>/giu, ''),
  );
}

function decodeEntities(html: string): string {
  return html.replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/giu, (all, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES[String(name).toLowerCase()] ?? all;
    const code = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}
