/** Why a channel, or a part of it, was refused. Nothing of what was refused is in use. */
export type ChannelFault =
  /** Something older than what was already trusted. */
  | 'rollback'
  /** Past its expiry: nobody vouches that this is still the newest. */
  | 'expired'
  /** Years past its expiry, or years before it: most likely this device's clock is wrong. */
  | 'clock'
  /** More bytes than allowed or announced; the download was stopped. */
  | 'too-large'
  /** Not one signature of the role's keys holds. */
  | 'bad-signature'
  /** Some signatures hold, but fewer people than needed. */
  | 'threshold'
  | 'wrong-length'
  | 'wrong-hash'
  /** Parts of different releases put together. */
  | 'mix-and-match'
  /** The withdrawals role tried to do more than take away. */
  | 'overreach'
  | 'malformed'
  /** What was stored here is damaged. */
  | 'corrupt'
  | 'offline'
  /** Less than can be waited for came: a drip that would never end. */
  | 'too-slow'
  | 'not-found'
  /** The server answered with an error. */
  | 'server'
  /** Sent on to another host. */
  | 'redirected';

export class ChannelError extends Error {
  override name = 'ChannelError';
  readonly fault: ChannelFault;
  /** For whoever runs the list: which file and what of it. Plain text. */
  readonly detail: string;

  constructor(key: ChannelFault, detail: string) {
    super(`${key}: ${detail}`);
    this.fault = key;
    this.detail = detail;
  }
}
