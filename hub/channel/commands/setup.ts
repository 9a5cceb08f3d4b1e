/** Commands for the beginning: a channel, a second person's keys, and what readers are given. */
import { basename, join } from 'node:path';
import { Refusal } from '../../refusal.ts';
import { channelPaths, writeAtomically } from '../channel-folder.ts';
import { initChannel } from '../init-channel.ts';
import { keyTable, encryptKeys } from '../key-table.ts';
import { createInvitation } from '../live.ts';
import { newPassphrase } from '../passphrases.ts';
import { createPersonKeys } from '../person-keys.ts';
import { readPerson } from '../public-keys.ts';
import { newestRootName } from '../published-metadata.ts';
import {
  flag,
  keyOptionsOf,
  KEY_OPTIONS,
  KEY_OPTIONS_HELP,
  readText,
  newKeyEncryption,
  ENCRYPTION_OPTIONS,
  ENCRYPTION_OPTIONS_HELP,
  textOf,
  textsOf,
  word,
  words,
  type Commands,
} from './command.ts';

export const SETUP_COMMANDS: Commands = {
  init: {
    usage: 'init DIR [--publisher NAME] [--one-person | --person FILE] [--recipient age1...]',
    summary: 'make a channel: keys, first root, empty list',
    help: `Makes DIR with keys/, public/ and an empty list.csv. All keys but the online one are sealed with a passphrase (age; "age -d" opens them).
  --publisher NAME         who lists, as warnings name them (default: the folder's name)
  --one-person             one person may list alone; otherwise two keys must sign
  --person FILE            NAME.public.json of another person who lists (channel key): both must sign
  --recipient KEY          age key that reports are sealed to; may be given several times
${ENCRYPTION_OPTIONS_HELP}`,
    options: { publisher: word, 'one-person': flag, person: words, recipient: words, ...ENCRYPTION_OPTIONS },
    argumentCount: [1, 1],
    async run(values, [dir = ''], say) {
      const onePerson = values['one-person'] === true;
      const publisher = textOf(values, 'publisher') ?? basename(dir);
      const recipients = textsOf(values, 'recipient') ?? [];
      const people = await Promise.all((textsOf(values, 'person') ?? []).map(readPerson));
      const encryption = await newKeyEncryption(values);
      const keys = await initChannel({
        dir,
        publisher,
        onePerson,
        recipients,
        people,
        encryption,
        now: Date.now(),
      });
      say(`Made ${dir} for ${publisher}, with the keys ${keys.join(', ')}.`);
      say(
        encryption === null
          ? `The keys in ${channelPaths(dir).keys} are NOT encrypted: whoever reads them can speak as ${publisher}. Seal them: channel lock ${dir}`
          : 'The keys are sealed with your passphrase: write it down and keep it apart from them. Without it they are lost.',
      );
      if (encryption !== null)
        say('Only online-1 is not, so that a timer can use it: it can neither list nor take back.');
      say('Move each root key to a place of its own, offline, and keep copies: two of the three make a new root.');
      if (people.length > 0) say(`To list, you and ${people.map(({ name }) => name).join(', ')} must sign.`);
      else if (onePerson) say('One person alone can list here. With two people, leave out --one-person.');
      else say('Give the keys targets-1 and targets-2 to two different people.');
    },
  },
  key: {
    usage: 'key FOLDER --name NAME',
    summary: 'make the keys of another person who lists, on her own machine',
    help: `Makes keys in FOLDER, which never leave that machine, and FOLDER/NAME.public.json, which is no secret: send it to whoever
makes the channel (init --person) or keeps it (rotate --person).
  --name NAME              a short name of small letters a to z
${ENCRYPTION_OPTIONS_HELP}`,
    options: { name: word, ...ENCRYPTION_OPTIONS },
    argumentCount: [1, 1],
    async run(values, [folder = ''], say) {
      const name = textOf(values, 'name');
      if (name === undefined) throw new Refusal('--name is needed: a short name of small letters, like "mali".');
      const lock = await newKeyEncryption(values);
      const file = await createPersonKeys(folder, name, lock);
      say(
        `Made the keys targets-${name} and withdrawals-${name} in ${folder}${lock === null ? ', NOT encrypted' : ', sealed with your passphrase'}.`,
      );
      say(
        `Send ${file} to whoever makes the channel. It is no secret, but it must arrive unchanged: read them the first letters by phone.`,
      );
    },
  },
  keys: {
    usage: 'keys DIR',
    summary: 'name the keys: what each is for, whether it is here, whether it is sealed',
    help: 'Opens no key and needs no passphrase.',
    options: {},
    argumentCount: [1, 1],
    async run(_values, [dir = ''], say) {
      for (const line of await keyTable(dir)) say(line);
    },
  },
  lock: {
    usage: 'lock DIR [--new-passphrase-file FILE]',
    summary: "seal the keys of a channel, or of a person's folder, with a passphrase, or with another one",
    help: `  --new-passphrase-file FILE  the new passphrase is the first line of FILE; else of the variable JOBLANTERN_NEW_PASSPHRASE; else you are asked
${KEY_OPTIONS_HELP}`,
    options: { ...KEY_OPTIONS, 'new-passphrase-file': word },
    argumentCount: [1, 1],
    async run(values, [dir = ''], say) {
      const { passphrases } = await keyOptionsOf(values);
      const passphrase = await newPassphrase(textOf(values, 'new-passphrase-file'), 'JOBLANTERN_NEW_PASSPHRASE');
      if (passphrase === null || passphrases === undefined) {
        throw new Refusal('No new passphrase was given: use --new-passphrase-file, or run this at a terminal.');
      }
      const sealed = await encryptKeys(dir, passphrases, { passphrase });
      say(
        `Sealed with the new passphrase: ${sealed.join(', ')}. Copies elsewhere still have the old one: replace them.`,
      );
    },
  },
  root: {
    usage: 'root DIR',
    summary: 'print the newest root, to be pinned as root.json beside a brand.yaml',
    help: 'Compare it with the publisher by another way than the one it came by.',
    options: {},
    argumentCount: [1, 1],
    async run(_values, [dir = ''], say) {
      say((await readText(join(channelPaths(dir).public, await newestRootName(dir)))).trimEnd());
    },
  },
  invite: {
    usage: 'invite DIR --url ADDRESS [--colour #rrggbb] [--file FILE]',
    summary: 'print the link by which readers add this list, and its fingerprint',
    help: `  --url ADDRESS            where the public files can be read, https
  --colour #rrggbb         what is drawn of this list in the reader's browser
  --file FILE              write a file too, which carries the root itself: for handing over in person`,
    options: { url: word, colour: word, file: word },
    argumentCount: [1, 1],
    async run(values, [dir = ''], say) {
      const url = textOf(values, 'url');
      if (url === undefined) throw new Refusal('--url is needed: the https address of the public files.');
      const { link, fingerprint, file } = await createInvitation(dir, url, textOf(values, 'colour') ?? null);
      const path = textOf(values, 'file');
      if (path !== undefined) await writeAtomically(path, file);
      say(`link: ${link}`);
      say(`fingerprint: ${fingerprint}`);
      say(
        'Readers see this fingerprint before they add the list. Print it on paper, or read it to them: it must not come by the same way as the link.',
      );
      if (path !== undefined) say(`Wrote ${path}.`);
    },
  },
};
