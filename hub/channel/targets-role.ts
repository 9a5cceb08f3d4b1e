/** Metadata of those who list and of those who may take back. */
import { Metadata, TargetFile, Targets, type Key, type MetaFile } from '@tufjs/models';
import { WITHDRAWALS } from '../../utils/channel/trust.ts';
import { WITHDRAWN } from '../../utils/indicators/list.ts';
import { encodeWithdrawals, type Withdrawals } from '../../utils/indicators/withdrawals.ts';
import { Refusal } from '../refusal.ts';
import type { ChannelConfig } from './folder.ts';
import { WITHDRAWALS_FILE, type Published } from './published.ts';
import {
  addSignatures,
  expiryAfter,
  fileOf,
  metaFileOf,
  sha256Hex,
  SPEC_VERSION,
  type TufRole,
  type Written,
} from './signer.ts';
import type { SigningKey } from './signing-keys.ts';

/** What somebody who signs has before them. */
export interface Desk {
  dir: string;
  /** Milliseconds since 1970. */
  now: number;
  days: ChannelConfig['days'];
  keys: readonly SigningKey[];
  /** Who may take back. */
  withdrawers: readonly Key[];
  published: Published;
}

export function roleOf(published: Published, name: 'targets' | 'snapshot' | 'timestamp'): TufRole {
  const role = published.root.signed.roles[name];
  if (role === undefined) throw new TypeError(`a root without ${name}`);
  return role;
}

function targetOf({ name, bytes, custom }: Written): TargetFile {
  const hashes = { sha256: sha256Hex(bytes) };
  // An object in an object is more than the type of the package's option allows, though TUF and the package carry it.
  const more = custom === undefined ? {} : { unrecognizedFields: { custom } as never };
  return new TargetFile({ path: name, length: bytes.length, hashes, ...more });
}

export interface Made {
  metadata: Metadata<Targets>;
  file: Written;
  meta: MetaFile;
}
export type MadeWithdrawals = Made & { target: Written };

/** The next list, not signed yet. `kept`: files of the former release that stay as they are. */
export function draftTargets(
  desk: Pick<Desk, 'published' | 'withdrawers'>,
  kept: Readonly<Record<string, TargetFile>>,
  files: readonly Written[],
  expires: string,
): Metadata<Targets> {
  const before = desk.published.targets?.signed;
  return new Metadata(
    new Targets({
      version: (before?.version ?? 0) + 1,
      specVersion: SPEC_VERSION,
      expires,
      targets: { ...kept, ...Object.fromEntries(files.map((file) => [file.name, targetOf(file)])) },
      delegations: delegationsOf(desk.withdrawers),
    }),
  );
}

function delegationsOf(withdrawers: readonly Key[]): NonNullable<Targets['delegations']> {
  const keys = Object.fromEntries(withdrawers.map((key) => [key.keyID, key.toJSON()]));
  if (withdrawers.length === 0) {
    throw new Refusal('No key is known that may take back: make one with "channel rotate DIR --replace withdrawals".');
  }
  const role = { name: WITHDRAWALS, keyids: Object.keys(keys), threshold: 1, terminating: true, paths: [WITHDRAWN] };
  // The class itself is not exported; a document read from JSON has one.
  const { delegations } = Targets.fromJSON({
    spec_version: SPEC_VERSION,
    version: 1,
    expires: '2100-01-01T00:00:00Z',
    targets: {},
    delegations: { keys, roles: [role] },
  });
  if (delegations === undefined) throw new TypeError('delegations were not read');
  return delegations;
}

/** null when no withdrawals key is at hand, or none that can be opened, and the former metadata can stand. */
export async function newWithdrawals(
  desk: Desk,
  withdrawn: Withdrawals,
  targets: Targets,
): Promise<MadeWithdrawals | null> {
  const role = targets.delegations?.roles?.[WITHDRAWALS];
  if (role === undefined) throw new TypeError('targets without the withdrawals role');
  const before = desk.published.withdrawals;
  const target = { name: WITHDRAWN, bytes: encodeWithdrawals(withdrawn) };
  const metadata = new Metadata(
    new Targets({
      version: (before?.signed.version ?? 0) + 1,
      specVersion: SPEC_VERSION,
      expires: expiryAfter(desk.now, desk.days.withdrawals),
      targets: { [WITHDRAWN]: targetOf(target) },
    }),
  );
  const lacking = await addSignatures(metadata, 'what is taken back', role, desk.keys);
  if (lacking === null) return { ...made(metadata, WITHDRAWALS_FILE), target };
  if (before === null || !mayStand(before, role)) throw lacking;
  return null;
}

/** Former withdrawals count on only while one of those who signed them is still named. */
function mayStand(before: Metadata<Targets>, role: TufRole): boolean {
  return role.keyIDs.some((id) => Object.hasOwn(before.signatures, id));
}

export function made(metadata: Metadata<Targets>, name: string): Made {
  const { version } = metadata.signed;
  const file = fileOf(metadata, `${version}.${name}`);
  return { metadata, file, meta: metaFileOf(file, version) };
}
