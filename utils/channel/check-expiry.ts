/** Freeze attack: a host that keeps serving old metadata. */
import { DAY_MS } from '../indicators/day-number.ts';
import { ChannelError } from './channel-error.ts';
import { expiryOf, type RoleName, type TrustedMetadata } from './trusted-metadata.ts';

/** Metadata that expired longer ago than this, in milliseconds, suggests a wrong device clock. */
export const CLOCK_FAULT_AFTER_MS = 400 * DAY_MS;

/**
 * TUF 5.3.10, 5.4.4, 5.5.6, 5.6.5, freeze attack: refuses metadata past its expiry, also when nothing changed.
 * @param now milliseconds since 1970
 */
export function checkExpiry(trusted: TrustedMetadata, role: RoleName, now: number): void {
  const expiry = expiryOf(trusted, role);
  if (expiry === null || expiry > now) return;
  const end = new Date(expiry).toISOString();
  throw now - expiry > CLOCK_FAULT_AFTER_MS
    ? new ChannelError(
        'clock',
        `${role}.json: valid until ${end}, and the device clock says ${new Date(now).toISOString()}`,
      )
    : new ChannelError('expired', `${role}.json: valid until ${end}`);
}
