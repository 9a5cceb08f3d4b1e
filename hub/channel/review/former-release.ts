/** The release before a request for a signature: verified, because a false one would hide what changes. */
import { canonicalize } from '@tufjs/canonical-json';
import { Metadata, MetadataKind, type TargetFile } from '@tufjs/models';
import { DELTA_PREFIX } from '../../../utils/channel/list-targets.ts';
import { parseMetadata, type SignedData } from '../../../utils/channel/metadata.ts';
import { trustedRoot, type TrustedMetadata } from '../../../utils/channel/trusted-metadata.ts';
import { verifyLengthAndHashes } from '../../../utils/channel/verify-length-and-hashes.ts';
import { verifyThreshold } from '../../../utils/channel/verify-threshold.ts';
import { decodeHashes } from '../../../utils/indicators/encode-hashes.ts';
import { HASHES_TARGET, LISTINGS_TARGET } from '../../../utils/indicators/indicator-list.ts';
import type { ListFiles } from '../../../utils/indicators/list-delta.ts';
import type { Withdrawals } from '../../../utils/indicators/withdrawals.ts';
import { Refusal } from '../../refusal.ts';
import { openFormerWithdrawals } from './former-withdrawals.ts';
import type { ListRelease } from '../signing/list-release.ts';
import { nodeCrypto } from '../node-crypto.ts';
import type { ListRequest } from '../signing/signature-request.ts';
import { targetFileOf } from '../signing/signed-targets.ts';

export interface FormerRelease {
  signed: SignedData<'targets'>;
  version: number;
  targets: Readonly<Record<string, TargetFile>>;
  /** null when the release held no list. */
  files: ListFiles | null;
  withdrawals: Withdrawals;
}

/** Verifies the former targets by any root of the chain: its keys may have been replaced since. Throws a Refusal otherwise. */
export async function openFormerRelease(
  { roots }: ListRequest,
  before: NonNullable<ListRequest['before']>,
  trusted: TrustedMetadata,
): Promise<FormerRelease> {
  const bytes = new Uint8Array(Buffer.from(JSON.stringify(before.targets)));
  const parsed = parseMetadata('targets', 'the former list', bytes);
  if (!(await isSignedByAny(roots, parsed))) {
    throw new Refusal(
      `The former list in the request was not signed for root ${trustedRoot(trusted).version} or one before it.`,
    );
  }
  const metadata = Metadata.fromJSON(MetadataKind.Targets, before.targets as never);
  const { targets, version } = metadata.signed;
  const files = await openFormerFiles(before, targets);
  const withdrawals = await openFormerWithdrawals(before, parsed.signed);
  return { signed: parsed.signed, version, targets, files, withdrawals };
}

async function isSignedByAny(
  roots: ListRequest['roots'],
  targets: ReturnType<typeof parseMetadata<'targets'>>,
): Promise<boolean> {
  for (const root of roots.toReversed()) {
    const { signed } = parseMetadata('root', 'root.json', new Uint8Array(Buffer.from(JSON.stringify(root))));
    const verifying = verifyThreshold(
      'the former list',
      targets,
      { role: signed.roles.targets, keys: signed.keys },
      nodeCrypto,
    );
    const isSigned = await verifying.then(
      () => true,
      () => false,
    );
    if (isSigned) return true;
  }
  return false;
}

/** Throws a Refusal when the targets name a list and the request leaves its files out. Removals would not be shown. */
async function openFormerFiles(
  { hashes, listings }: { hashes: string; listings: string },
  targets: Readonly<Record<string, TargetFile>>,
): Promise<ListFiles | null> {
  const namesList = targets[HASHES_TARGET] !== undefined || targets[LISTINGS_TARGET] !== undefined;
  if (!namesList && hashes === '' && listings === '') return null;
  if (hashes === '' || listings === '') {
    throw new Refusal('The request lacks the files of the former list, so removals could be hidden: do not sign it.');
  }
  const read = async (name: string, base64: string): Promise<Uint8Array> => {
    const bytes = new Uint8Array(Buffer.from(base64, 'base64'));
    const target = targets[name];
    const expected = { length: target?.length ?? -1, hashes: { sha256: target?.hashes['sha256'] ?? '' } };
    await verifyLengthAndHashes(`the former ${name}`, bytes, expected, nodeCrypto);
    return bytes;
  };
  return { pairs: decodeHashes(await read(HASHES_TARGET, hashes)), listings: await read(LISTINGS_TARGET, listings) };
}

/**
 * Checks that the targets name exactly the list that was rebuilt from the rows. Returns the names of the other target files.
 * Throws a Refusal or a ChannelError.
 */
export async function verifyListTargets({ targets }: SignedData<'targets'>, rebuilt: ListRelease): Promise<string[]> {
  for (const { name, bytes } of rebuilt.files) {
    const target = targets[name];
    if (target === undefined) throw new Refusal(`The request does not hold ${name}: do not sign it.`);
    await verifyLengthAndHashes(`${name}, rebuilt from the rows,`, bytes, target, nodeCrypto);
  }
  const files = rebuilt.files.map((file) => [file.name, targetFileOf(file)] as const);
  const own = new Map([...files, ...Object.entries(rebuilt.keptDeltas)]);
  for (const [name, target] of own) {
    // A wrong digest of the hashes, for example, would make every reader refuse the list.
    if (canonicalize(targets[name] ?? null) !== canonicalize(target.toJSON())) {
      throw new Refusal(`The request describes ${name} in another way than the rows do: do not sign it.`);
    }
  }
  const others = Object.keys(targets).filter((name) => !own.has(name));
  const delta = others.find((name) => name.startsWith(DELTA_PREFIX));
  if (delta !== undefined) {
    throw new Refusal(`The request holds a delta that does not follow from the rows (${delta}): do not sign it.`);
  }
  return others;
}
