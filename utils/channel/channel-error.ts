/** Why a channel, or one file of it, was refused. The refused data is never used. */
export type ChannelFault =
  /** A version lower than one that was already trusted (TUF 5.3.5, 5.4.3, 5.5.5). */
  | 'rollback'
  /** Metadata past its expiry: freeze attack (TUF 5.3.10, 5.4.4, 5.5.6, 5.6.5). */
  | 'expired'
  /** More than a year past an expiry, or before it: the device clock is probably wrong. */
  | 'clock'
  /** More bytes than allowed or announced. The download was stopped. */
  | 'too-large'
  /** No signature of the role's keys verifies. */
  | 'bad-signature'
  /** Some signatures verify, but fewer than the threshold. */
  | 'threshold'
  | 'wrong-length'
  | 'wrong-hash'
  /** Files of different releases put together. */
  | 'mix-and-match'
  /** The withdrawals role tried to do more than withdraw. */
  | 'overreach'
  | 'malformed'
  /** Data stored on this device is damaged. */
  | 'corrupt'
  | 'offline'
  /** The download is slower than the minimum rate (slow retrieval attack). */
  | 'too-slow'
  | 'not-found'
  /** The server answered with an error status. */
  | 'server'
  /** The server answered with a redirect. Redirects are never followed. */
  | 'redirected';

export class ChannelError extends Error {
  override name = 'ChannelError';
  readonly fault: ChannelFault;
  /** Names the file and the problem, for the publisher. Plain text. */
  readonly detail: string;

  constructor(fault: ChannelFault, detail: string) {
    super(`${fault}: ${detail}`);
    this.fault = fault;
    this.detail = detail;
  }
}
