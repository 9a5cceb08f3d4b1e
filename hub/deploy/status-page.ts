/** The status page of a channel's web site: version, age and next expiry, as `index.html` and as `status.json`. */
import { DAY_MS } from '../../utils/indicators/day-number.ts';
import { join } from 'node:path';
import { html } from 'hono/html';
import { writeAtomically } from '../channel/channel-folder.ts';
import type { VerifiedChannel } from '../channel/host/verify-channel.ts';
import { fingerprintWords } from '../fingerprint-words.ts';

export interface SiteStatus {
  publisher: string;
  /** Version of the signed list, and of the snapshot. */
  list: number;
  snapshot: number;
  entries: number;
  /** SHA-256 of the first root, hexadecimal. */
  fingerprint: string;
  /** When the online key signed last, ISO 8601. */
  refreshedAt: string;
  /** Role to its expiry, ISO 8601. */
  expires: Record<string, string>;
  /** The role that expires first. */
  nextExpiry: { role: string; at: string };
}

/** @param list version of the signed list @param now milliseconds since 1970 */
export function siteStatus(
  { opened, entries, fingerprint, expiries }: VerifiedChannel,
  { list, now }: { list: number; now: number },
): SiteStatus {
  const [next = { role: '', at: '' }] = expiries.toSorted((a, b) => (a.at < b.at ? -1 : 1));
  return {
    publisher: opened.publisher ?? '',
    list,
    snapshot: opened.version,
    entries,
    fingerprint,
    refreshedAt: new Date(now).toISOString(),
    expires: Object.fromEntries(expiries.map(({ role, at }) => [role, at])),
    nextExpiry: next,
  };
}

/** Writes `index.html` and `status.json` into the site's folder. */
export async function writeStatusPage(
  site: string,
  verified: VerifiedChannel,
  release: { list: number; now: number },
): Promise<void> {
  const status = siteStatus(verified, release);
  await writeAtomically(join(site, 'status.json'), `${JSON.stringify(status, null, 1)}\n`);
  await writeAtomically(join(site, 'index.html'), await statusPage(status));
}

async function statusPage(status: SiteStatus): Promise<string> {
  const { publisher, list, entries, fingerprint, refreshedAt, expires, nextExpiry } = status;
  const daysLeft = (at: string): number => Math.floor((Date.parse(at) - Date.parse(refreshedAt)) / DAY_MS);
  const page = await html`<!doctype html>
    <html lang="en">
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width" />
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
      <title>The list of ${publisher}</title>
      <style>
        body {
          font:
            1rem/1.5 system-ui,
            sans-serif;
          max-width: 40rem;
          margin: 2rem auto;
          padding: 0 1rem;
        }
        td,
        th {
          text-align: left;
          padding: 0.2rem 1rem 0.2rem 0;
        }
        code {
          overflow-wrap: anywhere;
        }
      </style>
      <h1>The list of ${publisher}</h1>
      <p>Version ${list}, ${entries} entries. Refreshed on ${minuteOf(refreshedAt)}.</p>
      <p>Readers see that the list is old when this page was not refreshed for a week.</p>
      <table>
        <tr>
          <th>Part</th>
          <th>Valid until</th>
          <th>Days left at the last refresh</th>
        </tr>
        ${Object.entries(expires).map(
          ([role, at]) =>
            html`<tr>
              <td>${role}</td>
              <td>${minuteOf(at)}</td>
              <td>${daysLeft(at)}</td>
            </tr> `,
        )}
      </table>
      <p>Next expiry: ${nextExpiry.role}, ${minuteOf(nextExpiry.at)}.</p>
      <h2>Fingerprint</h2>
      <p>Compare it with what the publisher gave you in another way.</p>
      <p><code>${fingerprint}</code></p>
      <p>${fingerprintWords(fingerprint)}</p>
    </html> `;
  return String(page);
}

/** `2026-11-28 06:00 UTC` */
const minuteOf = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
