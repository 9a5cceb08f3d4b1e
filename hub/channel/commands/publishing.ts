/** Commands that bring the list to readers and check what they get. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { ChannelError } from '../../../utils/channel/channel-error.ts';
import { parseMetadata } from '../../../utils/channel/metadata.ts';
import { isOfNewerFormat } from '../../../utils/channel/knowledge-format.ts';
import { isThere } from '../../is-there.ts';
import { print } from '../../print.ts';
import { Refusal } from '../../refusal.ts';
import { UsageError } from '../../usage-error.ts';
import { channelPaths, readChannelConfig } from '../channel-folder.ts';
import { locked } from '../channel-lock.ts';
import { expiryNotes, hostProblems } from '../host/host-problems.ts';
import { requireClock, requireSignedInPast, type ClockValues } from '../note-clock.ts';
import { requireWholeRelease } from '../signing/whole-release.ts';
import { readPublishedMetadata } from '../signing/published-metadata.ts';
import { rememberPublishedFolder, requireConnectedFolder } from '../host/published-folders.ts';
import { publishTo } from '../host/publish-to.ts';
import { pullChannel } from '../host/pull-channel.ts';
import type { ConfirmValues } from '../review/folder-doubts.ts';
import { readLimitedFile } from '../read-text-file.ts';
import { keyOptionsOf, withClockOption, withKeyOptions, type KeyOptionValues } from './key-options.ts';
import { serveChannel } from '../host/serve-channel.ts';
import { isHttpUrl, requireAddress, verifyChannel, type VerifiedChannel } from '../host/verify-channel.ts';

export function addPublishingCommands(group: Command): void {
  withClockOption(
    group
      .command('publish')
      .summary('copy the public files into a folder for a web host or object store')
      .description(
        `Reads the channel first as a reader's browser does, and copies nothing that it would refuse. File names carry a version or a digest and never change; timestamp.json is written last. _headers and .htaccess tell the host how long each file may be cached.`,
      )
      .argument('<DIR>', 'folder of the channel')
      .option('--to <FOLDER>', 'a separate folder: no key is ever copied there')
      .option('--prune', 'delete from FOLDER what none of the last eight releases names')
      .option('--confirm', 'go on although the channel was published to FOLDER before and is not there any more'),
  ).action(publish);

  withClockOption(
    withKeyOptions(
      group
        .command('pull')
        .summary('take over from the host what a timer or a withdrawal has signed, before you sign')
        .description(
          'Trusts only what the keys of DIR/public have signed. Where a timer refreshes the list, or another machine withdraws, run this before "sign" or "withdraw". New withdrawals go into withdrawn.csv. What was signed here and not published yet stays in force: the online key signs it together with what the host has.',
        )
        .argument('<DIR>', 'folder of the channel')
        .argument('<URL>', 'address of the public files'),
    ),
  ).action(locked('channel pull', pull));

  group
    .command('verify')
    .summary('read a channel as a browser does, and show what it holds')
    .description(
      'PLACE is the folder of a channel, the folder that "publish" made, or the address of its public files.',
    )
    .argument('<PLACE>', 'folder or URL')
    .option('--root <FILE>', "the root that the brand pins (default: the channel's own first root, trusted unseen)")
    .option('--against <DIR>', 'pin the first root of your own folder, and check that the host has the newest release')
    .action(verify);

  group
    .command('serve')
    .summary('serve DIR/public over HTTP, to try it out')
    .description('For trying out only: a real host serves the same files by https.')
    .argument('<DIR>', 'folder of the channel')
    .option('--port <N>', 'port', '8080')
    .option('--host <ADDRESS>', 'address to listen on', '127.0.0.1')
    .action(async (dir: string, { port: text, host }: { port: string; host: string }) => {
      const port = Number(text);
      if (!Number.isInteger(port) || port < 0 || port > 65_535)
        throw new UsageError('--port takes a number up to 65535.');
      const { url } = await serveChannel({ dir, port, host });
      print(`Serving ${channelPaths(dir).public} at ${url} until Ctrl-C.`);
    });
}

async function pull(dir: string, url: string, values: KeyOptionValues & ClockValues): Promise<void> {
  await requireClock(dir, values);
  const options = { dir, url: requireAddress(url), now: Date.now(), ...(await keyOptionsOf(values)) };
  const { files, snapshot, isMerged } = await pullChannel(options);
  if (isMerged) {
    print('This folder has something signed that the host lacks, such as a list or a withdrawal.');
    print(`Version ${snapshot} holds it together with what the host has. Publish it: channel publish ${dir}`);
    return;
  }
  print(
    files.length === 0
      ? `Nothing newer is there (version ${snapshot}).`
      : `Took over version ${snapshot}: ${files.join(', ')}.`,
  );
}

async function publish(
  dir: string,
  { to, prune = false, confirm = false, ...clock }: { to?: string; prune?: boolean } & ConfirmValues & ClockValues,
): Promise<void> {
  if (to === undefined) throw new UsageError('--to is needed: the folder to copy the public files into.');
  await readChannelConfig(dir);
  await requireConnectedFolder(dir, to, confirm);
  await requireClock(dir, clock, to);
  await requireSignedInPast(dir, clock);
  // A reader's advice is for the copy on the host, not for this folder.
  await requireWholeRelease(dir);
  const { copied, unchanged, pruned, bytes, version } = await publishTo({ dir, to, now: Date.now(), prune });
  await rememberPublishedFolder(dir, to);
  print(
    `Version ${version} is in ${to}: ${copied} files copied (${bytes} bytes), ${unchanged} unchanged, ${pruned} deleted.`,
  );
  print('Now copy that folder to your host, timestamp.json last. Then: channel verify https://YOUR-ADDRESS/');
}

/** A reader's words of a root that is none would not say which file was named. */
function requireRoot(file: string, bytes: Uint8Array): void {
  try {
    parseMetadata('root', file, bytes);
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    throw new Refusal(`${file} is no root: name 1.root.json of the channel.`);
  }
}

/** Throws a Refusal when a version that both have was signed twice. A backup that is put back counts its versions again. */
async function requireSameHistory(dir: string, place: string, { opened, state }: VerifiedChannel): Promise<void> {
  const own = join(channelPaths(dir).public, `${opened.version}.snapshot.json`);
  if (!isThere(own) || Buffer.from(state.snapshot).equals(await readFile(own))) return;
  throw new Refusal(
    `${place} has another version ${opened.version} than ${dir}: one was signed elsewhere, as after a backup was put back.`,
    `"channel pull ${dir} ${isHttpUrl(place) ? place : 'https://YOUR-ADDRESS/'}" takes it over, or says what to do. Sign and publish nothing before.`,
  );
}

async function verify(place: string, { root, against }: { root?: string; against?: string }): Promise<void> {
  if (against !== undefined) await readChannelConfig(against);
  const file = root ?? (against === undefined ? undefined : join(channelPaths(against).public, '1.root.json'));
  const now = Date.now();
  const pinned = file === undefined ? undefined : new Uint8Array(await readLimitedFile(file));
  if (root !== undefined && pinned !== undefined) requireRoot(root, pinned);
  const verified = await verifyChannel(place, now, pinned);
  const { opened, entries, fingerprint, expiries } = verified;
  print(`good: version ${opened.version} by ${opened.publisher ?? 'an unnamed publisher'}, ${entries} entries`);
  print(`fingerprint: ${fingerprint}`);
  print(`files: ${[...opened.files.keys()].join(', ')}`);
  const newer = [...opened.signed].filter(([name, file]) => isOfNewerFormat(name, file)).map(([name]) => name);
  if (newer.length > 0) print(`skipped, of a newer format than this version reads: ${newer.join(', ')}`);
  print(`recipients of reports: ${opened.recipients.join(', ') || 'none'}`);
  const roles = expiries.map(({ role, at }) => `${role} ${at.slice(0, 10)}`).join(', ');
  print(`valid until ${opened.expiresAt} (${roles})`);
  for (const note of expiryNotes(verified, now)) print(`note: ${note}`);
  if (isHttpUrl(place)) for (const note of await hostProblems(place.replace(/\/?$/u, '/'))) print(`note: ${note}`);
  if (against === undefined) return;
  await requireSameHistory(against, place, verified);
  const mine = (await readPublishedMetadata(against)).snapshot?.signed.version ?? 0;
  if (mine > opened.version) {
    throw new Refusal(
      `The host has version ${opened.version}, and ${against} has version ${mine}: copy it there again (channel publish).`,
    );
  }
  print(
    mine === opened.version
      ? `The host has what ${against} has.`
      : `The host is newer than ${against}: channel pull ${against} ${place}`,
  );
}
