/** The brand in force: the package's, or the publisher that the organisation's policy names, with its root. */
import browser from 'webextension-polyfill';
import { channelCrypto } from '../background/channel-crypto.ts';
import { once } from '../background/once.ts';
import { applyPolicy } from './apply-policy.ts';
import type { Brand } from './brand.ts';
import { brand } from './current.ts';
import { createLatePolicy } from './late-policy.ts';
import type { Managed } from './managed.ts';

const policy = createLatePolicy({
  read: () => browser.storage.managed.get(null),
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
});
const inForce = once(async () => applyPolicy(brand, await policy.soon(), channelCrypto.sha256));

/** Without waiting long for it: see `late-policy.ts`. */
export const managedSettings = (): Promise<Managed> => policy.soon();
export const brandInForce = (): Promise<Brand> => inForce.get();

/** Comes back when the policy is known, for what must not be done by another brand than the organisation's. */
export const policyKnown = (): Promise<Managed> => policy.known();

/** @param told called when the policy came late, or changed; the brand is another then */
export function followPolicy(told: () => void): void {
  policy.onLate(() => {
    inForce.forget();
    told();
  });
  browser.storage.onChanged.addListener((_changes, area) => {
    if (area !== 'managed') return;
    policy.forget();
    inForce.forget();
    told();
  });
}
