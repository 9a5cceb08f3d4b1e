/**
 * `npm run -s audit:web [-- FOLDER]`: builds the check page as a web site into FOLDER (default `.output/web`), opens it in
 * Chromium at a phone's width as a first visitor and again without its host, and prints what was found beside the bars.
 */
import { DEFAULT_BRAND } from './brand/read-brand.ts';
import { auditSite } from './web/audit-site.ts';
import { buildSite } from './web/build-site.ts';
import { MAX_FIRST_LOAD_BYTES } from './web/first-load.ts';

const folder = process.argv[2] ?? '.output/web';
await buildSite(DEFAULT_BRAND, folder);
const found = await auditSite(folder);
const { firstLoad } = found;
const requiredDirectives = ['connect-src', 'frame-src', 'img-src', 'script-src'];
const attacksBlocked = requiredDirectives.every((directive) => found.stopped.some((one) => one.startsWith(directive)));

const rows: [what: string, said: string, kept: boolean][] = [
  [
    'first load until the first result, gzip',
    `${(firstLoad.bytes / 1e6).toFixed(3)} MB in ${firstLoad.files} files (bar ${MAX_FIRST_LOAD_BYTES / 1e6} MB)`,
    firstLoad.bytes <= MAX_FIRST_LOAD_BYTES,
  ],
  ['with its host gone: check and help', found.offline ? 'work' : 'do not work', found.offline],
  ['axe: form, result, help', `${found.faults.length} faults`, found.faults.length === 0],
  ['a phone would install it', found.notInstallable.join(', ') || 'yes', found.notInstallable.length === 0],
  ['requests to others', `${found.foreign.length}`, found.foreign.length === 0],
  ['cookies and stored entries', `${found.storedEntries}`, found.storedEntries === 0],
  ['foreign script, fetch, picture, frame', found.stopped.join(', '), attacksBlocked && !found.policyBroken],
];
for (const [what, said, kept] of rows) console.log(`${what.padEnd(44)} ${said}  ${kept ? 'kept' : 'MISSED'}`);
for (const line of [...found.faults, ...found.foreign]) console.error(line);
process.exit(rows.every(([, , kept]) => kept) ? 0 : 1);
