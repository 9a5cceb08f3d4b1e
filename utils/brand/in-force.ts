/** The brand in force: the package's, or the publisher that the organisation's policy names, with its root. */
import browser from 'webextension-polyfill';
import { channelCrypto } from '../background/channel-crypto.ts';
import { once } from '../background/once.ts';
import { applyPolicy } from './apply-policy.ts';
import type { Brand } from './brand.ts';
import { brand } from './current.ts';
import { readPolicy, UNMANAGED, type Managed } from './managed.ts';

const managed = once(async () => {
  try {
    return readPolicy(await browser.storage.managed.get(null));
  } catch {
    return UNMANAGED; // Firefox refuses where there is no policy
  }
});
const inForce = once(async () => applyPolicy(brand, await managed.get(), channelCrypto.sha256));

export const managedSettings = (): Promise<Managed> => managed.get();
export const brandInForce = (): Promise<Brand> => inForce.get();

/** The policy changed. */
export function forgetPolicy(): void {
  managed.forget();
  inForce.forget();
}
