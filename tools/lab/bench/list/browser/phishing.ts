/** eth-phishing-detect: its configuration as JSON, stored and read back. */
import Detector from 'eth-phishing-detect/src/detector.js';
import { keepBlob, keptBlob } from './blobs.ts';
import { ownFile, serve } from './candidate.ts';

let detector: Detector | null = null;

serve({
  async prepare() {
    const names = new TextDecoder().decode(await ownFile('names.txt')).split('\n');
    const text = JSON.stringify([
      { name: 'bench', version: 1, tolerance: 0, fuzzylist: [], allowlist: [], blocklist: names },
    ]);
    await keepBlob(new TextEncoder().encode(text));
  },
  async isListed(name) {
    detector ??= new Detector(JSON.parse(await (await keptBlob()).text()) as object[]);
    return detector.check(name).result;
  },
});
