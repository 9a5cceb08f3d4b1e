/** Commands that sign. */
import { hashOf, hashText } from '../../../utils/indicators/hash.ts';
import type { Indicator } from '../../../utils/model/indicator.ts';
import { Refusal } from '../../refusal.ts';
import { openRequest, signRequest } from '../cosign.ts';
import { parseDeskFile } from '../desk-file.ts';
import { indicatorOfCells, readList, readSignedList } from '../list-file.ts';
import { readPublishedList } from '../list-release.ts';
import { lookAlikeIndex } from '../look-alike-index.ts';
import { createPassphrases } from '../passphrases.ts';
import { readFolderPublicKeys, checkSigningHistory, recordSignature } from '../person-keys.ts';
import { readChannelConfig } from '../channel-folder.ts';
import { hashCollisions, readProtectedNames } from '../protected-names.ts';
import { readPerson } from '../public-keys.ts';
import type { SigningOptions } from '../publish-release.ts';
import { readPublishedMetadata } from '../published-metadata.ts';
import { theftAdvice, recoverKey } from '../recover-key.ts';
import { requestSignature, refreshChannel, signChannel, withdrawIndicators } from '../sign-channel.ts';
import { renewRoot, type RenewRootResult } from '../renew-root.ts';
import { readRequest, readSignature, writeSignature } from '../signature-request.ts';
import {
  confirmationsNeeded,
  readFormerListings,
  reviewChanges,
  describeReview,
  type Review,
} from '../review-changes.ts';
import type { KeyRole } from '../signing-keys.ts';
import {
  flag,
  keyOptionsOf,
  KEY_OPTIONS,
  KEY_OPTIONS_HELP,
  readText,
  newKeyEncryption,
  ENCRYPTION_OPTIONS,
  printRelease,
  textOf,
  textsOf,
  word,
  words,
  type Commands,
  type PrintLine,
  type Values,
} from './command.ts';

export const SIGNING_COMMANDS: Commands = {
  diff: {
    usage: 'diff DIR [--all]',
    summary: 'say in words what the next "sign" would change',
    help: `  --all                    name every entry, not the first ten of each sort`,
    options: { all: flag },
    argumentCount: [1, 1],
    async run(values, [dir = ''], say) {
      const review = await reviewChannel(dir);
      for (const line of describeReview(review, values['all'] === true)) say(line);
      for (const doubt of confirmationsNeeded(review)) say(`"sign" asks for --confirm: ${doubt}.`);
    },
  },
  sign: {
    usage: 'sign DIR [--knowledge public/knowledge] [--confirm] [--ask FILE | --with FILE]',
    summary: 'sign the list and publish it into DIR/public',
    help: `Says first what changes. Copy DIR/public to the web host afterwards: channel publish.
  --knowledge FOLDER       publish compiled knowledge too (npm run -s knowledge); without it the knowledge published last stays
  --confirm                sign though new names look like large employers, or much of the list goes
  --ask FILE               sign with the keys here, and write FILE for the other person (channel cosign)
  --with FILE              publish with the signature that came back; may be given several times
${KEY_OPTIONS_HELP}`,
    options: { knowledge: word, confirm: flag, ask: word, with: words, ...KEY_OPTIONS },
    argumentCount: [1, 1],
    async run(values, [dir = ''], say) {
      const { knowledge, ask } = { knowledge: textOf(values, 'knowledge'), ask: textOf(values, 'ask') };
      const files = textsOf(values, 'with');
      // What comes back was looked at by two people, and counts only while the list is the same.
      if (files === undefined) await requireConfirmation(dir, values['confirm'] === true, say);
      const options = {
        dir,
        now: Date.now(),
        ...(await keyOptionsOf(values)),
        ...(knowledge === undefined ? {} : { knowledge }),
        ...(files === undefined ? {} : { signatures: await Promise.all(files.map(readSignature)) }),
      };
      if (ask === undefined) {
        printRelease(await signChannel(options), say);
        return;
      }
      const { version, signed } = await requestSignature(options, ask);
      say(
        `Version ${version} of the list has ${signed} of its signatures and waits for another. Nothing is published yet.`,
      );
      say(`Bring ${ask} to the other person: channel cosign ${ask} --keys THEIR-FOLDER`);
      say(`Then, with the file that comes back: channel sign ${dir} --with ${ask}.signature`);
    },
  },
  cosign: {
    usage: 'cosign FILE --keys FOLDER [--yes] [--confirm] [--out FILE]',
    summary: "the other person's part: see what was asked for, and sign it with a key of one's own",
    help: `Makes the list anew from the rows in FILE and compares, so that what you read is what you sign. Nothing is sent anywhere.
  --keys FOLDER            where "channel key" made your keys
  --yes                    sign; without it you only see what you would sign
  --confirm                sign though new names look like large employers, or much of the list goes
  --out FILE               where to write your signature (default: FILE.signature)
  --passphrase-file FILE   the passphrase is the first line of FILE; else of the variable JOBLANTERN_PASSPHRASE; else you are asked`,
    options: { keys: word, yes: flag, confirm: flag, out: word, 'passphrase-file': word },
    argumentCount: [1, 1],
    async run(values, [file = ''], say) {
      const folder = textOf(values, 'keys');
      if (folder === undefined) throw new Refusal('--keys is needed: the folder with your own keys.');
      const known = await readFolderPublicKeys(folder);
      const request = await openRequest(await readRequest(file));
      const met = await checkSigningHistory(folder, request);
      const { publisher, fingerprint, about, version, words: changes, doubts } = request;
      say(`${about === 'list' ? 'List' : 'Root'} version ${version} of ${publisher}, fingerprint ${fingerprint}`);
      if (!met) say('You sign for this channel for the first time: compare the fingerprint with its keeper by phone.');
      for (const line of changes) say(line);
      if (values['yes'] !== true) {
        say('Nothing was signed. If this is what you want to say to everybody: the same command with --yes.');
        return;
      }
      if (doubts.length > 0 && values['confirm'] !== true) {
        throw new Refusal(
          `${doubts.join('; ')}. Look at each. If they are meant: --yes --confirm. Nothing was signed.`,
        );
      }
      const passphrases = await createPassphrases(textOf(values, 'passphrase-file'));
      const signature = await signRequest(request, folder, known, passphrases);
      const out = textOf(values, 'out') ?? `${file}.signature`;
      await writeSignature(out, signature);
      await recordSignature(folder, request);
      say(`Signed with ${signature.signatures.map(({ name }) => name).join(', ')}. Send ${out} back.`);
    },
  },
  withdraw: {
    usage: 'withdraw DIR FILE | withdraw DIR KIND VALUE [--disputed]',
    summary: 'take a name back at once: one withdrawals key and the online key are enough',
    help: `FILE is the file that the desk hands over: what it took back or put under review and is on the list.
Published at once. The list itself is signed without the name at the next "remove" and "sign".
  --disputed               keep it, marked as disputed since today
${KEY_OPTIONS_HELP}`,
    options: { disputed: flag, ...KEY_OPTIONS },
    argumentCount: [2, 3],
    async run(values, [dir = '', kind = '', value], say) {
      const seat = { dir, now: Date.now(), ...(await keyOptionsOf(values)) };
      if (value === undefined) return withdrawDeskFile(seat, kind, say);
      const indicator = indicatorOfCells({ kind, value });
      if (indicator === null) throw new Refusal(`"${value}" is no ${kind}.`);
      const as = values['disputed'] === true ? 'disputed' : 'removed';
      printRelease(await withdrawIndicators({ ...seat, indicators: [indicator], as }), say);
    },
  },
  refresh: {
    usage: 'refresh DIR',
    summary: 'sign snapshot and timestamp anew with the online key; at least every few days',
    help: `Readers are told that a list is old when this was not done for a week. For a timer (cron) or CI: needs channel.json, public/ and
keys/online-1.pem only, asks nothing, and can neither list nor take back.`,
    options: {},
    argumentCount: [1, 1],
    async run(_values, [dir = ''], say) {
      printRelease(await refreshChannel({ dir, now: Date.now() }), say);
    },
  },
  rotate: {
    usage: 'rotate DIR [--replace root|targets|withdrawals|online] [--person FILE] [--recipient age1...]',
    summary: 'make a new root: before it expires, for other recipients or people, or for new keys',
    help: `Needs two root keys: in DIR/keys, on a memory stick (--keys), or on another machine (--ask).
  --recipient KEY          age keys that reports are sealed to, in place of those named so far
  --person FILE            NAME.public.json of another person who lists from now on: two must sign
  --replace KIND           make these keys anew (and sign with them at once); may be given several times
  --ask FILE               write FILE for the holder of another root key (channel cosign)
  --with FILE              publish with the signature that came back
${KEY_OPTIONS_HELP}
  --no-passphrase          leave the new keys open to whoever reads their files`,
    options: {
      recipient: words,
      person: words,
      replace: words,
      ask: word,
      with: words,
      ...KEY_OPTIONS,
      ...ENCRYPTION_OPTIONS,
    },
    argumentCount: [1, 1],
    async run(values, [dir = ''], say) {
      const replace = (textsOf(values, 'replace') ?? []).map(keyRole);
      const people = await Promise.all((textsOf(values, 'person') ?? []).map(readPerson));
      const recipients = textsOf(values, 'recipient');
      const renewed = await renewRoot({
        ...(await rootOptions(
          dir,
          values,
          replace.some((kind) => kind !== 'online'),
        )),
        replace,
        people,
        ...(recipients === undefined ? {} : { recipients }),
      });
      await resignAfterRenewal(dir, values, renewed, say);
    },
  },
  recover: {
    usage: 'recover DIR --lost KEY [--stolen]',
    summary: 'a key was lost or stolen: another takes its place',
    help: `Names another key in its place by two root keys (one withdrawals key: by the list keys), and signs anew what it vouched for.
  --lost KEY               its name, as "channel keys" gives it
  --stolen                 say, too, what the thief can have done
  --ask FILE, --with FILE  as for "rotate"
${KEY_OPTIONS_HELP}
  --no-passphrase          leave the new key open to whoever reads its file`,
    options: { lost: word, stolen: flag, ask: word, with: words, ...KEY_OPTIONS, ...ENCRYPTION_OPTIONS },
    argumentCount: [1, 1],
    async run(values, [dir = ''], say) {
      const lost = textOf(values, 'lost');
      if (lost === undefined || !/^(?:root|targets|withdrawals|online)-[a-z0-9]+$/u.test(lost)) {
        throw new Refusal('--lost takes the name of a key, such as targets-2. "channel keys DIR" names them.');
      }
      if (values['stolen'] === true) for (const line of theftAdvice(lost)) say(line);
      const renewed = await recoverKey(await rootOptions(dir, values, !lost.startsWith('online')), lost);
      await resignAfterRenewal(dir, values, renewed, say);
    },
  },
};

async function withdrawDeskFile(seat: SigningOptions, file: string, say: PrintLine): Promise<void> {
  const release = parseDeskFile(await readText(file), file);
  if (release === null) throw new Refusal(`${file} is no file of the desk. For one name: withdraw DIR KIND VALUE.`);
  const entries = await readList(seat.dir);
  const onList = <T extends Indicator>(names: readonly T[]): T[] =>
    names.filter((each) => entries.has(hashText(hashOf(each))));
  const [removed, disputed] = [onList(release.withdrawals), onList(release.disputed)];
  if (removed.length + disputed.length === 0) throw new Refusal('Nothing of it is on the list.');
  for (const [as, indicators] of [
    ['disputed', disputed],
    ['removed', removed],
  ] as const) {
    if (indicators.length > 0) printRelease(await withdrawIndicators({ ...seat, indicators, as }), say);
  }
}

async function rootOptions(dir: string, values: Values, makesKeys: boolean): Promise<Parameters<typeof renewRoot>[0]> {
  const [ask, files] = [textOf(values, 'ask'), textsOf(values, 'with')];
  return {
    dir,
    now: Date.now(),
    ...(await keyOptionsOf(values)),
    encryption: makesKeys && files === undefined ? await newKeyEncryption(values) : null,
    ...(ask === undefined ? {} : { ask }),
    ...(files === undefined ? {} : { signatures: await Promise.all(files.map(readSignature)) }),
  };
}

/** What the replaced keys vouched for no longer counts: it is signed anew at once, or said to be. */
async function resignAfterRenewal(
  dir: string,
  values: Values,
  renewed: RenewRootResult,
  say: PrintLine,
): Promise<void> {
  const onlineOnly = renewed.gone.length > 0 && renewed.gone.every((name) => name.startsWith('online'));
  const { version, made, gone, awaitsSignature, resign } = renewed;
  if (made.length > 0) say(`New keys: ${made.join(', ')}. Keep copies of them elsewhere.`);
  if (awaitsSignature) {
    const ask = textOf(values, 'ask') ?? '';
    say(
      `Root ${version} waits for another signature. Nothing is published yet. Bring ${ask} to the holder of another root key:`,
    );
    say(
      `channel cosign ${ask} --keys THEIR-FOLDER; then the same command as now, with --with ${ask}.signature in place of --ask.`,
    );
    return;
  }
  if (gone.length > 0) say(`These keys count no more: ${gone.join(', ')}.`);
  if (version > 0) say(`Root ${version} is in ${dir}/public.`);
  if (!resign) return;
  try {
    if (onlineOnly && (await readPublishedMetadata(dir)).targets !== null) {
      printRelease(await refreshChannel({ dir, now: Date.now() }), say);
      return;
    }
    printRelease(await signChannel({ dir, now: Date.now(), ...(await keyOptionsOf(values)) }), say);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(
      ...error.lines,
      `The new keys are named, and the list is not signed with them yet: until then readers keep the list they have. Sign it: channel sign ${dir}`,
    );
  }
}

function keyRole(kind: string): KeyRole {
  if (kind === 'root' || kind === 'targets' || kind === 'online' || kind === 'withdrawals') return kind;
  throw new Refusal(`--replace takes root, targets, withdrawals or online, not "${kind}".`);
}

async function reviewChannel(dir: string): Promise<Review> {
  await readChannelConfig(dir);
  const entries = await readList(dir);
  const names = await readProtectedNames();
  const collisions = hashCollisions(names, entries.values());
  if (collisions.length > 0) throw new Refusal(...collisions, 'Take these off the list: they are never signed.');
  const former = await readFormerListings(await readPublishedList(dir, await readPublishedMetadata(dir)));
  return reviewChanges(entries, former, await readSignedList(dir), lookAlikeIndex(names));
}

/** Says what changes, and refuses what is more often a mistake than a wish. */
async function requireConfirmation(dir: string, confirmed: boolean, say: PrintLine): Promise<void> {
  const review = await reviewChannel(dir);
  for (const line of describeReview(review)) say(line);
  const doubts = confirmationsNeeded(review);
  if (doubts.length === 0 || confirmed) return;
  throw new Refusal(
    `${doubts.join('; ')}. Nothing was signed.`,
    `Look at each (channel diff ${dir} --all), take off what is not meant (channel remove). If all of it is meant: channel sign ${dir} --confirm`,
  );
}
