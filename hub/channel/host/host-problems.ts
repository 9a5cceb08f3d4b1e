/** Checks what only the real host shows: caching, missing files, and https. Also what expires soon. */
import { DAY_MS, dayOf } from '../../../utils/indicators/day-number.ts';
import type { VerifiedChannel } from './verify-channel.ts';

/** Longest useful cache time of a timestamp, in seconds. A withdrawal is late by as much. */
const MAX_TIMESTAMP_AGE_SECONDS = 3600;

/** Returns problems of the host, a sentence each; empty when there are none. @param url with a trailing slash */
export async function hostProblems(url: string): Promise<string[]> {
  const problems: string[] = [];
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'https:' && !['127.0.0.1', 'localhost', '[::1]'].includes(hostname)) {
    problems.push('The address is not https: readers can only add lists with an https address.');
  }
  const timestamp = await head(`${url}timestamp.json`);
  const cache = timestamp.headers.get('cache-control') ?? '';
  const maxAge = Number(/max-age=(\d+)/u.exec(cache)?.[1] ?? 0);
  if (maxAge > MAX_TIMESTAMP_AGE_SECONDS && !/no-cache|no-store/u.test(cache)) {
    problems.push(
      `The host lets caches keep timestamp.json for ${maxAge} seconds: a withdrawal is late by as much. Set 60.`,
    );
  }
  const root = await head(`${url}1.root.json`);
  if (!/immutable|max-age=\d{5,}/u.test(root.headers.get('cache-control') ?? '')) {
    problems.push(
      'The host does not say that 1.root.json never changes. It works, and costs more traffic (see _headers).',
    );
  }
  const missing = await head(`${url}no-such-file.json`);
  if (![403, 404, 410].includes(missing.status)) {
    problems.push(
      `For a missing file the host answers ${missing.status} instead of 404: readers then refuse the list.`,
    );
  }
  return problems;
}

/** Status and headers; the body is not read. */
async function head(url: string): Promise<Response> {
  const response = await fetch(url, { redirect: 'manual' });
  await response.body?.cancel();
  return response;
}

/** Role to days before its expiry at which a note is due, and the command that signs it again. */
const EXPIRY_NOTICE: Readonly<Record<string, readonly [days: number, command: string]>> = {
  root: [60, 'rotate'],
  list: [21, 'sign'],
  withdrawals: [7, 'sign'],
  snapshot: [2, 'refresh'],
  timestamp: [2, 'refresh'],
};

/** Names the roles that expire soon and the command for each. @param now milliseconds since 1970 */
export function expiryNotes({ expiries }: Pick<VerifiedChannel, 'expiries'>, now: number): string[] {
  return expiries.flatMap(({ role, at }) => {
    const [days, command] = EXPIRY_NOTICE[role] ?? [0, ''];
    const left = (Date.parse(at) - now) / DAY_MS;
    if (left <= 0)
      return [`The ${role} expired on ${dayOf(Date.parse(at))}, and readers refuse the list: channel ${command}.`];
    return left < days ? [`The ${role} expires in ${Math.floor(left)} days: channel ${command}.`] : [];
  });
}
