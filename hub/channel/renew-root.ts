/** A new root: before the old one expires, to name other recipients, or when keys were lost or stolen. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Metadata, MetadataKind, type Key } from '@tufjs/models';
import { Refusal } from '../refusal.ts';
import { pathsOf, readConfig, type ChannelConfig } from './folder.ts';
import { readPublished } from './published.ts';
import { expiryAfter, fileOf, signFor, writePublic, type TufRole } from './signer.ts';
import { generateKey, readKeys, writeKey, type KeyRole, type SigningKey } from './signing-keys.ts';

export interface RenewWish {
  dir: string;
  /** Age recipients of reports, in place of those named so far. */
  recipients?: readonly string[];
  /** Kinds of keys to make anew; the old ones stop counting. */
  replace?: readonly Exclude<KeyRole, 'withdrawals'>[];
  days?: Partial<ChannelConfig['days']>;
  /** Milliseconds since 1970. */
  now: number;
}

/** Which roles of the root a kind of key signs for. */
const ROLES_OF = { root: ['root'], targets: ['targets'], online: ['snapshot', 'timestamp'] } as const;

/**
 * Signed by enough old and enough new root keys. The version of the new root. What the replaced keys signed has to be signed
 * again afterwards (`refresh` after new online keys, `sign` after new list keys).
 */
export async function renewRoot({ dir, recipients, replace = [], days, now }: RenewWish): Promise<number> {
  const config = await readConfig(dir);
  const { root: old } = await readPublished(dir);
  const keys = await readKeys(dir);
  const made = replace.flatMap((role) => successorsOf(role, old.signed.roles[ROLES_OF[role][0]], keys));
  const json = structuredClone(old.signed.toJSON()) as unknown as RootJson;
  json.version += 1;
  json.expires = expiryAfter(now, { ...config.days, ...days }.root);
  if (recipients !== undefined) json.custom = { ...json.custom, recipients: [...recipients] };
  for (const role of replace) {
    const successors = made.filter(({ signing }) => signing.role === role).map(({ signing }) => signing.key);
    for (const name of ROLES_OF[role]) {
      const named = json.roles[name];
      if (named !== undefined) named.keyids = successors.map(({ keyID }) => keyID);
    }
    for (const key of successors) json.keys[key.keyID] = key.toJSON();
  }
  const used = new Set(Object.values(json.roles).flatMap(({ keyids }) => keyids));
  json.keys = Object.fromEntries(Object.entries(json.keys).filter(([id]) => used.has(id)));

  const next = Metadata.fromJSON(MetadataKind.Root, { signatures: [], signed: json as never });
  const signers = [...keys, ...made.map(({ signing }) => signing)];
  signFor(next, 'the new root by the old keys', roleNamed(old.signed.roles['root']), signers);
  signFor(next, 'the new root by the new keys', roleNamed(next.signed.roles['root']), signers);
  for (const { signing, pem } of made) await writeKey(dir, signing.name, pem);
  await writePublic(dir, [fileOf(next, `${json.version}.root.json`)]);
  const replaced = keys.filter(({ role }) => (replace as readonly KeyRole[]).includes(role));
  for (const { name } of replaced) await rm(join(pathsOf(dir).keys, `${name}.pem`));
  return json.version;
}

/** As many new keys as the role had, numbered on. */
function successorsOf(
  role: KeyRole,
  old: TufRole | undefined,
  keys: readonly SigningKey[],
): ReturnType<typeof generateKey>[] {
  const numbers = keys.filter((key) => key.role === role).map(({ name }) => Number(name.replace(/^\D+/u, '')));
  const last = Math.max(0, ...numbers);
  return Array.from({ length: roleNamed(old).keyIDs.length }, (_, at) => generateKey(role, last + at + 1));
}

function roleNamed(role: TufRole | undefined): TufRole {
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
