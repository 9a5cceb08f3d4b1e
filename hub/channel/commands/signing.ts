/** Commands that show, sign and withdraw. */
import type { Command } from 'commander';
import { hashOf, hashText } from '../../../utils/indicators/hash.ts';
import type { Indicator } from '../../../utils/model/indicator.ts';
import { collect } from '../../collect.ts';
import { print } from '../../print.ts';
import { Refusal } from '../../refusal.ts';
import { UsageError } from '../../usage-error.ts';
import { locked } from '../channel-lock.ts';
import { compareWithHost, type HostComparison, type OnWithdrawals } from '../review/compare-host.ts';
import { openRequest, signRequest, type OpenedRequest } from '../review/sign-request.ts';
import { parseDeskFile } from '../list/desk-file.ts';
import { requireClock, type ClockValues } from '../note-clock.ts';
import { readIndicator } from '../list/entry.ts';
import { readListedHashes } from '../signing/listed-hashes.ts';
import { deleteOldPartFiles } from '../part-files.ts';
import { createPassphrases } from '../key-files/passphrases.ts';
import { readFolderPublicKeys } from '../key-files/person-keys.ts';
import type { SigningOptions } from '../signing/publish-release.ts';
import { readPublishedMetadata } from '../signing/published-metadata.ts';
import { readNamesFile } from './names-file.ts';
import { folderDoubts, requireArrivedTimestamp, type ConfirmValues } from '../review/folder-doubts.ts';
import { reviewChannel } from '../review/review-channel.ts';
import { confirmationsNeeded, describeReview } from '../review/review-changes.ts';
import { requestSignature, signChannel } from '../signing/sign-channel.ts';
import { readRequest, readSignature, writeSignature } from '../signing/signature-request.ts';
import { rememberSeen, requireSeen } from '../review/seen-withdrawals.ts';
import { checkSigningHistory, recordSignature } from '../review/signing-history.ts';
import { withdrawIndicators } from '../signing/withdraw-indicators.ts';
import { requireAddress } from '../host/verify-channel.ts';
import { readPublishedWithdrawals } from '../list/withdrawn-file.ts';
import {
  keyOptionsOf,
  withClockOption,
  withConfirmOption,
  withKeyOptions,
  type KeyOptionValues,
} from './key-options.ts';
import { printChanges } from './print-changes.ts';
import { printRelease } from './print-release.ts';
import { addRefreshCommand } from './refresh.ts';

export function addSigningCommands(group: Command): void {
  group
    .command('diff')
    .summary('show what the next "sign" would change')
    .description('Signs and changes nothing.')
    .argument('<DIR>', 'folder of the channel')
    .option('--all', 'name every entry, not the first ten of each kind')
    .action(async (dir: string, { all = false }: { all?: boolean }) => {
      const review = await reviewChannel(dir);
      for (const line of describeReview(review, all)) print(line);
      for (const reason of confirmationsNeeded(review)) print(`"sign" needs --confirm: ${reason}.`);
      for (const doubt of await folderDoubts(dir)) print(`"sign" needs --confirm: ${doubt}`);
    });

  withSigningOptions(
    group
      .command('sign')
      .summary('sign the list and write the release to DIR/public')
      .description('Shows first what changes. Copy DIR/public to the web host afterwards: channel publish.')
      .argument('<DIR>', 'folder of the channel')
      .option(
        '--knowledge <FOLDER>',
        'publish compiled knowledge too (npm run -s knowledge); without it the published knowledge stays',
      )
      .option(
        '--confirm',
        'sign although new names look like large employers, withdrawn names are listed again, or much is removed',
      )
      .option('--ask <FILE>', 'sign with the keys here, and write FILE for the other person (channel cosign)')
      .option('--with <FILE>', 'publish with the signature that came back (repeatable)', collect),
  ).action(locked('channel sign', sign));

  group
    .command('cosign')
    .summary("the other person's part: see a request and sign it with your own key")
    .description(
      'Builds the list again from the rows in FILE and compares it, so that you sign what you read. Nothing is sent anywhere. With --host it reads the public files, too: what was withdrawn meanwhile must be in the request.',
    )
    .argument('<FILE>', 'request that "sign --ask" or "rotate --ask" wrote')
    .option('--keys <FOLDER>', 'folder of your keys; *.public.json of colleagues there give their keys names')
    .option('--host <URL>', 'address of the public files, to compare the request with (default: as you last named it)')
    .option('--yes', 'sign; without it you only see what you would sign')
    .option(
      '--again',
      'sign a version again with other content, after the keeper confirmed that the first was not published',
    )
    .option('--seen <DIGEST>', 'SHA-256 of the file of changes that you have read, when there are too many to print')
    .option(
      '--confirm',
      'sign although new names look like large employers, withdrawn names are listed again, much is removed, or the host could not be compared',
    )
    .option('--out <FILE>', 'file for your signature (default: FILE.signature)')
    .option('--passphrase-file <FILE>', 'read the passphrase from the first line of FILE; else you are asked')
    .action(cosign);

  withConfirmOption(
    withSigningOptions(
      group
        .command('withdraw')
        .summary('withdraw an indicator at once: one withdrawals key and the online key are enough')
        .description(
          `FILE is the desk's file: what it withdrew or put under review and is on the list, or still published.
Published at once. The next "sign" takes the indicator off the list itself; "remove" takes its row out of list.csv.`,
        )
        .argument('<DIR>', 'folder of the channel')
        .argument('<FILE or KIND>', 'file of the desk, or the kind of one indicator')
        .argument('[VALUE]', 'value of one indicator')
        .option('--disputed', 'keep it, marked as disputed since today'),
    ),
  ).action(locked('channel withdraw', withdraw));

  addRefreshCommand(group);
}

const withSigningOptions = (command: Command): Command => withClockOption(withKeyOptions(command));

interface SignValues extends KeyOptionValues, ClockValues, ConfirmValues {
  knowledge?: string;
  ask?: string;
  with?: string[];
}

async function sign(dir: string, values: SignValues): Promise<void> {
  const { knowledge, ask, with: files } = values;
  await requireClock(dir, values);
  // A signature that comes back was reviewed by two people, and counts only for that same list.
  if (files === undefined) await requireConfirmation(dir, values.confirm === true);
  else await requireArrivedTimestamp(dir, values);
  const options = {
    dir,
    now: Date.now(),
    ...(await keyOptionsOf(values)),
    ...(knowledge === undefined ? {} : { knowledge }),
    ...(files === undefined ? {} : { signatures: await Promise.all(files.map(readSignature)) }),
  };
  if (ask === undefined) {
    printRelease(await signChannel(options));
    return;
  }
  const { version, signed } = await requestSignature(options, ask);
  print(`Version ${version} of the list has ${signed} of its signatures and needs another. Nothing is published yet.`);
  print(`Bring ${ask} to the other person: channel cosign ${ask} --keys THEIR-FOLDER`);
  print(`Then, with the file that comes back: channel sign ${dir} --with ${ask}.signature`);
}

interface CosignValues {
  keys?: string;
  host?: string;
  yes?: boolean;
  again?: boolean;
  seen?: string;
  confirm?: boolean;
  out?: string;
  passphraseFile?: string;
}

const NOT_COMPARED: HostComparison = {
  lines: ['Not compared with the host: name its address once (--host URL), and each request is compared with it.'],
  doubts: [],
};

async function cosign(file: string, values: CosignValues): Promise<void> {
  const { keys: folder, out = `${file}.signature` } = values;
  if (folder === undefined) throw new UsageError('--keys is needed: the folder with your own keys.');
  const known = await readFolderPublicKeys(folder);
  const read = await readRequest(file);
  const request = await openRequest(read, known);
  const history = await checkSigningHistory(folder, request, values.again === true);
  const host = values.host ?? history?.host ?? null;
  const remember: OnWithdrawals = async (seen) => rememberSeen(folder, request.fingerprint, seen);
  const { basis } = request;
  if (basis !== null) {
    await requireSeen(folder, request, values.again === true);
    await remember({ list: Number(basis.former?.['version'] ?? 0), withdrawals: basis.known });
  }
  const compared =
    host === null ? NOT_COMPARED : await compareWithHost(read, request, requireAddress(host), Date.now(), remember);
  const digest = await showRequest(file, request, history !== null);
  for (const line of compared.lines) print(line);
  if (values.yes !== true) {
    print('Nothing was signed. If you want to publish this: the same command with --yes.');
    return;
  }
  if (digest !== null && values.seen !== digest) {
    throw new Refusal(
      `Read all changes in ${file}.changes.txt first. Then add --seen and the SHA-256 of that file. Nothing was signed.`,
    );
  }
  const reasons = [...request.confirmationsNeeded, ...compared.doubts];
  if (reasons.length > 0 && values.confirm !== true) {
    throw new Refusal(`${reasons.join('; ')}. Check each. If they are right: --yes --confirm. Nothing was signed.`);
  }
  // Of a "cosign" that was killed. No lock holds in this folder, so that new ones stay.
  await deleteOldPartFiles(folder, () => true);
  const passphrases = await createPassphrases(values.passphraseFile);
  const signature = await signRequest(request, folder, known, passphrases);
  await recordSignature(folder, request, host);
  await writeSignature(out, signature);
  print(`Signed with ${signature.signatures.map(({ name }) => name).join(', ')}. Send ${out} back.`);
}

/** Returns the digest of the file with the changes when they are too many to print, else null. */
async function showRequest(file: string, request: OpenedRequest, isKnown: boolean): Promise<string | null> {
  const { about, version, publisher, fingerprint, changes } = request;
  print(`${about === 'list' ? 'List' : 'Root'} version ${version} of ${publisher}, fingerprint ${fingerprint}`);
  if (!isKnown)
    print('You sign for this channel for the first time: compare the fingerprint with its keeper by phone.');
  return printChanges(changes, `${file}.changes.txt`);
}

async function withdraw(
  dir: string,
  first: string,
  value: string | undefined,
  values: KeyOptionValues & ClockValues & ConfirmValues & { disputed?: boolean },
): Promise<void> {
  await requireClock(dir, values);
  await requireArrivedTimestamp(dir, values);
  const options = { dir, now: Date.now(), ...(await keyOptionsOf(values)) };
  if (value === undefined) return withdrawDeskFile(options, first);
  const indicator = readIndicator({ kind: first, value });
  if (typeof indicator === 'string') throw new Refusal(indicator, 'Nothing was withdrawn.');
  const as = values.disputed === true ? 'disputed' : 'removed';
  printRelease(await withdrawIndicators({ ...options, indicators: [indicator], as }));
}

async function withdrawDeskFile(options: SigningOptions, file: string): Promise<void> {
  const release = parseDeskFile(await readNamesFile(file, 'withdraw'), file);
  if (release === null) throw new Refusal(`${file} is not a file of the desk. For one name: withdraw DIR KIND VALUE.`);
  const published = await readPublishedMetadata(options.dir);
  const listed = await readListedHashes(options.dir, published);
  const former = await readPublishedWithdrawals(options.dir, published);
  const onList = <T extends Indicator>(indicators: readonly T[]): T[] =>
    indicators.filter((indicator) => listed.has(hashText(hashOf(indicator))));
  const isRemoved = (indicator: Indicator): boolean => former.get(hashText(hashOf(indicator)))?.as === 'removed';
  const [removed, reviewed] = [onList(release.withdrawals), onList(release.disputed)];
  if (removed.length + reviewed.length === 0) throw new Refusal('None of its indicators is on the list.');
  // Removals first: nothing else in the file may keep them back.
  if (removed.length > 0) printRelease(await withdrawIndicators({ ...options, indicators: removed, as: 'removed' }));
  // A dispute about what is withdrawn already has nothing to mark.
  const disputed = reviewed.filter((indicator) => !isRemoved(indicator));
  if (disputed.length > 0) printRelease(await withdrawIndicators({ ...options, indicators: disputed, as: 'disputed' }));
  for (const { kind, value } of reviewed.filter(isRemoved))
    print(`disputed at the desk, and stays withdrawn: ${kind} ${value}`);
}

/** Shows the changes, and refuses those that are probably a mistake unless confirmed. */
export async function requireConfirmation(dir: string, confirmed: boolean): Promise<void> {
  const review = await reviewChannel(dir);
  for (const line of describeReview(review)) print(line);
  const doubts = await folderDoubts(dir);
  if (doubts.length > 0 && !confirmed) {
    throw new Refusal(...doubts, `Nothing was signed. To sign all the same: channel sign ${dir} --confirm`);
  }
  const reasons = confirmationsNeeded(review);
  if (reasons.length === 0 || confirmed) return;
  throw new Refusal(
    `${reasons.join('; ')}. Nothing was signed.`,
    `Check each (channel diff ${dir} --all) and remove mistakes (channel remove). If all of it is right: channel sign ${dir} --confirm`,
  );
}
