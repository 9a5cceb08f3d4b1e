/** The brand in force: the package's, or the publisher that the organisation's policy names, with its root. */
import browser from 'webextension-polyfill';
import { webCrypto } from '../platform/web-crypto.ts';
import { asyncMemo } from '../platform/async-memo.ts';
import { applyPolicy } from './apply-policy.ts';
import type { Brand } from './brand.ts';
import { packagedBrand } from './packaged-brand.ts';
import { createPolicyReader } from './policy-reader.ts';
import type { ManagedPolicy } from './managed-policy.ts';

const policyReader = createPolicyReader({
  read: () => browser.storage.managed.get(null),
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
});
const effective = asyncMemo(async () =>
  applyPolicy(packagedBrand, await policyReader.getOrDefault(), webCrypto.sha256),
);

/** Without waiting long for it: see `late-policy.ts`. */
export const managedPolicy = (): Promise<ManagedPolicy> => policyReader.getOrDefault();
export const effectiveBrand = (): Promise<Brand> => effective.get();

/** Comes back when the policy is known, for what must not be done by another brand than the organisation's. */
export const finalPolicy = (): Promise<ManagedPolicy> => policyReader.getFinal();

/** @param onChange called when the policy came late, or changed; the brand is another then */
export function followPolicy(onChange: () => void): void {
  policyReader.onLate(() => {
    effective.forget();
    onChange();
  });
  browser.storage.onChanged.addListener((_changes, area) => {
    if (area !== 'managed') return;
    policyReader.forget();
    effective.forget();
    onChange();
  });
}
