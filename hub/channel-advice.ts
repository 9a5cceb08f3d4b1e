/** Advice for a publisher: why a reader's browser refuses a channel, and what to do. */
import type { ChannelError, ChannelFault } from '../utils/channel/channel-error.ts';

const COPY_AGAIN = 'Copy the whole public folder to the host again, timestamp.json last (channel publish).';

const ADVICE: Partial<Record<ChannelFault, string>> = {
  expired:
    'Sign it again: "channel refresh" for snapshot and timestamp, "channel sign" for the list, "channel rotate" for the root.',
  clock:
    'Check the clock of this machine. If it is right, nobody signed the channel for a long time: "channel rotate", then "channel sign".',
  threshold: 'Too few people have signed. "channel keys" shows how many must sign; "channel sign" signs.',
  'wrong-length': COPY_AGAIN,
  'wrong-hash': COPY_AGAIN,
  'mix-and-match': COPY_AGAIN,
  rollback: COPY_AGAIN,
  'not-found':
    'The file was not found. Is the list signed (channel sign), and was all of it copied to the host (channel publish)?',
  offline: 'The host could not be reached. Is the address right, and is this machine online?',
  server: "The host answered with an error. Try again; if the error stays, ask the host's operator.",
  redirected: 'The host redirects to another address, and readers follow no redirect: give that address instead.',
};

/** One sentence a line. */
export function channelAdvice({ fault, detail }: ChannelError): string[] {
  const advice = ADVICE[fault];
  const refusal = `A reader's browser refuses this channel (${fault}): ${detail}`;
  return advice === undefined ? [refusal] : [refusal, advice];
}
