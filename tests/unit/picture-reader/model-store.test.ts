import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createModelStore } from '../../../utils/picture-reader/model-store.ts';

const THAI = readFileSync('node_modules/@tesseract.js-data/tha/4.0.0_best_int/tha.traineddata.gz');
const HOST = 'https://list.example/pictures/';
const FILE = `${HOST}tha.traineddata.gz`;
const PACKAGE = { address: (path: string) => `extension://${path}`, host: HOST, isSite: false };

/** What the host has, by address; the package has nothing. */
let files: Map<string, Uint8Array<ArrayBuffer>>;
let requests: string[];

beforeEach(() => {
  const kept = new Map<string, Response>();
  files = new Map([[FILE, new Uint8Array(THAI)]]);
  requests = [];
  vi.stubGlobal('caches', {
    open: async () => ({
      match: async (url: string) => kept.get(url)?.clone(),
      put: async (url: string, response: Response) => void kept.set(url, response),
    }),
  });
  vi.stubGlobal('fetch', async (url: string) => {
    if (!url.startsWith('https:')) throw new TypeError('Failed to fetch');
    requests.push(url);
    const bytes = files.get(url);
    return bytes === undefined ? new Response(null, { status: 404 }) : new Response(bytes);
  });
});
afterEach(() => vi.unstubAllGlobals());

describe('createModelStore', () => {
  it('requests nothing from the host before it is asked to download', async () => {
    expect(await createModelStore(PACKAGE).model('th', false)).toBeNull();
    expect(requests).toEqual([]);
  });

  it('downloads a language once, and reads the kept copy from then on', async () => {
    const first = await createModelStore(PACKAGE).model('th', true);
    expect(first?.length).toBe(1_072_730);
    files.clear();
    expect(await createModelStore(PACKAGE).model('th', false)).toEqual(first);
    expect(requests).toEqual([FILE]);
  });

  it('refuses a file with another digest, and keeps none of it', async () => {
    const changed = new Uint8Array(1_072_730);
    files.set(FILE, changed);
    const store = createModelStore(PACKAGE);
    await expect(store.model('th', true)).rejects.toMatchObject({ fault: 'offline' });
    expect(await store.model('th', false)).toBeNull();
  });

  it('says that a language did not arrive: from the host, and from a site that is offline', async () => {
    files.clear();
    await expect(createModelStore(PACKAGE).model('th', true)).rejects.toMatchObject({ fault: 'offline' });
    await expect(createModelStore({ ...PACKAGE, host: null, isSite: true }).model('th', false)).rejects.toMatchObject({
      fault: 'offline',
    });
    expect(await createModelStore({ ...PACKAGE, host: null }).model('th', true)).toBeNull();
  });
});
