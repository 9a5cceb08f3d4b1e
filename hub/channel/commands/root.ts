/** Commands that make a new root. */
import type { Command } from 'commander';
import { collect } from '../../collect.ts';
import { print } from '../../print.ts';
import { Refusal } from '../../refusal.ts';
import { UsageError } from '../../usage-error.ts';
import { locked } from '../channel-lock.ts';
import { requireClock, type ClockValues } from '../note-clock.ts';
import { readPerson } from '../key-files/public-keys.ts';
import { requireArrivedTimestamp, type ConfirmValues } from '../review/folder-doubts.ts';
import { readPublishedMetadata } from '../signing/published-metadata.ts';
import { recoverKey, theftAdvice } from '../key-files/recover-key.ts';
import { renewRoot, type RenewRootOptions, type RenewRootResult } from '../key-files/renew-root.ts';
import { refreshChannel, signChannel } from '../signing/sign-channel.ts';
import { readSignature } from '../signing/signature-request.ts';
import type { KeyRole } from '../key-files/signing-keys.ts';
import {
  keyOptionsOf,
  newKeyEncryption,
  withClockOption,
  withConfirmOption,
  withEncryptionOptions,
  withKeyOptions,
  type EncryptionOptionValues,
  type KeyOptionValues,
} from './key-options.ts';
import { printRelease } from './print-release.ts';
import { requireConfirmation } from './signing.ts';

export function addRootCommands(group: Command): void {
  withRootOptions(
    group
      .command('rotate')
      .summary('make a new root: before it expires, for other recipients or people, or for new keys')
      .description('Needs two root keys: in DIR/keys, on a memory stick (--keys), or on another machine (--ask).')
      .argument('<DIR>', 'folder of the channel')
      .option(
        '--replace <KIND>',
        'replace the keys of this kind: root, targets, withdrawals, online (repeatable)',
        collect,
      )
      .option('--person <FILE>', 'NAME.public.json of another person who lists from now on: two must sign', collect)
      .option('--recipient <KEY>', 'age recipients of reports, in place of the present ones (repeatable)', collect),
  ).action(locked('channel rotate', rotate));

  withRootOptions(
    group
      .command('recover')
      .summary('replace a key that was lost or stolen')
      .description(
        'Makes a new key in its place and signs again what the old key signed. Needs two root keys; for a withdrawals key, the list keys.',
      )
      .argument('<DIR>', 'folder of the channel')
      .option('--lost <KEY>', 'name of the key, as "channel keys" prints it')
      .option('--stolen', 'say what the thief can have done')
      .option('--person <FILE>', "NAME.public.json with new keys, in place of another person's lost key", collect),
  ).action(locked('channel recover', recover));
}

function withRootOptions(command: Command): Command {
  command
    .option('--ask <FILE>', 'write FILE for the holder of another root key (channel cosign)')
    .option('--with <FILE>', 'publish with the signature that came back (repeatable)', collect);
  return withConfirmOption(withClockOption(withEncryptionOptions(withKeyOptions(command))));
}

interface RootValues extends KeyOptionValues, EncryptionOptionValues, ClockValues, ConfirmValues {
  ask?: string;
  with?: string[];
}

interface RotateValues extends RootValues {
  replace?: string[];
  person?: string[];
  recipient?: string[];
}

async function rotate(dir: string, values: RotateValues): Promise<void> {
  const replace = (values.replace ?? []).map(parseKeyRole);
  const people = await Promise.all((values.person ?? []).map(readPerson));
  const makesKeys = replace.some((kind) => kind !== 'online');
  const { recipient: recipients } = values;
  const renewed = await renewRoot({
    ...(await rootOptions(dir, values, makesKeys)),
    replace,
    people,
    ...(recipients === undefined ? {} : { recipients }),
  });
  await finish(dir, values, renewed);
}

interface RecoverValues extends RootValues {
  lost?: string;
  stolen?: boolean;
  person?: string[];
}

async function recover(dir: string, values: RecoverValues): Promise<void> {
  const { lost } = values;
  if (lost === undefined || !/^(?:root|targets|withdrawals|online)-[a-z0-9]+$/u.test(lost)) {
    throw new UsageError('--lost takes the name of a key, such as targets-2. "channel keys DIR" prints them.');
  }
  if (values.stolen === true) for (const line of theftAdvice(lost)) print(line);
  const people = await Promise.all((values.person ?? []).map(readPerson));
  const makesKeys = !lost.startsWith('online') && people.length === 0;
  const renewed = await recoverKey({ ...(await rootOptions(dir, values, makesKeys)), people }, lost);
  await finish(dir, values, renewed);
}

async function rootOptions(dir: string, values: RootValues, makesKeys: boolean): Promise<RenewRootOptions> {
  const { ask, with: files } = values;
  await requireClock(dir, values);
  await requireArrivedTimestamp(dir, values);
  return {
    dir,
    now: Date.now(),
    ...(await keyOptionsOf(values)),
    encryption: makesKeys && files === undefined ? await newKeyEncryption(values) : null,
    ...(ask === undefined ? {} : { ask }),
    ...(files === undefined ? {} : { signatures: await Promise.all(files.map(readSignature)) }),
  };
}

/** Reports the new root, and signs again what the replaced keys signed. */
async function finish(dir: string, values: RootValues, renewed: RenewRootResult): Promise<void> {
  const { version, createdKeys, retiredKeys, awaitsSignature, mustResign } = renewed;
  if (createdKeys.length > 0) print(`New keys: ${createdKeys.join(', ')}. Keep copies of them elsewhere.`);
  if (awaitsSignature) {
    const ask = values.ask ?? '';
    print(
      `Root ${version} needs another signature. Nothing is published yet. Bring ${ask} to the holder of another root key:`,
    );
    print(
      `channel cosign ${ask} --keys THEIR-FOLDER; then the same command as now, with --with ${ask}.signature in place of --ask.`,
    );
    return;
  }
  if (retiredKeys.length > 0) print(`These keys no longer count: ${retiredKeys.join(', ')}.`);
  if (version > 0) print(`Root ${version} is in ${dir}/public.`);
  if (!mustResign) return;
  const onlineOnly = retiredKeys.length > 0 && retiredKeys.every((name) => name.startsWith('online'));
  try {
    if (onlineOnly && (await readPublishedMetadata(dir)).targets !== null) {
      printRelease(await refreshChannel({ dir, now: Date.now() }));
    } else {
      // What was added or lifted since the last signature is signed as well: it is shown, and refused, as by "sign".
      await requireConfirmation(dir, false);
      printRelease(await signChannel({ dir, now: Date.now(), ...(await keyOptionsOf(values)) }));
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(
      ...error.lines,
      `The new keys are in the root, but the list is not signed with them yet. Until then readers keep their list. Sign it: channel sign ${dir}`,
    );
  }
}

function parseKeyRole(kind: string): KeyRole {
  if (kind === 'root' || kind === 'targets' || kind === 'online' || kind === 'withdrawals') return kind;
  throw new UsageError(`--replace takes root, targets, withdrawals or online, not "${kind}".`);
}
