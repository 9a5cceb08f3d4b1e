/** The channels of the publisher that the policy names: they are created at their first use, after the policy was read. */
import browser from 'webextension-polyfill';
import type { BundledKnowledge } from '../../utils/background/bundled-knowledge.ts';
import { createChannelFetch } from '../../utils/background/channel-fetch.ts';
import { createChannelService, type ChannelService } from '../../utils/background/channel-service.ts';
import type { Subscriptions } from '../../utils/background/subscriptions.ts';
import { effectiveBrand } from '../../utils/brand/effective-brand.ts';
import { checkKnowledge } from '../../utils/detect/analyse.ts';
import { asyncMemo } from '../../utils/platform/async-memo.ts';
import { lazyService } from '../../utils/platform/lazy-service.ts';
import { webCrypto } from '../../utils/platform/web-crypto.ts';
import { createDatabase } from '../../utils/storage/database.ts';

export interface ChannelServices {
  channels: ChannelService;
  subscriptions: Subscriptions;
  /** Call when the policy changed: the next call uses the channels of its publisher. */
  forgetBrand(): void;
}

/** @param onChanged called after a new release is in use, or a subscription was added or removed */
export function createChannelServices(bundled: BundledKnowledge, onChanged: () => Promise<void>): ChannelServices {
  const database = createDatabase();
  const ofBrand = asyncMemo(async () =>
    createChannelService({
      ...webCrypto,
      brand: await effectiveBrand(),
      database,
      area: browser.storage.local,
      fetch: createChannelFetch({
        fetch: (url, init) => fetch(url, init),
        keepAlive: () => void browser.runtime.getPlatformInfo(),
      }),
      now: () => Date.now(),
      clock: () => performance.now(),
      check: async (files) =>
        checkKnowledge({ ...(await bundled.engineFiles(new Set(files.keys()))), ...Object.fromEntries(files) }),
      onChanged,
    }),
  );
  return {
    channels: lazyService(ofBrand.get),
    subscriptions: lazyService(async () => (await ofBrand.get()).subscriptions),
    forgetBrand: ofBrand.forget,
  };
}
