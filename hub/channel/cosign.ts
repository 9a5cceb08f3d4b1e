/**
 * The second person's machine. A request is opened, everything in it is computed again from the rows that can be read, and
 * only then is there anything to sign: what she sees in words is what she signs in bytes.
 */
import { Metadata, MetadataKind, type TargetFile, type Targets } from '@tufjs/models';
import { canonicalize } from '@tufjs/canonical-json';
import { DELTA_PREFIX } from '../../utils/channel/list-targets.ts';
import { parseMetadata } from '../../utils/channel/metadata.ts';
import { verifyThreshold } from '../../utils/channel/verify-threshold.ts';
import {
  updateRoot,
  verifyLengthAndHashes,
  trustedRoot,
  loadTrustedRoot,
  type TrustedMetadata,
} from '../../utils/channel/trusted-metadata.ts';
import { HASHES_TARGET, LISTINGS_TARGET } from '../../utils/indicators/indicator-list.ts';
import { decodeHashes } from '../../utils/indicators/encode-hashes.ts';
import type { ListFiles } from '../../utils/indicators/list-delta.ts';
import { rootFingerprint } from '../../utils/brand/root-fingerprint.ts';
import { Refusal } from '../refusal.ts';
import { parseEntries } from './list-file.ts';
import { buildListRelease } from './list-release.ts';
import { lookAlikeIndex } from './look-alike-index.ts';
import { nodeCrypto } from './node-crypto.ts';
import type { Passphrases } from './passphrases.ts';
import { hashCollisions, readProtectedNames } from './protected-names.ts';
import {
  digestOfSigned,
  type ListRequest,
  type SignatureRequest,
  type RootRequest,
  type SignatureFile,
} from './signature-request.ts';
import { confirmationsNeeded, readFormerListings, reviewChanges, describeReview } from './review-changes.ts';
import { describeRootChange } from './describe-root-change.ts';
import { readKeyFolder } from './signing-keys.ts';

export interface OpenedRequest {
  about: SignatureFile['about'];
  version: number;
  publisher: string;
  /** Of the channel's first root. */
  fingerprint: string;
  /** What would be signed. */
  words: string[];
  /** What must be said yes to besides. */
  doubts: string[];
  /** Key IDs whose signature is of use. */
  signers: readonly string[];
  signed: Record<string, unknown>;
}

const toBytes = (json: unknown): Uint8Array => new Uint8Array(Buffer.from(JSON.stringify(json)));

/** Throws a Refusal, or a ChannelError, when the request is not what it says. */
export async function openRequest(request: SignatureRequest): Promise<OpenedRequest> {
  let trust = await loadTrustedRoot(toBytes(request.roots[0]), nodeCrypto);
  for (const root of request.roots.slice(1)) trust = await updateRoot(trust, toBytes(root), nodeCrypto);
  const publisher = trustedRoot(trust).custom?.publisher;
  if (publisher === undefined) throw new Refusal('The channel of this request has no publisher: do not sign it.');
  const channel = { publisher, fingerprint: (await rootFingerprint(request.roots[0], nodeCrypto.sha256)) ?? '' };
  const opened = request.about === 'list' ? await openList(request, trust, publisher) : openRoot(request, trust);
  return { ...channel, about: request.about, signed: request.metadata.signed, ...opened };
}

type OpenedContent = Pick<OpenedRequest, 'version' | 'words' | 'doubts' | 'signers'>;

function openRoot({ metadata, names }: RootRequest, trust: TrustedMetadata): OpenedContent {
  const { signed } = parseMetadata('root', 'the new root', toBytes(metadata));
  const old = trustedRoot(trust);
  if (signed.version !== old.version + 1) {
    throw new Refusal(
      `The request is for root ${signed.version}, and the one in force is ${old.version}: do not sign it.`,
    );
  }
  const signers = [...new Set([...old.roles.root.keyids, ...signed.roles.root.keyids])];
  return { version: signed.version, words: describeRootChange(old, signed, names), doubts: [], signers };
}

async function openList(request: ListRequest, trust: TrustedMetadata, publisher: string): Promise<OpenedContent> {
  const metadata = Metadata.fromJSON(MetadataKind.Targets, request.metadata as never);
  const { version, targets } = metadata.signed;
  const before = request.before === null ? null : await openFormerRelease(request, request.before, trust);
  if (version !== (before?.version ?? 0) + 1) {
    throw new Refusal(
      `The request is for version ${version}, and the one before it is ${before?.version ?? 0}: do not sign it.`,
    );
  }
  const entries = parseEntries(request.list, 'the list in the request');
  const names = await readProtectedNames();
  const collisions = hashCollisions(names, entries.values());
  if (collisions.length > 0)
    throw new Refusal(...collisions, 'Do not sign it: somebody wants an employer to be flagged.');
  const again = buildListRelease(entries, publisher, {
    before: before?.files ?? null,
    targets: before?.targets ?? {},
    version,
  });
  for (const { name, bytes } of again.files) {
    const named = targets[name];
    if (named === undefined) throw new Refusal(`The request does not hold ${name}: do not sign it.`);
    const signed = { length: named.length, hashes: { sha256: named.hashes['sha256'] ?? '' } };
    await verifyLengthAndHashes(`${name}, made anew from the rows,`, bytes, signed, nodeCrypto);
  }
  const own = new Set([...again.files.map(({ name }) => name), ...Object.keys(again.keptDeltas)]);
  const others = Object.keys(targets).filter((name) => !own.has(name));
  const delta = others.find((name) => name.startsWith(DELTA_PREFIX));
  if (delta !== undefined)
    throw new Refusal(`The request holds a delta that does not follow from the rows (${delta}): do not sign it.`);
  const review = reviewChanges(
    entries,
    await readFormerListings(before?.files ?? null),
    parseEntries(request.former, 'the former list in the request'),
    lookAlikeIndex(names),
  );
  const words = [
    ...describeReview(review),
    ...describeKnowledgeChange(others, targets, before?.targets ?? {}),
    ...describeWithdrawalKeyChange(metadata, before?.metadata ?? null),
    `Valid until ${metadata.signed.expires}.`,
  ];
  return { version, words, doubts: confirmationsNeeded(review), signers: trustedRoot(trust).roles.targets.keyids };
}

interface FormerRelease {
  metadata: Metadata<Targets>;
  version: number;
  targets: Readonly<Record<string, TargetFile>>;
  files: ListFiles | null;
}

/** The list signed last, believed by any root of the chain: its keys may have been replaced since. */
async function openFormerRelease(
  { roots }: ListRequest,
  before: NonNullable<ListRequest['before']>,
  trust: TrustedMetadata,
): Promise<FormerRelease> {
  const parsed = parseMetadata('targets', 'the former list', toBytes(before.targets));
  const chain = roots.map((root) => parseMetadata('root', 'root.json', toBytes(root)).signed).reverse();
  const holds = await Promise.all(
    chain.map(({ roles, keys }) =>
      verifyThreshold('the former list', parsed, roles.targets, keys, nodeCrypto).then(
        () => true,
        () => false,
      ),
    ),
  );
  if (!holds.includes(true)) {
    throw new Refusal(
      `The former list in the request was not signed for root ${trustedRoot(trust).version} or one before it.`,
    );
  }
  const metadata = Metadata.fromJSON(MetadataKind.Targets, before.targets as never);
  const { targets, version } = metadata.signed;
  const files = await openFormerFiles(before, targets);
  return { metadata, version, targets, files };
}

async function openFormerFiles(
  { hashes, listings }: { hashes: string; listings: string },
  targets: Readonly<Record<string, TargetFile>>,
): Promise<ListFiles | null> {
  if (hashes === '' || listings === '') return null;
  const read = async (name: string, base64: string): Promise<Uint8Array> => {
    const bytes = new Uint8Array(Buffer.from(base64, 'base64'));
    const signed = { length: targets[name]?.length ?? -1, hashes: { sha256: targets[name]?.hashes['sha256'] ?? '' } };
    await verifyLengthAndHashes(`the former ${name}`, bytes, signed, nodeCrypto);
    return bytes;
  };
  return { pairs: decodeHashes(await read(HASHES_TARGET, hashes)), listings: await read(LISTINGS_TARGET, listings) };
}

/** Files besides the list, such as phrases: told, since nobody can read them here. */
function describeKnowledgeChange(
  names: readonly string[],
  now: Readonly<Record<string, TargetFile>>,
  before: Readonly<Record<string, TargetFile>>,
): string[] {
  const changed = names.filter((name) => now[name]?.hashes['sha256'] !== before[name]?.hashes['sha256']);
  const gone = Object.keys(before).filter(
    (name) =>
      now[name] === undefined && !name.startsWith(DELTA_PREFIX) && name !== HASHES_TARGET && name !== LISTINGS_TARGET,
  );
  return [
    ...(changed.length > 0 ? [`Other files that change: ${changed.join(', ')}.`] : []),
    ...(gone.length > 0 ? [`Other files that go: ${gone.join(', ')}.`] : []),
  ];
}

function describeWithdrawalKeyChange(now: Metadata<Targets>, before: Metadata<Targets> | null): string[] {
  const ids = (metadata: typeof before): string[] => Object.keys(metadata?.signed.delegations?.keys ?? {});
  const old = new Set(ids(before));
  const fresh = ids(now).filter((id) => !old.has(id));
  const gone = [...old].filter((id) => !ids(now).includes(id));
  if (before === null || (fresh.length === 0 && gone.length === 0)) return [];
  return [`Who may take back changes: ${fresh.length} new, ${gone.length} gone.`];
}

/** Throws a Refusal when no key of the folder may sign it. */
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
      'Either it is another folder, or the channel was not told of this key: see "channel keys".',
    );
  }
  const payload = Buffer.from(canonicalize(signed));
  const signatures: SignatureFile['signatures'] = [];
  const locked: string[] = [];
  for (const { name, key, unlock } of keys) {
    const signer = await unlock();
    if (signer === null) locked.push(name);
    else signatures.push({ name, keyid: key.keyID, sig: signer(payload).sig });
  }
  if (signatures.length === 0) throw new Refusal(`No passphrase was given that opens ${locked.join(', ')}.`);
  return { 'joblantern-signature': 1, about, version, of: digestOfSigned(signed), signatures };
}
