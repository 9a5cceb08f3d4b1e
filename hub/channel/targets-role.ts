/** Metadata of those who list and of those who may take back. */
import { Metadata, TargetFile, Targets, type Key, type MetaFile } from '@tufjs/models';
import { WITHDRAWALS } from '../../utils/channel/trust.ts';
import { WITHDRAWN } from '../../utils/indicators/list.ts';
import { encodeWithdrawals } from '../../utils/indicators/withdrawals.ts';
import { Refusal } from '../refusal.ts';
import type { ChannelConfig } from './folder.ts';
import { TARGETS_FILE, WITHDRAWALS_FILE, type Published } from './published.ts';
import {
  expiryAfter,
  fileOf,
  metaFileOf,
  sha256Hex,
  signFor,
  SPEC_VERSION,
  type TufRole,
  type Written,
} from './signer.ts';
import type { SigningKey } from './signing-keys.ts';
import type { WithdrawnEntry } from './withdrawn-file.ts';

/** What somebody who signs has before them. */
export interface Desk {
  dir: string;
  /** Milliseconds since 1970. */
  now: number;
  days: ChannelConfig['days'];
  keys: readonly SigningKey[];
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

/** `kept`: files of the former release that stay as they are. */
export function newTargets(desk: Desk, kept: Readonly<Record<string, TargetFile>>, files: readonly Written[]): Made {
  const before = desk.published.targets?.signed;
  const targets = new Targets({
    version: (before?.version ?? 0) + 1,
    specVersion: SPEC_VERSION,
    expires: expiryAfter(desk.now, desk.days.targets),
    targets: { ...kept, ...Object.fromEntries(files.map((file) => [file.name, targetOf(file)])) },
    delegations: delegationsOf(desk, before),
  });
  const metadata = signFor(new Metadata(targets), 'the list', roleOf(desk.published, 'targets'), desk.keys);
  return made(metadata, TARGETS_FILE);
}

/** Every withdrawals key that was named before or lies here. */
function delegationsOf(desk: Desk, before: Targets | undefined): NonNullable<Targets['delegations']> {
  const here = desk.keys.filter(({ role }) => role === 'withdrawals').map(({ key }) => [key.keyID, key.toJSON()]);
  const old = Object.entries(before?.delegations?.keys ?? {}).map(([id, key]) => [id, key.toJSON()]);
  const keys = Object.fromEntries([...old, ...here]) as Record<string, ReturnType<Key['toJSON']>>;
  if (Object.keys(keys).length === 0) throw new Refusal('No withdrawals key is here to be named.');
  const role = { name: WITHDRAWALS, keyids: Object.keys(keys), threshold: 1, terminating: true, paths: [WITHDRAWN] };
  // The class itself is not exported; a document read from JSON has one.
  const { delegations } = Targets.fromJSON({
    spec_version: SPEC_VERSION,
    version: 1,
    expires: expiryAfter(desk.now, 1),
    targets: {},
    delegations: { keys, roles: [role] },
  });
  if (delegations === undefined) throw new TypeError('delegations were not read');
  return delegations;
}

/** null when no withdrawals key is here and the former metadata can stand. */
export function newWithdrawals(
  desk: Desk,
  withdrawn: ReadonlyMap<string, WithdrawnEntry>,
  targets: Targets,
): (Made & { target: Written }) | null {
  const role = targets.delegations?.roles?.[WITHDRAWALS];
  if (role === undefined) throw new TypeError('targets without the withdrawals role');
  const before = desk.published.withdrawals;
  const here = desk.keys.some(({ key }) => role.keyIDs.includes(key.keyID));
  if (!here && before !== null) return null;
  const target = { name: WITHDRAWN, bytes: encodeWithdrawals(withdrawn) };
  const metadata = new Metadata(
    new Targets({
      version: (before?.signed.version ?? 0) + 1,
      specVersion: SPEC_VERSION,
      expires: expiryAfter(desk.now, desk.days.withdrawals),
      targets: { [WITHDRAWN]: targetOf(target) },
    }),
  );
  return { ...made(signFor(metadata, 'withdrawals', role, desk.keys), WITHDRAWALS_FILE), target };
}

function made(metadata: Metadata<Targets>, name: string): Made {
  const { version } = metadata.signed;
  const file = fileOf(metadata, `${version}.${name}`);
  return { metadata, file, meta: metaFileOf(file, version) };
}
