/** @ghostery/adblocker: its own serialised engine, stored and read back. */
import { FiltersEngine } from '@ghostery/adblocker';
import { keepBlob, keptBlob } from './blobs.ts';
import { ownFile, serve } from './candidate.ts';
import { requestFor } from './request.ts';

let engine: FiltersEngine | null = null;

serve({
  prepare: async () => keepBlob(await ownFile('ghostery.bin')),
  async isListed(name) {
    engine ??= FiltersEngine.deserialize(new Uint8Array(await (await keptBlob()).arrayBuffer()));
    return engine.match(requestFor(name)).match;
  },
});
