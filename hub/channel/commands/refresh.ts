/** `channel refresh`, which a timer runs: what it prints is all that somebody sees who looks at its log. */
import type { Command } from 'commander';
import { join } from 'node:path';
import { dayOf } from '../../../utils/indicators/day-number.ts';
import { ExitStatus } from '../../exit-status.ts';
import { printError } from '../../print.ts';
import { channelPaths } from '../channel-folder.ts';
import { locked } from '../channel-lock.ts';
import { expiryNotes } from '../host/host-problems.ts';
import { readExpiry, requireClock, type ClockValues } from '../note-clock.ts';
import { requireArrivedTimestamp, type ConfirmValues } from '../review/folder-doubts.ts';
import { readPublishedMetadata } from '../signing/published-metadata.ts';
import { refreshChannel } from '../signing/sign-channel.ts';
import { withClockOption, withConfirmOption } from './key-options.ts';
import { printRelease } from './print-release.ts';

export function addRefreshCommand(group: Command): void {
  withConfirmOption(
    withClockOption(
      group
        .command('refresh')
        .summary('sign snapshot and timestamp again with the online key, at least every few days')
        .description(
          `Readers see that a list is old when this was not done for a week. For a timer (cron) or CI: needs channel.json, public/ and keys/online-1.pem only, asks nothing, and can neither list nor withdraw.
Exit code 1 when it fails, and when another part of the list has expired, which this key cannot sign. What expires soon is noted.`,
        )
        .argument('<DIR>', 'folder of the channel'),
    ),
  ).action(async (dir: string, values: ClockValues & ConfirmValues) => {
    try {
      await refreshLocked(dir, values);
    } catch (error) {
      await noteReaders(dir);
      throw error;
    }
    await requireUnexpired(dir);
  });
}

const refreshLocked = locked('channel refresh', async (dir, values: ClockValues & ConfirmValues) => {
  await requireClock(dir, values);
  await requireArrivedTimestamp(dir, values);
  printRelease(await refreshChannel({ dir, now: Date.now() }));
});

/** Says until when readers have a valid list. Most reasons stay until a person comes. */
async function noteReaders(dir: string): Promise<void> {
  const expires = await readExpiry(join(channelPaths(dir).public, 'timestamp.json'));
  if (expires === null) return;
  const readers =
    expires > Date.now()
      ? `Readers have a valid list until ${dayOf(expires)}, and are then told that it is old.`
      : `Readers are told since ${dayOf(expires)} that the list is old.`;
  printError(`note: This refresh failed. ${readers}`);
}

/** Notes what expires soon. Throws an ExitStatus when readers refuse the list although it was refreshed. */
async function requireUnexpired(dir: string): Promise<void> {
  const { root, targets, withdrawals } = await readPublishedMetadata(dir);
  const now = Date.now();
  const expiries = Object.entries({ root, list: targets, withdrawals }).flatMap(([role, metadata]) =>
    metadata === null ? [] : [{ role, at: metadata.signed.expires }],
  );
  for (const note of expiryNotes({ expiries }, now)) printError(`note: ${note}`);
  if (expiries.some(({ at }) => Date.parse(at) <= now)) throw new ExitStatus(1);
}
