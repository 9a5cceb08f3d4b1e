/** Makes a new root: before the old one expires, for other recipients or people, or for new keys. */
import { Metadata, MetadataKind, type Key, type Root } from '@tufjs/models';
import { Refusal } from '../../refusal.ts';
import { readChannelConfig, type ChannelConfig } from '../channel-folder.ts';
import { checkRecipients } from './check-recipients.ts';
import { endKilledKeyChange, finishKeyChange, forgetKeyChange, noteKeyChange } from './key-change.ts';
import type { KeyEncryption } from './key-file.ts';
import { deletePending, readPending, addReceivedSignatures, writePending } from '../signing/pending-signature.ts';
import { readPublicKeys, type Person } from './public-keys.ts';
import { isReplacedElsewhere, requireDistinctPeople, requireFreeNames, requirePeople } from './replaced-people.ts';
import { readPublishedMetadata, readRoots } from '../signing/published-metadata.ts';
import { requireRequestFile, writeRequest, type SignatureFile } from '../signing/signature-request.ts';
import { addSignatures, expiryAfter, metadataFile, writePublicFiles, type TufRole } from '../signing/sign-for-role.ts';
import {
  generateKey,
  publicKeyHex,
  keyFromPublicHex,
  readKeys,
  roleOfName,
  writeKeys,
  type KeyRole,
  type KeyOptions,
  type GeneratedKey,
  type SigningKey,
} from './signing-keys.ts';

export interface RenewRootOptions extends KeyOptions {
  dir: string;
  /** Age recipients of reports, in place of the present ones. */
  recipients?: readonly string[];
  /** Kinds of keys to replace. The old ones no longer count. */
  replace?: readonly KeyRole[];
  /** Names of single keys to replace. Others of their kind stay. */
  replaceKeys?: readonly string[];
  /** Other people who list from now on, also in place of keys of theirs that are replaced. */
  people?: readonly Person[];
  days?: Partial<ChannelConfig['days']>;
  /** Encrypts the new keys. Default and null: not encrypted. */
  encryption?: KeyEncryption | null;
  /** File for a request when the available keys are too few. */
  ask?: string;
  /** Signatures of others for the last request. */
  signatures?: readonly SignatureFile[];
  /** Milliseconds since 1970. */
  now: number;
}

export interface RenewRootResult {
  version: number;
  /** Names of the new keys. */
  createdKeys: string[];
  /** Names of the keys that no longer count. */
  retiredKeys: string[];
  /** A request was written. The new root is not published yet. */
  awaitsSignature: boolean;
  /** The release must be signed again, because keys that signed it were replaced. */
  mustResign: boolean;
}

/** The top-level roles that a kind of key signs for. Withdrawals keys are named by the targets metadata. */
const TUF_ROLES_OF = {
  root: ['root'],
  targets: ['targets'],
  online: ['snapshot', 'timestamp'],
  withdrawals: [],
} as const;

interface RootPlan {
  next: Metadata<Root>;
  createdKeys: GeneratedKey[];
  retiredKeys: string[];
  /** Public keys to add to public-keys.json, by name. */
  names: Map<string, string>;
  mustResign: boolean;
}

/**
 * Signs the new root by the thresholds of the old and the new root keys (TUF 6.1). Afterwards the caller signs again what
 * replaced keys had signed (`RenewRootResult.mustResign`). Throws a Refusal, and changes nothing, when root keys are missing.
 */
export async function renewRoot(options: RenewRootOptions): Promise<RenewRootResult> {
  const { dir, signatures } = options;
  if (options.ask !== undefined) await requireRequestFile(options.ask);
  await endKilledKeyChange(dir);
  const { root: old } = await readPublishedMetadata(dir);
  const keys = await readKeys(dir, options);
  const plan = await (signatures === undefined ? planRoot(options, old, keys) : resumePlan(dir, old, signatures));
  const { next, createdKeys, retiredKeys, names, mustResign } = plan;
  const signers = [...keys, ...createdKeys];
  const missingKeys =
    (await addSignatures(next, 'the new root by the old keys', requireRole(old.signed.roles['root']), signers)) ??
    (await addSignatures(next, 'the new root by the new keys', requireRole(next.signed.roles['root']), signers));
  const { version } = next.signed;
  if (missingKeys !== null && options.ask === undefined) {
    const how = 'If another root key is on a memory stick: --keys FOLDER. If it is on another machine: --ask FILE.';
    throw new Refusal(...missingKeys.lines, how, 'Nothing was changed.');
  }
  const created = createdKeys.map(({ name }) => name);
  const change = { root: version, created, retired: retiredKeys, names: Object.fromEntries(names) };
  await noteKeyChange(dir, change);
  await writeKeys(dir, createdKeys, options.encryption ?? null);
  const done = { version, createdKeys: created, retiredKeys, mustResign };
  if (missingKeys !== null) {
    await requestRootSignature(dir, options.ask ?? '', next, { retiredKeys, mustResign, names: change.names });
    await forgetKeyChange(dir);
    return { ...done, awaitsSignature: true };
  }
  await writePublicFiles(dir, [metadataFile(next, `${version}.root.json`)]);
  await finishKeyChange(dir, change);
  await deletePending(dir, 'root');
  return { ...done, awaitsSignature: false };
}

async function planRoot(
  options: RenewRootOptions,
  old: Metadata<Root>,
  keys: readonly SigningKey[],
): Promise<RootPlan> {
  const { dir, recipients, replace = [], replaceKeys = [], people = [], days, now } = options;
  const config = await readChannelConfig(dir);
  await checkRecipients(recipients ?? []);
  const known = await knownKeys(dir, keys);
  // Keys of a root that was never finished do not count and need no successor.
  const inForce = new Map(Array.from(known).filter(([name, hex]) => isKeyInForce(old.signed, name, hex)));
  const retiredKeys = Array.from(inForce.keys()).filter(
    (name) => replace.includes(roleOfName(name)) || replaceKeys.includes(name),
  );
  const unknown = replaceKeys.find((name) => !inForce.has(name));
  if (unknown !== undefined) throw noSuchKey(unknown, dir);
  requireDistinctPeople(people);
  requirePeople(retiredKeys, people, known);
  requireFreeNames(people, inForce, retiredKeys);
  const replacedHere = retiredKeys.filter((name) => !isReplacedElsewhere(name, people));
  const createdKeys = successorKeys([...replacedHere, ...unnamedKeys(replace, old.signed, inForce)], known);
  const json = structuredClone(old.signed.toJSON()) as unknown as RootJson;
  json.version += 1;
  json.expires = expiryAfter(now, { ...config.days, ...days }.root);
  if (recipients !== undefined) json.custom = { ...json.custom, recipients: [...recipients] };
  const retiredIds = new Set(retiredKeys.map((name) => keyFromPublicHex(known.get(name) ?? '').keyID));
  const joining = people.map((person) => ({ role: 'targets' as const, key: keyFromPublicHex(person.targets) }));
  for (const kind of ['root', 'targets', 'online'] as const) {
    const more = [...createdKeys, ...joining].filter(({ role }) => role === kind).map(({ key }) => key);
    for (const name of TUF_ROLES_OF[kind]) {
      const role = json.roles[name];
      if (role === undefined) continue;
      const left = replace.includes(kind) ? [] : role.keyids.filter((id) => !retiredIds.has(id));
      role.keyids = [...new Set([...left, ...more.map(({ keyID }) => keyID)])];
      // A second person joined: from now on two must sign.
      if (kind === 'targets' && people.length > 0) role.threshold = Math.max(2, role.threshold);
    }
    for (const key of more) json.keys[key.keyID] = key.toJSON();
  }
  const used = new Set(Object.values(json.roles).flatMap(({ keyids }) => keyids));
  json.keys = Object.fromEntries(Object.entries(json.keys).filter(([id]) => used.has(id)));
  const names = new Map([
    ...people.flatMap(({ name, targets, withdrawals }) => [
      [`targets-${name}`, targets] as const,
      [`withdrawals-${name}`, withdrawals] as const,
    ]),
    ...createdKeys.map(({ name, key }) => [name, publicKeyHex(key)] as const),
  ]);
  const next = Metadata.fromJSON(MetadataKind.Root, { signatures: [], signed: json as never });
  const mustResign = people.length > 0 || retiredKeys.some((name) => roleOfName(name) !== 'root');
  return { next, createdKeys, retiredKeys, names, mustResign };
}

/** A command that was killed may have replaced the key, and not signed with the new one. */
export function noSuchKey(name: string, dir: string): Refusal {
  return new Refusal(
    `There is no key ${name}: "channel keys ${dir}" names those there are. Nothing was changed.`,
    `If it was replaced by a command that broke off, that is ended by: channel sign ${dir}`,
  );
}

/** The keys of public-keys.json and those in the folder. */
async function knownKeys(dir: string, keys: readonly SigningKey[]): Promise<Map<string, string>> {
  const here = keys.map(({ name, key }) => [name, publicKeyHex(key)] as const);
  return new Map([...here, ...(await readPublicKeys(dir))]);
}

/** Whether the root names the key. Withdrawals keys always count here. */
function isKeyInForce(root: Root, name: string, hex: string): boolean {
  const [role] = TUF_ROLES_OF[roleOfName(name)];
  return role === undefined || root.roles[role]?.keyIDs.includes(keyFromPublicHex(hex).keyID) === true;
}

/** Placeholders for keys of a replaced kind whose names are not known. The kind keeps its number of keys. */
function unnamedKeys(replace: readonly KeyRole[], old: Root, known: ReadonlyMap<string, string>): string[] {
  return replace.flatMap((kind) => {
    const [name] = TUF_ROLES_OF[kind];
    const had = name === undefined ? 0 : (old.roles[name]?.keyIDs.length ?? 0);
    const named = Array.from(known.keys()).filter((each) => roleOfName(each) === kind).length;
    return Array.from({ length: Math.max(0, had - named) }, () => `${kind}-unknown`);
  });
}

/** Makes a successor for each replaced key, with the next free number. */
function successorKeys(retiredKeys: readonly string[], known: ReadonlyMap<string, string>): GeneratedKey[] {
  const last = new Map<KeyRole, number>();
  for (const name of known.keys()) {
    const number = Number(/-(\d+)$/u.exec(name)?.[1] ?? 0);
    last.set(roleOfName(name), Math.max(number, last.get(roleOfName(name)) ?? 0));
  }
  return retiredKeys.map((name) => {
    const role = roleOfName(name);
    const number = (last.get(role) ?? 0) + 1;
    last.set(role, number);
    return generateKey(role, number);
  });
}

async function requestRootSignature(
  dir: string,
  file: string,
  next: Metadata<Root>,
  context: Record<string, unknown>,
): Promise<void> {
  const metadata = JSON.parse(JSON.stringify(next.toJSON())) as { signed: Record<string, unknown> };
  await writeRequest(file, { 'joblantern-request': 1, about: 'root', roots: await readRoots(dir), metadata });
  await writePending(dir, 'root', { metadata, context });
}

async function resumePlan(dir: string, old: Metadata<Root>, signatures: readonly SignatureFile[]): Promise<RootPlan> {
  const { metadata, context } = await readPending(dir, 'root');
  const next = Metadata.fromJSON(MetadataKind.Root, metadata as never);
  if (next.signed.version !== old.signed.version + 1) {
    throw new Refusal('Another root was published since the signature was asked for: ask again.');
  }
  await addReceivedSignatures(next, 'root', signatures, { ...old.signed.keys, ...next.signed.keys });
  const names = new Map(Object.entries(context['names'] as Record<string, string>));
  return {
    next,
    createdKeys: [],
    retiredKeys: context['retiredKeys'] as string[],
    names,
    mustResign: context['mustResign'] === true,
  };
}

function requireRole(role: TufRole | undefined): TufRole {
  if (role === undefined) throw new Refusal('The root lacks a role.');
  return role;
}

type KeyJson = ReturnType<Key['toJSON']>;
interface RootJson {
  version: number;
  expires: string;
  keys: Record<string, KeyJson>;
  roles: Record<string, { keyids: string[]; threshold: number }>;
  custom?: Record<string, unknown>;
}
