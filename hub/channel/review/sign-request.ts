/**
 * The second person's machine. It builds everything in a request again from rows that a person can read, and compares. So the
 * changes that it shows are exactly what is signed. Nothing in a request is trusted, neither names nor key IDs.
 */
import { canonicalize } from '@tufjs/canonical-json';
import { parseMetadata } from '../../../utils/channel/metadata.ts';
import { loadTrustedRoot, updateRoot } from '../../../utils/channel/update-trusted-metadata.ts';
import { trustedRoot, type TrustedMetadata } from '../../../utils/channel/trusted-metadata.ts';
import { verifyKeyIds } from '../../../utils/channel/verify-threshold.ts';
import { rootFingerprint } from '../../../utils/brand/root-fingerprint.ts';
import type { Withdrawals } from '../../../utils/indicators/withdrawals.ts';
import { Refusal } from '../../refusal.ts';
import { checkRecipients } from '../key-files/check-recipients.ts';
import { describeRootChange } from './describe-root-change.ts';
import { describeTargetsChange } from './describe-targets-change.ts';
import { openFormerRelease, verifyListTargets } from './former-release.ts';
import { parseEntries, type Entries } from '../list/list-file.ts';
import { buildListRelease } from '../signing/list-release.ts';
import { lookAlikeIndex } from '../list/look-alike-index.ts';
import { nodeCrypto } from '../node-crypto.ts';
import type { Passphrases } from '../key-files/passphrases.ts';
import { hashCollisions, readProtectedNames } from '../list/protected-names.ts';
import { confirmationsNeeded, describeReview, readFormerListings, reviewChanges } from './review-changes.ts';
import { reviewWithdrawals } from './review-withdrawals.ts';
import {
  digestOfSigned,
  type ListRequest,
  type RootRequest,
  type SignatureFile,
  type SignatureRequest,
} from '../signing/signature-request.ts';
import { readKeyFolder } from '../key-files/signing-keys.ts';
import { parseWithdrawn } from '../list/withdrawn-file.ts';

/** What of a request for a list is compared with the host. */
export interface ListBasis {
  /** The list to sign, by hash. */
  entries: Entries;
  /** Withdrawals that the request says are published. */
  known: Withdrawals;
  /** Withdrawals that are signed with the list. */
  next: Withdrawals;
  /** Member `signed` of the list before; null for the first list. */
  former: Record<string, unknown> | null;
}

export interface OpenedRequest {
  about: SignatureFile['about'];
  version: number;
  publisher: string;
  /** Fingerprint of the channel's first root. */
  fingerprint: string;
  /** Every change, a line each. */
  changes: string[];
  /** Reasons for which the person must confirm once more. */
  confirmationsNeeded: string[];
  /** Key IDs that may sign. */
  signers: readonly string[];
  /** Member `signed` of the metadata: what would be signed. */
  signed: Record<string, unknown>;
  /** What is compared with the host; null for a root. */
  basis: ListBasis | null;
}

type OpenedContent = Pick<OpenedRequest, 'version' | 'changes' | 'confirmationsNeeded' | 'signers' | 'basis'>;

export const toBytes = (json: unknown): Uint8Array => new Uint8Array(Buffer.from(JSON.stringify(json)));

/**
 * Throws a Refusal or a ChannelError when the request is not consistent.
 * @param known names of keys to public keys in hexadecimal, from files on this machine
 */
export async function openRequest(
  request: SignatureRequest,
  known: ReadonlyMap<string, string>,
): Promise<OpenedRequest> {
  let trusted = await loadTrustedRoot(toBytes(request.roots[0]), nodeCrypto);
  for (const root of request.roots.slice(1)) trusted = await updateRoot(trusted, toBytes(root), nodeCrypto);
  const publisher = trustedRoot(trusted).custom?.publisher;
  if (publisher === undefined) throw new Refusal('The channel of this request has no publisher: do not sign it.');
  const fingerprint = (await rootFingerprint(request.roots[0], nodeCrypto.sha256)) ?? '';
  const names = new Map(Array.from(known, ([name, publicKey]) => [publicKey, name]));
  const content =
    request.about === 'list'
      ? await openList(request, { trusted, publisher }, names)
      : await openRoot(request, trusted, names);
  return { publisher, fingerprint, about: request.about, signed: request.metadata.signed, ...content };
}

async function openRoot(
  { metadata }: RootRequest,
  trusted: TrustedMetadata,
  names: ReadonlyMap<string, string>,
): Promise<OpenedContent> {
  const { signed } = parseMetadata('root', 'the new root', toBytes(metadata));
  await verifyKeyIds('the new root', signed.keys, nodeCrypto);
  const old = trustedRoot(trusted);
  if (signed.version !== old.version + 1) {
    throw new Refusal(
      `The request is for root ${signed.version}, and root ${old.version} is in force: do not sign it.`,
    );
  }
  await checkRecipients(signed.custom?.recipients ?? []);
  const signers = [...new Set([...old.roles.root.keyids, ...signed.roles.root.keyids])];
  const changes = describeRootChange(old, signed, names);
  return { version: signed.version, changes, confirmationsNeeded: [], signers, basis: null };
}

async function openList(
  request: ListRequest,
  { trusted, publisher }: { trusted: TrustedMetadata; publisher: string },
  names: ReadonlyMap<string, string>,
): Promise<OpenedContent> {
  // Read exactly as readers do: what is shown must be what they will follow.
  const { signed } = parseMetadata('targets', 'the new list', toBytes(request.metadata));
  await verifyKeyIds('the new list', signed.delegations?.keys ?? {}, nodeCrypto);
  if (canonicalize(signed) !== canonicalize(request.metadata.signed)) {
    throw new Refusal('The request holds members that readers would not see: do not sign it.');
  }
  const { version } = signed;
  const before = request.before === null ? null : await openFormerRelease(request, request.before, trusted);
  if (version !== (before?.version ?? 0) + 1) {
    throw new Refusal(
      `The request is for version ${version}, and the one before it is ${before?.version ?? 0}: do not sign it.`,
    );
  }
  const entries = parseEntries(request.list, 'the list in the request');
  const protectedNames = await readProtectedNames();
  const collisions = hashCollisions(protectedNames, entries.values());
  if (collisions.length > 0) {
    throw new Refusal(...collisions, 'Do not sign it: somebody wants an employer to be flagged.');
  }
  const rebuilt = buildListRelease(entries, publisher, {
    before: before?.files ?? null,
    targets: before?.targets ?? {},
    version,
  });
  const others = await verifyListTargets(signed, rebuilt);
  const former = await readFormerListings(before?.files ?? null);
  const formerEntries = parseEntries(request.former, 'the former list in the request');
  const withdrawn = parseWithdrawn(request.withdrawn, 'the withdrawals in the request');
  const on = Array.from(entries).flatMap(([hash, { value }]) => (withdrawn.get(hash)?.as === 'removed' ? [value] : []));
  if (on.length > 0) {
    throw new Refusal(
      `The list still holds what is withdrawn: ${on.join(', ')}.`,
      'Do not sign it: with one withdrawals key the keeper could list it again alone. A new request leaves it out.',
    );
  }
  const known = before?.withdrawals ?? new Map();
  const withdrawals = reviewWithdrawals(entries, known, withdrawn);
  const review = reviewChanges(entries, former, formerEntries, lookAlikeIndex(protectedNames), withdrawals);
  const changes = [
    ...describeReview(review, true),
    ...describeTargetsChange(others, signed, before?.signed ?? null, names),
    `Valid until ${signed.expires}.`,
  ];
  const signers = trustedRoot(trusted).roles.targets.keyids;
  const basis = { entries, known, next: withdrawn, former: before?.signed ?? null };
  return { version, changes, confirmationsNeeded: confirmationsNeeded(review), signers, basis };
}

/** Throws a Refusal when no key of the folder may sign the request. */
export async function signRequest(
  { about, version, signers, signed }: OpenedRequest,
  folder: string,
  known: ReadonlyMap<string, string>,
  passphrases: Passphrases,
): Promise<SignatureFile> {
  const keys = (await readKeyFolder(folder, known, passphrases)).filter(({ key }) => signers.includes(key.keyID));
  if (keys.length === 0) {
    throw new Refusal(
      `No key in ${folder} may sign this.`,
      'Either it is another folder, or the channel does not know this key: see "channel keys".',
    );
  }
  const payload = Buffer.from(canonicalize(signed));
  const signatures: SignatureFile['signatures'] = [];
  for (const { name, key, unlock } of keys) {
    const sign = await unlock();
    if (sign !== null) signatures.push({ name, keyid: key.keyID, sig: sign(payload).sig });
  }
  if (signatures.length === 0) throw new Refusal('No passphrase was given that opens a key. Nothing was signed.');
  return { 'joblantern-signature': 1, about, version, of: digestOfSigned(signed), signatures };
}
