/**
 * Compares this machine's clock with the one that signed last. What is signed by a clock that is behind expires early, perhaps
 * at once, and only readers would see that.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { DAY_MS, dayOf } from '../../utils/indicators/day-number.ts';
import { isThere } from '../is-there.ts';
import { printError } from '../print.ts';
import { Refusal } from '../refusal.ts';
import { channelPaths, readChannelConfig } from './channel-folder.ts';

const TimestampSchema = v.object({ signed: v.object({ expires: v.pipe(v.string(), v.isoTimestamp()) }) });

/** Milliseconds since 1970; null when the file is not there, or is no timestamp: other checks say so. */
export async function readExpiry(timestampFile: string): Promise<number | null> {
  try {
    const { signed } = v.parse(TimestampSchema, JSON.parse(await readFile(timestampFile, 'utf8')));
    return Date.parse(signed.expires);
  } catch {
    return null;
  }
}

/**
 * Throws a Refusal while this machine's clock is behind the one that signed last. One that may be ahead is only noted: who was
 * away for long must be able to withdraw at once.
 * @param folder of the release before; default: the channel's public folder
 */
export async function requireClock(
  dir: string,
  { clockIsRight = false }: ClockValues,
  folder = channelPaths(dir).public,
): Promise<void> {
  if (clockIsRight) return;
  const doubt = await clockDoubt(dir, Date.now(), folder);
  if (doubt === null) {
    const ahead = await clockAhead(dir, Date.now());
    if (ahead !== null) printError(`note: ${ahead} What is signed by a clock that is ahead can be served for as long.`);
    return;
  }
  throw new Refusal(
    doubt,
    'If it is this one: set it. Readers would refuse what it signs as expired, and see neither names nor withdrawals.',
    'If this one is right: the same command with --clock-is-right. Nothing was signed or copied.',
  );
}

/**
 * Throws a Refusal when the channel's release was signed by a clock that was ahead: whoever serves it could keep readers on it, and
 * from later withdrawals, until it expires.
 */
export async function requireSignedInPast(dir: string, { clockIsRight = false }: ClockValues): Promise<void> {
  const doubt = clockIsRight ? null : await clockDoubt(dir, Date.now(), channelPaths(dir).public);
  if (doubt === null) return;
  throw new Refusal(
    doubt,
    `If this one is right: sign again by it, and then publish: channel sign ${dir} --clock-is-right. Nothing was copied.`,
    'To copy it all the same: --clock-is-right.',
  );
}

/** What `--clock-is-right` gives. */
export interface ClockValues {
  clockIsRight?: boolean;
}

/** Says so, and goes on: for a timer that nobody watches. @param now milliseconds since 1970 @param folder of the release before */
export async function noteClock(dir: string, now: number, folder: string): Promise<void> {
  const doubt = await clockDoubt(dir, now, folder);
  if (doubt !== null) printError(`note: ${doubt} Readers refuse what has expired.`);
}

/** A publisher that signs nothing for longer than this is rare, and a clock that is a year ahead is not. */
const MAX_IDLE_MS = 30 * DAY_MS;

/** Says that this machine's clock may be ahead, as the last release expired long ago; null when it is likely right. */
export async function clockAhead(dir: string, now: number): Promise<string | null> {
  const expires = await readExpiry(join(channelPaths(dir).public, 'timestamp.json'));
  if (expires === null || now - expires <= MAX_IDLE_MS) return null;
  return `The clock of this machine says ${dayOf(now)}, and the last release expired on ${dayOf(expires)}. Is the clock right?`;
}

async function clockDoubt(dir: string, now: number, folder: string): Promise<string | null> {
  if (!isThere(channelPaths(dir).config)) return null;
  const { days } = await readChannelConfig(dir);
  const expires = await readExpiry(join(folder, 'timestamp.json'));
  const signed = expires === null ? 0 : expires - days.timestamp * DAY_MS;
  if (signed - now <= DAY_MS) return null;
  return `The clock of this machine says ${dayOf(now)}, and the last release was signed on ${dayOf(signed)}: one of the two is wrong.`;
}
