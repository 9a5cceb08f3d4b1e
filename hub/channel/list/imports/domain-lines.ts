/** Parses lists with one domain a line: plain, hosts file, or AdBlock filters. */
import type { ImportedRows } from './imported-rows.ts';

export type LineFormat = 'domains' | 'hosts' | 'adblock';

/** Names of the machine itself in hosts files. */
const LOCAL_HOST_NAMES = new Set([
  'localhost',
  'localhost.localdomain',
  'local',
  'broadcasthost',
  'ip6-localhost',
  'ip6-loopback',
  'ip6-localnet',
  'ip6-mcastprefix',
  'ip6-allnodes',
  'ip6-allrouters',
  'ip6-allhosts',
  '0.0.0.0',
]);

const DOMAIN =
  /^(?:[\p{L}\p{N}_](?:[\p{L}\p{N}_-]{0,61}[\p{L}\p{N}_])?\.)+[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])\.?$/u;

/** Returns the domains of a line, or the reason why it is refused; [] for a comment. */
type LineParser = (line: string) => string[] | string;

const LINE_PARSERS: Record<LineFormat, LineParser> = {
  domains: (line) => (/^[#!;]|^\/\//u.test(line) ? [] : [line.replace(/\s+#.*$/u, '')]),
  hosts(line) {
    const [address = '', ...names] = line.replace(/#.*$/u, '').trim().split(/\s+/u);
    if (address === '') return [];
    if (!/^(?:0\.0\.0\.0|127\.0\.0\.1|::1?|fe80::1%lo0|ff0\d::\d|255\.255\.255\.255)$/u.test(address)) {
      return 'is no blocking line of a hosts file (0.0.0.0 or 127.0.0.1, and a name)';
    }
    return names.filter((name) => !LOCAL_HOST_NAMES.has(name.toLowerCase()));
  },
  adblock(line) {
    if (/^!|^\[.*\]$|^#(?!#|@|\?|\$)/u.test(line)) return [];
    if (line.startsWith('@@')) return 'is an exception: it names what is not to be blocked';
    if (/#[@?$%]*#/u.test(line)) return 'hides a part of a page, and names no whole site';
    const [, domain, options] = /^\|\|([^/^*|$\s]+)\^?(?:\$(.*))?$/u.exec(line) ?? [];
    if (domain === undefined) return 'is a filter for addresses, not for a whole domain (||domain^)';
    if (
      options !== undefined &&
      !/^(?:all|document|doc|popup|important|third-party|3p)(?:,(?:all|document|doc|popup|important|third-party|3p))*$/u.test(
        options,
      )
    ) {
      return `holds only for some requests ($${options})`;
    }
    return [domain];
  },
};

export function parseDomainLines(text: string, format: LineFormat): ImportedRows {
  const read: ImportedRows = { rows: [], refused: [], comments: 0 };
  for (const [at, raw] of text
    .replace(/^\uFEFF/u, '')
    .split(/\r\n|\n|\r/u)
    .entries()) {
    const line = raw.trim();
    const place = `line ${at + 1}`;
    const found = line === '' ? [] : LINE_PARSERS[format](line);
    if (typeof found === 'string') read.refused.push({ place, text: line, reason: found });
    else if (found.length === 0) read.comments += line === '' ? 0 : 1;
    else {
      for (const domain of found) {
        if (DOMAIN.test(domain)) read.rows.push({ place, cells: { kind: 'domain', value: domain } });
        else read.refused.push({ place, text: domain, reason: 'is no domain' });
      }
    }
  }
  return read;
}
