/**
 * `npm run -s audit:web`: builds the web site. Opens it in Chromium as on a phone's first visit, then without its host.
 * Prints each figure with its limit. Ends with 1 when one is missed.
 */
import { DEFAULT_BRAND } from './brand/read-brand.ts';
import { commandLine, runCommandLine } from './setup/command-line.ts';
import { auditSite, type SiteAudit } from './web/audit-site.ts';
import { buildSite } from './web/build-site.ts';
import { MAX_FIRST_LOAD_BYTES } from './web/first-load.ts';

const REQUIRED_DIRECTIVES = ['connect-src', 'frame-src', 'img-src', 'script-src'];

await runCommandLine(
  commandLine('audit:web', 'Measures the web site as a phone’s first visitor meets it.')
    .argument('[folder]', 'folder to build the site into', '.output/web')
    .action(async (folder: string) => {
      await buildSite(DEFAULT_BRAND, folder);
      const audit = await auditSite(folder);
      const rows = auditRows(audit);
      for (const [what, value, kept] of rows) console.log(`${what.padEnd(44)} ${value}  ${kept ? 'kept' : 'MISSED'}`);
      for (const line of [...audit.faults, ...audit.foreign]) console.error(line);
      if (!rows.every(([, , kept]) => kept)) process.exitCode = 1;
    }),
);

function auditRows(audit: SiteAudit): [what: string, value: string, kept: boolean][] {
  const { firstLoad, offline, faults, notInstallable, foreign, storedEntries, stopped, policyBroken } = audit;
  const attacksBlocked = REQUIRED_DIRECTIVES.every((name) => stopped.some((directive) => directive.startsWith(name)));
  return [
    [
      'first load until the first result, gzip',
      `${(firstLoad.bytes / 1e6).toFixed(3)} MB in ${firstLoad.files} files (limit ${MAX_FIRST_LOAD_BYTES / 1e6} MB)`,
      firstLoad.bytes <= MAX_FIRST_LOAD_BYTES,
    ],
    ['without its host: check and help', offline ? 'work' : 'do not work', offline],
    ['axe: form, result, help', `${faults.length} faults`, faults.length === 0],
    ['a phone can install it', notInstallable.join(', ') || 'yes', notInstallable.length === 0],
    ['requests to other hosts', `${foreign.length}`, foreign.length === 0],
    ['cookies and stored entries', `${storedEntries}`, storedEntries === 0],
    ['foreign script, fetch, picture, frame blocked', stopped.join(', '), attacksBlocked && !policyBroken],
  ];
}
