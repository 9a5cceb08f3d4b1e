/** Makes and signs targets metadata: the list's, and the withdrawals role's. */
import { Metadata, TargetFile, Targets, type Key, type MetaFile } from '@tufjs/models';
import { WITHDRAWALS_ROLE } from '../../../utils/channel/trusted-metadata.ts';
import { WITHDRAWN_TARGET } from '../../../utils/indicators/indicator-list.ts';
import { encodeWithdrawals, type Withdrawals } from '../../../utils/indicators/withdrawals.ts';
import { Refusal } from '../../refusal.ts';
import type { ChannelConfig } from '../channel-folder.ts';
import { WITHDRAWALS_FILE, type PublishedMetadata } from './published-metadata.ts';
import {
  addSignatures,
  expiryAfter,
  metadataFile,
  metaFileOf,
  sha256Hex,
  TUF_SPEC_VERSION,
  type TufRole,
  type OutputFile,
} from './sign-for-role.ts';
import type { SigningKey } from '../key-files/signing-keys.ts';

/** What signing needs. */
export interface SigningWorkspace {
  dir: string;
  /** Milliseconds since 1970. */
  now: number;
  days: ChannelConfig['days'];
  keys: readonly SigningKey[];
  /** Keys of the withdrawals role. */
  withdrawers: readonly Key[];
  published: PublishedMetadata;
}

export function topLevelRole(published: PublishedMetadata, name: 'targets' | 'snapshot' | 'timestamp'): TufRole {
  const role = published.root.signed.roles[name];
  if (role === undefined) throw new TypeError(`a root without ${name}`);
  return role;
}

/** What is signed of a target file (TUF 4.5). */
export function targetFileOf({ name, bytes, custom }: OutputFile): TargetFile {
  const hashes = { sha256: sha256Hex(bytes) };
  // The type of the package's option allows no nested object, although TUF 4.5 and the package do.
  const more = custom === undefined ? {} : { unrecognizedFields: { custom } as never };
  return new TargetFile({ path: name, length: bytes.length, hashes, ...more });
}

export interface SignedTargets {
  metadata: Metadata<Targets>;
  file: OutputFile;
  meta: MetaFile;
}
export type SignedWithdrawals = SignedTargets & { target: OutputFile };

/** Makes the next targets metadata, not signed yet. @param kept target files of the former release that stay */
export function draftTargets(
  workspace: Pick<SigningWorkspace, 'published' | 'withdrawers'>,
  kept: Readonly<Record<string, TargetFile>>,
  files: readonly OutputFile[],
  expires: string,
): Metadata<Targets> {
  const before = workspace.published.targets?.signed;
  return new Metadata(
    new Targets({
      version: (before?.version ?? 0) + 1,
      specVersion: TUF_SPEC_VERSION,
      expires,
      targets: { ...kept, ...Object.fromEntries(files.map((file) => [file.name, targetFileOf(file)])) },
      delegations: delegationsOf(workspace.withdrawers),
    }),
  );
}

function delegationsOf(withdrawalKeys: readonly Key[]): NonNullable<Targets['delegations']> {
  const keys = Object.fromEntries(withdrawalKeys.map((key) => [key.keyID, key.toJSON()]));
  if (withdrawalKeys.length === 0) {
    throw new Refusal('No withdrawals key is known. Make one: channel rotate DIR --replace withdrawals');
  }
  const role = {
    name: WITHDRAWALS_ROLE,
    keyids: Object.keys(keys),
    threshold: 1,
    terminating: true,
    paths: [WITHDRAWN_TARGET],
  };
  // The package does not export the class; parsing JSON gives an instance.
  const { delegations } = Targets.fromJSON({
    spec_version: TUF_SPEC_VERSION,
    version: 1,
    expires: '2100-01-01T00:00:00Z',
    targets: {},
    delegations: { keys, roles: [role] },
  });
  if (delegations === undefined) throw new TypeError('delegations were not read');
  return delegations;
}

/** Returns null when no withdrawals key can sign here and the former metadata stays valid. Throws a Refusal when it does not. */
export async function signWithdrawals(
  workspace: SigningWorkspace,
  withdrawn: Withdrawals,
  targets: Targets,
): Promise<SignedWithdrawals | null> {
  const role = targets.delegations?.roles?.[WITHDRAWALS_ROLE];
  if (role === undefined) throw new TypeError('targets without the withdrawals role');
  const before = workspace.published.withdrawals;
  const target = { name: WITHDRAWN_TARGET, bytes: encodeWithdrawals(withdrawn) };
  const metadata = new Metadata(
    new Targets({
      version: (before?.signed.version ?? 0) + 1,
      specVersion: TUF_SPEC_VERSION,
      expires: expiryAfter(workspace.now, workspace.days.withdrawals),
      targets: { [WITHDRAWN_TARGET]: targetFileOf(target) },
    }),
  );
  const lacking = await addSignatures(metadata, 'the withdrawals', role, workspace.keys);
  if (lacking === null) return { ...signedTargetsOf(metadata, WITHDRAWALS_FILE), target };
  if (before === null || !isStillAuthorized(before, role)) throw lacking;
  return null;
}

/** Former withdrawals stay valid only while a key that signed them is still named. */
export function isStillAuthorized(before: Metadata<Targets>, role: TufRole): boolean {
  return role.keyIDs.some((id) => Object.hasOwn(before.signatures, id));
}

export function signedTargetsOf(metadata: Metadata<Targets>, name: string): SignedTargets {
  const { version } = metadata.signed;
  const file = metadataFile(metadata, `${version}.${name}`);
  return { metadata, file, meta: metaFileOf(file, version) };
}
