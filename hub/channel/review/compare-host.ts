/** Compares a request with what the host publishes. A keeper may lack, or leave out, what others withdrew or signed meanwhile. */
import { canonicalize } from '@tufjs/canonical-json';
import { ChannelError } from '../../../utils/channel/channel-error.ts';
import type { ChannelState } from '../../../utils/channel/stored-release.ts';
import { WITHDRAWN_TARGET } from '../../../utils/indicators/indicator-list.ts';
import { decodeWithdrawals, type Withdrawals } from '../../../utils/indicators/withdrawals.ts';
import { Refusal } from '../../refusal.ts';
import { toBytes, type ListBasis, type OpenedRequest } from './sign-request.ts';
import type { SignatureRequest } from '../signing/signature-request.ts';
import { verifyChannel } from '../host/verify-channel.ts';

export interface HostComparison {
  /** What was compared, and what could not be, a line each. */
  lines: string[];
  /** Reasons for which the person must confirm once more. */
  doubts: string[];
}

const ASK_AGAIN = 'The keeper takes over what is there (channel pull) and asks again.';

/** Called with the host's withdrawals and the version of their list, before they are compared. */
export type OnWithdrawals = (seen: { list: number; withdrawals: Withdrawals }) => Promise<void>;

/**
 * Throws a Refusal when the host has what the request lacks: a newer list or root, or a withdrawal of a name that would be
 * listed again. @param now milliseconds since 1970
 */
export async function compareWithHost(
  { roots }: SignatureRequest,
  { version, basis }: Pick<OpenedRequest, 'version' | 'basis'>,
  url: string,
  now: number,
  onWithdrawals?: OnWithdrawals,
): Promise<HostComparison> {
  let host: ChannelState;
  try {
    host = (await verifyChannel(url, now, toBytes(roots[0]))).state;
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    return {
      lines: [`Not compared with ${url}: ${error.detail}`],
      doubts: [`the request could not be compared with ${url}`],
    };
  }
  requireSameRoots(roots, host, url);
  if (basis === null) return { lines: [`${url} has no newer root.`], doubts: [] };
  const withdrawn = host.files[WITHDRAWN_TARGET];
  const theirs: Withdrawals = withdrawn === undefined ? new Map() : decodeWithdrawals(withdrawn);
  await onWithdrawals?.({ list: signedOf(host.targets).version, withdrawals: theirs });
  return compareLists(basis, version, { host, theirs }, url);
}

/** One chain of roots is a part of the other: the host may have an older one, and never a newer or another one. */
function requireSameRoots(roots: SignatureRequest['roots'], host: ChannelState, url: string): void {
  for (const [at, bytes] of host.roots.entries()) {
    const root = roots[at + 1];
    if (root !== undefined && canonicalize(root.signed) === canonicalize(signedOf(bytes))) continue;
    throw new Refusal(
      `${url} has ${root === undefined ? 'a newer root than the request' : `another root ${at + 2} than the request`}: do not sign it.`,
      'Call the keeper.',
    );
  }
}

function compareLists(
  basis: ListBasis,
  version: number,
  { host, theirs }: { host: ChannelState; theirs: Withdrawals },
  url: string,
): HostComparison {
  const published = signedOf(host.targets);
  const formerVersion = Number(basis.former?.['version'] ?? 0);
  if (published.version > formerVersion) {
    throw new Refusal(
      `${url} has version ${published.version} of the list already, and the request is for version ${version}: it is old, do not sign it.`,
      ASK_AGAIN,
    );
  }
  const isSame = published.version === formerVersion;
  if (isSame && canonicalize(published) !== canonicalize(basis.former)) {
    throw new Refusal(
      `${url} has another list ${formerVersion} than the request says: do not sign it. Call the keeper.`,
    );
  }
  const missing = missingWithdrawals(basis, theirs);
  // Two people may have signed for it in a list that is not published yet. This machine cannot tell.
  if (!isSame) {
    return {
      lines: [
        `${url} has version ${published.version} of the list, and the request follows version ${formerVersion}.`,
        ...missing.map((line) => `  withdrawn there: ${line}`),
      ],
      doubts: missing.length === 0 ? [] : [`${missing.length} on the list that ${url} has as withdrawn or disputed`],
    };
  }
  if (missing.length > 0) {
    throw new Refusal(
      `${url} has withdrawals that the request lacks, and the list would undo them: ${missing.join(', ')}.`,
      `Do not sign it. ${ASK_AGAIN}`,
    );
  }
  return { lines: [`Compared with ${url}: the request lacks none of its ${theirs.size} withdrawals.`], doubts: [] };
}

/** Names of the list that are withdrawn or disputed in `theirs`, and of which the request says nothing. */
export function missingWithdrawals({ entries, known, next }: ListBasis, theirs: Withdrawals): string[] {
  return Array.from(theirs).flatMap(([hash, { as, on }]) => {
    const entry = entries.get(hash);
    if (entry === undefined || known.get(hash)?.as === as) return [];
    const isMarked = as === 'disputed' && (known.has(hash) || next.has(hash) || entry.disputedSince !== undefined);
    return isMarked ? [] : [`${entry.kind} ${entry.value} (${as === 'removed' ? 'withdrawn' : 'disputed'} on ${on})`];
  });
}

/** Metadata that was verified. */
function signedOf(bytes: Uint8Array): Record<string, unknown> & { version: number } {
  return (JSON.parse(Buffer.from(bytes).toString()) as { signed: { version: number } }).signed;
}
