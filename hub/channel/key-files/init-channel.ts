/** Makes a channel: keys, first root, empty list. */
import { readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Metadata, Root } from '@tufjs/models';
import { hasHiddenCharacters } from '../../../utils/channel/publisher-name.ts';
import { isThere } from '../../is-there.ts';
import { Refusal } from '../../refusal.ts';
import { ENTRY_COLUMNS } from '../list/entry.ts';
import {
  DEFAULT_VALIDITY_DAYS,
  channelPaths,
  partsOfChannel,
  writeChannelConfig,
  writeAtomically,
  type ChannelConfig,
} from '../channel-folder.ts';
import { checkRecipients } from './check-recipients.ts';
import { writeCsvRows } from '../list/csv-rows.ts';
import { deletePartFiles } from '../part-files.ts';
import { parseKeyFileName, type KeyEncryption } from './key-file.ts';
import { addPublicKeys, type Person } from './public-keys.ts';
import { requireDistinctPeople } from './replaced-people.ts';
import {
  expiryAfter,
  metadataFile,
  signForRole,
  TUF_SPEC_VERSION,
  writePublicFiles,
} from '../signing/sign-for-role.ts';
import { generateKey, publicKeyHex, keyFromPublicHex, writeKeys, type KeyRole } from './signing-keys.ts';

export interface InitOptions {
  dir: string;
  /** Name of the publisher in warnings. */
  publisher: string;
  /** One person may list alone: one list key instead of two. */
  onePerson?: boolean;
  /** Other people who list, with keys that were made on their own machines. */
  people?: readonly Person[];
  /** Default and null: the keys are not encrypted. */
  encryption?: KeyEncryption | null;
  /** Age recipients of reports. */
  recipients?: readonly string[];
  days?: Partial<ChannelConfig['days']>;
  /** Milliseconds since 1970. */
  now: number;
}

/** Number of keys made here and threshold, by kind. */
const keyCounts = (onePerson: boolean, others: number): Record<KeyRole, { keys: number; threshold: number }> => ({
  root: { keys: 3, threshold: 2 },
  targets: { keys: onePerson || others > 0 ? 1 : 2, threshold: onePerson ? 1 : 2 },
  withdrawals: { keys: onePerson || others > 0 ? 1 : 2, threshold: 1 },
  online: { keys: 1, threshold: 1 },
});

/** Returns the names of the keys. Throws a Refusal when the folder is a channel already. */
export async function initChannel(options: InitOptions): Promise<string[]> {
  const { dir, publisher, onePerson = false, recipients = [], people = [], encryption = null, now } = options;
  const paths = channelPaths(dir);
  if (isThere(paths.config)) throw new Refusal(`${dir} is a channel already.`);
  const parts = partsOfChannel(dir);
  if (parts.length > 0) {
    throw new Refusal(
      `${dir} holds a channel that lost its channel.json (${parts.join(', ')}). New keys would replace its own. Nothing was changed.`,
      `Put a copy of channel.json back: "channel diff ${dir}" says what it holds. Or name another folder for a new channel.`,
    );
  }
  requireNoKeys(paths.keys);
  if (publisher.length === 0 || publisher.length > 80)
    throw new Refusal('The publisher needs a name of 1 to 80 characters.');
  if (hasHiddenCharacters(publisher))
    throw new Refusal(
      'The name of the publisher has invisible characters: readers could not add the list. Type it anew.',
    );
  await checkRecipients(recipients);
  const days = { ...DEFAULT_VALIDITY_DAYS, ...options.days };
  if (onePerson && people.length > 0)
    throw new Refusal('Either one person lists alone (--one-person), or several (--person).');
  requireDistinctPeople(people);
  const rules = keyCounts(onePerson, people.length);
  const made = (Object.keys(rules) as KeyRole[]).flatMap((role) =>
    Array.from({ length: rules[role].keys }, (_, at) => generateKey(role, at + 1)),
  );
  const others = people.flatMap((person) =>
    (['targets', 'withdrawals'] as const).map((role) => ({
      role,
      name: `${role}-${person.name}`,
      key: keyFromPublicHex(person[role]),
    })),
  );
  const keys = [...made, ...others];
  const roleFor = (role: KeyRole) => ({
    keyids: keys.filter((key) => key.role === role).map(({ key }) => key.keyID),
    threshold: rules[role].threshold,
  });
  const inRoot = keys.filter(({ role }) => role !== 'withdrawals');
  const root = Root.fromJSON({
    spec_version: TUF_SPEC_VERSION,
    version: 1,
    expires: expiryAfter(now, days.root),
    consistent_snapshot: true,
    keys: Object.fromEntries(inRoot.map(({ key }) => [key.keyID, key.toJSON()])),
    roles: {
      root: roleFor('root'),
      targets: roleFor('targets'),
      snapshot: roleFor('online'),
      timestamp: roleFor('online'),
    },
    custom: { publisher, recipients: [...recipients] },
  });
  const rootRole = root.roles['root'];
  if (rootRole === undefined) throw new TypeError('a root without its own role');
  const signed = await signForRole(new Metadata(root), 'root', rootRole, made);
  // What an "init" that was killed has left: halves of keys, and names of people who may not list here.
  await deletePartFiles(dir);
  await rm(paths.publicKeys, { force: true });
  await writeKeys(dir, made, encryption);
  await addPublicKeys(dir, new Map(others.map(({ name, key }) => [name, publicKeyHex(key)])));
  await writePublicFiles(dir, [metadataFile(signed, '1.root.json')]);
  // After keys and root: this file makes the folder a channel.
  await writeChannelConfig(dir, { publisher, days });
  await writeAtomically(paths.list, writeCsvRows(ENTRY_COLUMNS, []));
  return made.map(({ name }) => name);
}

/** Throws a Refusal when the folder holds keys: of a channel whose other files are lost, or of an "init" that was killed. */
function requireNoKeys(folder: string): void {
  const key = isThere(folder) ? readdirSync(folder).find((file) => parseKeyFileName(file) !== null) : undefined;
  if (key === undefined) return;
  throw new Refusal(
    `${join(folder, key)} is a key already, and a new one would replace it. Nothing was changed.`,
    `If an "init" was broken off here, nothing was signed with its keys: delete ${folder}, and run the same command again.`,
    'If these are the keys of a channel: put copies of its channel.json and public beside them. Or name another folder for a new channel.',
  );
}
