/**
 * Says when this machine's clock is behind the one that signed last. What is signed by it expires early, perhaps at once, and
 * only readers would see that.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { dayOf } from '../../utils/indicators/day-number.ts';
import { printError } from '../print.ts';
import { channelPaths, readChannelConfig } from './channel-folder.ts';

const TimestampSchema = v.object({ signed: v.object({ expires: v.pipe(v.string(), v.isoTimestamp()) }) });
const DAY_MS = 86_400_000;

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
 * It is no refusal: the other clock may have been the wrong one.
 * @param folder of the release before; default: the channel's public folder
 */
export async function noteClock(dir: string, now: number, folder = channelPaths(dir).public): Promise<void> {
  if (!existsSync(channelPaths(dir).config)) return;
  const { days } = await readChannelConfig(dir);
  const expires = await readExpiry(join(folder, 'timestamp.json'));
  const signed = expires === null ? 0 : expires - days.timestamp * DAY_MS;
  if (signed - now <= DAY_MS) return;
  printError(
    `note: The clock of this machine says ${dayOf(now)}, and the last release was signed on ${dayOf(signed)}.`,
  );
  printError(
    'One of the two is wrong. If it is this one: set it, then channel refresh. Readers refuse what has expired.',
  );
}
