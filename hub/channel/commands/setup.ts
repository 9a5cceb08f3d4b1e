/** Commands that set up a channel, a second person's keys, and invitations. */
import { basename, join } from 'node:path';
import type { Command } from 'commander';
import { collect } from '../../collect.ts';
import { print } from '../../print.ts';
import { Refusal } from '../../refusal.ts';
import { UsageError } from '../../usage-error.ts';
import { channelPaths, writeAtomically } from '../channel-folder.ts';
import { locked } from '../channel-lock.ts';
import { createInvitation } from '../host/create-invitation.ts';
import { initChannel } from '../key-files/init-channel.ts';
import { encryptKeys, keyTable } from '../key-files/key-table.ts';
import { newPassphrase } from '../key-files/passphrases.ts';
import { createPersonKeys } from '../key-files/person-keys.ts';
import { newestRootName } from '../signing/published-metadata.ts';
import { readPerson } from '../key-files/public-keys.ts';
import { readTextFile } from '../read-text-file.ts';
import {
  keyOptionsOf,
  newKeyEncryption,
  withEncryptionOptions,
  withKeyOptions,
  type EncryptionOptionValues,
  type KeyOptionValues,
} from './key-options.ts';

export function addSetupCommands(group: Command): void {
  withEncryptionOptions(
    group
      .command('init')
      .summary('make a channel: keys, first root, empty list')
      .description(
        'Makes DIR with keys/, public/ and an empty list.csv. All keys but the online key are encrypted with a passphrase ("age -d" decrypts them).',
      )
      .argument('<DIR>', 'folder of the new channel')
      .option('--publisher <NAME>', "who lists, as warnings name them (default: the folder's name)")
      .option('--one-person', 'one person may list alone; otherwise two keys must sign')
      .option('--person <FILE>', 'NAME.public.json of another person who lists (channel key): both must sign', collect)
      .option('--recipient <KEY>', 'age recipient of reports (repeatable)', collect),
  ).action(locked('channel init', init));

  withEncryptionOptions(
    group
      .command('key')
      .summary('make the keys of another person who lists, on their own machine')
      .description(
        'Makes keys in FOLDER, which never leave that machine, and FOLDER/NAME.public.json, which is not secret: send it to the person who makes the channel (init --person) or keeps it (rotate --person).',
      )
      .argument('<FOLDER>', 'folder of the new keys')
      .option('--name <NAME>', 'a short name of small letters a to z'),
  ).action(makePersonKeys);

  group
    .command('keys')
    .summary('list the keys: purpose, place, whether encrypted')
    .description('Opens no key and needs no passphrase.')
    .argument('<DIR>', 'folder of the channel')
    .action(async (dir: string) => {
      for (const line of await keyTable(dir)) print(line);
    });

  withKeyOptions(
    group
      .command('lock')
      .summary('encrypt the keys of a channel or a person with a passphrase, or change it')
      .description("Encrypts every key of a channel, or of a person's folder, except the online key.")
      .argument('<DIR>', 'folder of the channel or of the person')
      .option(
        '--new-passphrase-file <FILE>',
        'read the new passphrase from the first line of FILE; else from the variable JOBLANTERN_NEW_PASSPHRASE; else you are asked',
      ),
  ).action(locked('channel lock', lockKeys));

  group
    .command('root')
    .summary('print the newest root, to pin as root.json beside a brand.yaml')
    .description('Compare it with the publisher in another way than the one it came by.')
    .argument('<DIR>', 'folder of the channel')
    .action(async (dir: string) => {
      const text = await readTextFile(join(channelPaths(dir).public, await newestRootName(dir)));
      // JSON as it is signed: printed unchanged.
      console.log(text.trimEnd());
    });

  group
    .command('invite')
    .summary('print the link by which readers add this list, and its fingerprint')
    .description('The file carries the root itself, for handing over in person.')
    .argument('<DIR>', 'folder of the channel')
    .option('--url <ADDRESS>', 'https address of the public files')
    .option('--colour <COLOUR>', "colour of this list in the reader's browser, such as #1f5f8b")
    .option('--file <FILE>', 'write an invitation file too')
    .action(invite);
}

interface InitValues extends EncryptionOptionValues {
  publisher?: string;
  onePerson?: boolean;
  person?: string[];
  recipient?: string[];
}

async function init(dir: string, values: InitValues): Promise<void> {
  const { onePerson = false, publisher = basename(dir), recipient: recipients = [] } = values;
  const people = await Promise.all((values.person ?? []).map(readPerson));
  const encryption = await newKeyEncryption(values);
  const keys = await initChannel({ dir, publisher, onePerson, recipients, people, encryption, now: Date.now() });
  print(`Made ${dir} for ${publisher}, with the keys ${keys.join(', ')}.`);
  if (encryption === null) {
    print(`The keys in ${channelPaths(dir).keys} are NOT encrypted: whoever reads them can sign as ${publisher}.`);
    print(`Encrypt them: channel lock ${dir}`);
  } else {
    print(
      'The keys are encrypted with your passphrase. Write it down and keep it apart from them: without it they are lost.',
    );
    print('Only online-1 is not encrypted, so that a timer can use it. It can neither list nor withdraw.');
  }
  print('Move each root key to a place of its own, offline, and keep copies. Two of the three make a new root.');
  if (people.length > 0) print(`To list, you and ${people.map(({ name }) => name).join(', ')} must sign.`);
  else if (onePerson) print('One person alone can list here. For two people, leave out --one-person.');
  else print('Give the keys targets-1 and targets-2 to two different people.');
}

async function makePersonKeys(folder: string, values: EncryptionOptionValues & { name?: string }): Promise<void> {
  const { name } = values;
  if (name === undefined) throw new UsageError('--name is needed: a short name of small letters, like "mali".');
  const encryption = await newKeyEncryption(values);
  const file = await createPersonKeys(folder, name, encryption);
  const state = encryption === null ? 'NOT encrypted' : 'encrypted with your passphrase';
  print(`Made the keys targets-${name} and withdrawals-${name} in ${folder}, ${state}.`);
  print(`Send ${file} to the person who makes the channel. It is not secret, but it must arrive unchanged:`);
  print('read them the first letters by phone.');
}

async function lockKeys(dir: string, values: KeyOptionValues & { newPassphraseFile?: string }): Promise<void> {
  const { passphrases } = await keyOptionsOf(values);
  const passphrase = await newPassphrase(values.newPassphraseFile, 'JOBLANTERN_NEW_PASSPHRASE');
  if (passphrase === null || passphrases === undefined) {
    throw new Refusal('No new passphrase was given: use --new-passphrase-file, or run this at a terminal.');
  }
  const names = await encryptKeys(dir, passphrases, { passphrase });
  print(`Encrypted with the new passphrase: ${names.join(', ')}.`);
  print('Copies elsewhere still have the old passphrase: replace them.');
}

async function invite(dir: string, values: { url?: string; colour?: string; file?: string }): Promise<void> {
  if (values.url === undefined) throw new UsageError('--url is needed: the https address of the public files.');
  const { link, fingerprint, file } = await createInvitation(dir, values.url, values.colour ?? null);
  if (values.file !== undefined) await writeAtomically(values.file, file);
  print(`link: ${link}`);
  print(`fingerprint: ${fingerprint}`);
  print('Readers see this fingerprint before they add the list. Print it on paper or read it to them:');
  print('it must not come by the same way as the link.');
  if (values.file !== undefined) print(`Wrote ${values.file}.`);
}
