/** Which hosts the manifest asks for, read from the site adapters so that there is one place to change. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const FOLDER = 'knowledge/sites';

interface SiteFile {
  hosts: string[];
  verified: string;
  group: string;
}

function readSites(): SiteFile[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => parse(readFileSync(join(FOLDER, name), 'utf8')) as SiteFile);
}

function matchPatterns(list: SiteFile[]): string[] {
  return [...new Set(list.flatMap((site) => site.hosts.map((host) => `*://${host}/*`)))].sort();
}

/** Job boards whose adapter was verified on a real page: read from the start. */
export function requiredHosts(): string[] {
  return matchPatterns(readSites().filter((site) => site.group === 'job-boards' && site.verified.startsWith('page')));
}

/** Every other place is asked for by a click. */
export function optionalHosts(): string[] {
  return ['*://*/*'];
}
