/** Canonical form of a domain, or of a path on a shared host. */
import { parse } from 'tldts';
import { accountKindOf } from './account-parsers.ts';
import { parseLink, unicodeHost, asciiHost, type Link } from './link.ts';
import { SHARED_HOSTS, SUBDOMAIN_HOSTS, type SharedHost } from './shared-hosts.ts';

const RULES_BY_HOST: ReadonlyMap<string, SharedHost> = new Map(
  SHARED_HOSTS.flatMap((rule) => rule.hosts.map((host) => [host, rule] as const)),
);

/**
 * `https://jobs.Example.co.th/apply` -> `example.co.th`; `bit.ly/Ab3` -> `bit.ly/Ab3`; `bit.ly` -> null. The
 * registrable domain by the Public Suffix List, in Punycode. The list's private section counts: `x.github.io` is a
 * domain of its own.
 */
export function canonicalDomain(raw: string): string | null {
  const link = parseLink(raw);
  if (link === null || accountKindOf(link.host) !== null) return null;
  const rule = sharedHostRule(link.host);
  return rule === null ? registrableDomain(link.host) : sharedHostPath(rule, link);
}

/** Returns the registrable domain of a host name; null for a public suffix, a local name or an invalid host. */
export function registrableDomain(host: string): string | null {
  const parent = nearestParent(host, (name) => SUBDOMAIN_HOSTS.has(name));
  if (parent !== null) {
    const label = host
      .slice(0, -parent.length - 1)
      .split('.')
      .at(-1);
    return label === undefined || label === '' ? null : `${label}.${parent}`;
  }
  const readable = unicodeHost(host);
  if (readable === null) return null;
  const { domain, isIp, hostname, isIcann, isPrivate } = parse(readable, { allowPrivateDomains: true });
  if (isIp === true) return hostname;
  if (domain === null || (isIcann !== true && isPrivate !== true)) return null;
  return asciiHost(domain);
}

function sharedHostRule(host: string): SharedHost | null {
  const name = nearestParent(host, (name) => RULES_BY_HOST.has(name));
  return name === null ? null : (RULES_BY_HOST.get(name) ?? null);
}

/** Returns the host itself or its nearest parent that the predicate accepts, or null. */
function nearestParent(host: string, accepts: (name: string) => boolean): string | null {
  for (let name = host; ;) {
    if (accepts(name)) return name;
    const dot = name.indexOf('.');
    if (dot < 0) return null;
    name = name.slice(dot + 1);
  }
}

function sharedHostPath(rule: SharedHost, link: Link): string | null {
  for (const pattern of rule.paths) {
    const place = matchPathPattern(pattern, link);
    if (place !== null) return `${rule.hosts[0] ?? ''}/${rule.isCaseSensitive ? place : place.toLowerCase()}`;
  }
  return null;
}

function matchPathPattern(pattern: string, link: Link): string | null {
  const [path = '', parameter] = pattern.split('?', 2);
  const wanted = path.split('/').filter((segment) => segment !== '');
  if (link.segments.length < wanted.length) return null;
  const place: string[] = [];
  for (const [at, segment] of wanted.entries()) {
    const given = link.segments[at] ?? '';
    const prefix = segment.endsWith('*') ? segment.slice(0, -1) : null;
    const fits =
      prefix === null ? given.toLowerCase() === segment : given.length > prefix.length && given.startsWith(prefix);
    if (!fits) return null;
    place.push(prefix === null ? segment : given);
  }
  if (parameter === undefined) return place.join('/');
  const name = parameter.split('=', 1)[0] ?? '';
  const value = link.query.get(name) ?? '';
  return value === '' ? null : `${place.join('/')}?${name}=${value}`;
}
