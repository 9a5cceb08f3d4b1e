/** Hosts that the manifest requests, read from the site adapters. */
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

/** Job boards whose adapter was verified on a real page: granted at installation. */
export function requiredHosts(): string[] {
  return matchPatterns(readSites().filter((site) => site.group === 'job-boards' && site.verified.startsWith('page')));
}

/** Every other host is requested when the reader allows it. */
export function optionalHosts(): string[] {
  return ['*://*/*'];
}
