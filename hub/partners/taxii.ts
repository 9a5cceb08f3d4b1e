/**
 * Writes a read-only TAXII 2.1 server as static files (OASIS Standard, 10 June 2021). It has discovery (4.1), one API root
 * (4.2) with one collection (5.1, 5.2), manifest (5.3) and objects (5.4). A static host can neither filter (3.4) nor page
 * (3.5), so every answer is whole.
 */
import { join } from 'node:path';
import { writeAtomically } from '../channel/channel-folder.ts';
import { rememberPublishedFolder, requireConnectedFolder } from '../channel/host/published-folders.ts';
import { requireSeparateFolder } from '../channel/host/require-separate-folder.ts';
import type { ConfirmValues } from '../channel/review/folder-doubts.ts';
import { isThere } from '../is-there.ts';
import { print } from '../print.ts';
import { Refusal } from '../refusal.ts';
import { UsageError } from '../usage-error.ts';
import { shareableEntries } from './shareable-entries.ts';
import { writeStix } from './stix.ts';

export const TAXII_MEDIA_TYPE = 'application/taxii+json;version=2.1';
const STIX_MEDIA_TYPE = 'application/stix+json;version=2.1';
/** Path of the API root below the address. */
const API_ROOT = 'taxii2/list/';
const MAX_CONTENT_BYTES = 1_000_000;

interface BundleObject {
  id: string;
  type: string;
  created: string;
  modified?: string;
}

/** Path of each answer, with a slash at its end, to the answer. @param bundle JSON of a STIX bundle @param address with a trailing slash */
export function taxiiAnswers(publisher: string, bundle: string, address: string): Map<string, object> {
  const { objects } = JSON.parse(bundle) as { objects: BundleObject[] };
  const identity = objects.find(({ type }) => type === 'identity');
  const collection = {
    // The publisher's own UUID: the same at every export.
    id: identity?.id.replace(/^identity--/u, '') ?? '',
    title: `Indicators listed by ${publisher}`,
    can_read: true,
    can_write: false,
    media_types: [STIX_MEDIA_TYPE],
  };
  const below = `${API_ROOT}collections/${collection.id}/`;
  const manifest = objects.map(({ id, created, modified }) => ({
    id,
    date_added: created,
    version: modified ?? created,
    media_type: STIX_MEDIA_TYPE,
  }));
  const title = `The list of ${publisher}`;
  return new Map<string, object>([
    ['taxii2/', { title, default: `${address}${API_ROOT}`, api_roots: [`${address}${API_ROOT}`] }],
    [API_ROOT, { title, versions: [TAXII_MEDIA_TYPE], max_content_length: MAX_CONTENT_BYTES }],
    [`${API_ROOT}collections/`, { collections: [collection] }],
    [below, collection],
    [`${below}manifest/`, { more: false, objects: manifest }],
    [`${below}objects/`, { more: false, objects }],
  ]);
}

/**
 * Runs `partners taxii`. Throws a UsageError when the address is not https. Throws a Refusal when the folder is the channel's or its
 * web folder, or was written before and is not there any more, unless that is confirmed.
 */
export async function writeTaxiiFolder(
  dir: string,
  { to, url, confirm = false }: { to: string; url: string } & ConfirmValues,
): Promise<void> {
  const address = url.replace(/\/?$/u, '/');
  if (!/^https:\/\/[^\s@#?]+$/u.test(address))
    throw new UsageError(`"${url}" is no https address: TAXII asks for https.`);
  await requireSeparateFolder(dir, to);
  await requireConnectedFolder(dir, to, confirm);
  if (isThere(join(to, 'timestamp.json'))) {
    throw new Refusal(
      `${to} is the web folder of a channel. Its _headers say how long readers keep its files, and would be overwritten.`,
      'Nothing was written. Use a folder of its own, and an address of its own.',
    );
  }
  const now = Date.now();
  const { publisher, entries, leftOut } = await shareableEntries(dir, now);
  const bundle = writeStix(entries, { publisher, now, evidence: false, tlp: 'clear' });
  const answers = taxiiAnswers(publisher, bundle, address);
  for (const [path, answer] of answers) {
    await writeAtomically(join(to, path, 'index.json'), `${JSON.stringify(answer, null, 1)}\n`);
  }
  await writeAtomically(join(to, '_headers'), HEADERS);
  await writeAtomically(
    join(to, '_redirects'),
    Array.from(answers.keys(), (path) => `/${path} /${path}index.json 200\n`).join(''),
  );
  await writeAtomically(join(to, 'taxii2', '.htaccess'), HTACCESS);
  await rememberPublishedFolder(dir, to);
  print(`${entries.length} entries are in ${to}, ${leftOut.length} left out. Discovery: ${address}taxii2/`);
}

/** Cloudflare Pages and Netlify read this file, and `_redirects` for the addresses that end with a slash. */
const HEADERS = `/taxii2/*
  Content-Type: ${TAXII_MEDIA_TYPE}
  Access-Control-Allow-Origin: *
  X-Content-Type-Options: nosniff
`;

/** Apache reads this file. */
const HTACCESS = `DirectoryIndex index.json
ForceType "${TAXII_MEDIA_TYPE}"
<IfModule mod_headers.c>
  Header set Access-Control-Allow-Origin "*"
</IfModule>
`;
