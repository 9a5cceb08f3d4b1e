/** Reads a published channel as a reader does, and names what expires soon. */
import { ChannelError } from '../../utils/channel/channel-error.ts';
import { channelAdvice } from '../channel-advice.ts';
import { expiryNotes } from '../channel/host/host-problems.ts';
import { verifyChannel } from '../channel/host/verify-channel.ts';

/**
 * Messages for the publisher: a reader would refuse the channel, or a part of it expires soon. Empty when all is well.
 */
export async function watchSite(url: string, now: number, root: Uint8Array): Promise<string[]> {
  try {
    return expiryNotes(await verifyChannel(url, now, root), now);
  } catch (error) {
    if (error instanceof ChannelError) return channelAdvice(error);
    throw error;
  }
}
