/** The extension's own list service on a signed channel, as the background builds it. */
import { webCrypto } from '../../../../../utils/platform/web-crypto.ts';
import { createChannelService } from '../../../../../utils/background/channel-service.ts';
import type { Brand } from '../../../../../utils/brand/brand.ts';
import type { ChannelFetch } from '../../../../../utils/channel/download.ts';
import { createDatabase } from '../../../../../utils/storage/database.ts';
import { serve } from './candidate.ts';

/** Put in when the worker is bundled. */
declare const BENCH_BRAND: Brand;

/** The extension's files stand for a web host; what is not there makes `fetch` throw. */
const fetchOwn: ChannelFetch = async (url) => {
  try {
    return await fetch(url);
  } catch {
    return new Response(null, { status: 404 });
  }
};

const list = createChannelService({
  ...webCrypto,
  brand: { ...BENCH_BRAND, channel: chrome.runtime.getURL('channel/') },
  database: createDatabase(),
  area: chrome.storage.local,
  fetch: fetchOwn,
  now: () => Date.now(),
  clock: () => performance.now(),
  check: async () => undefined,
  onChanged: async () => undefined,
});

// As the background does when it starts.
void list.warmUp();

serve({
  async prepare() {
    const { entries, problem } = await list.sync();
    if (problem !== null) throw new Error(`${problem.key}: ${problem.detail}`);
    if (entries === 0) throw new Error('no list');
  },
  async isListed(name) {
    const hits = await list.lookup([{ kind: 'domain', value: name, field: 'text', start: 0, end: name.length }]);
    return hits.length > 0;
  },
  settle: () => list.status(),
});
