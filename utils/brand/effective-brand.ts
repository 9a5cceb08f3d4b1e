/** The brand in use: the package's, or the publisher that the organisation's policy names, with its root. */
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

/** The policy, or "no policy" when it is late: see `policy-reader.ts`. @param limitMs milliseconds to wait */
export const managedPolicy = (limitMs?: number): Promise<ManagedPolicy> => policyReader.getOrDefault(limitMs);
export const effectiveBrand = (): Promise<Brand> => effective.get();

/** Waits for the policy, for actions that must not use another brand than the organisation's. */
export const finalPolicy = (): Promise<ManagedPolicy> => policyReader.getFinal();

/** @param onChange called when the policy arrives late or changes, and with it the brand */
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
