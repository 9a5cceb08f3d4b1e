/**
 * Loads the programs and models that read pictures, from the package. Those that it lacks come from the publisher's
 * host, once.
 */
import { toHex } from '../channel/channel-crypto.ts';
import { unpackGzip } from '../platform/unpack-gzip.ts';
import { MODEL_CACHE } from './model-cache.ts';
import { PictureError } from './picture-error.ts';
import { LANGUAGE_MODELS, type LanguageModel } from '../picture/language-models.ts';

export interface ModelStoreDeps {
  /** Address of a file of the package or the site, e.g. `pictures/eng.traineddata.gz`. */
  address(path: string): string;
  /** Folder on the publisher's host, ending in `/`. Null: only the languages of the package or the site can be read. */
  host: string | null;
  /** Whether `address` leads to a web host, so that a file may fail to arrive. */
  isSite: boolean;
}

export interface ModelStore {
  program(name: ProgramName): Promise<ArrayBuffer>;
  /**
   * Bytes of `<code>.traineddata`, or null where the language is not on this device. They are not kept: a model takes up
   * to 6 MB, and whoever reads with it keeps it.
   *
   * @param download whether it may be downloaded from the publisher's host  @throws PictureError when the download fails
   */
  model(tag: string, download: boolean): Promise<Uint8Array | null>;
}

const FOLDER = 'pictures/';
/** Programs, by their paths in `node_modules`. */
export const PROGRAMS = {
  tesseract: 'tesseract.js-core/tesseract-core-simd-lstm.wasm',
  zxing: 'zxing-wasm/dist/reader/zxing_reader.wasm',
} as const;
export type ProgramName = keyof typeof PROGRAMS;

/** Path in the package or the site. */
export function programFile(name: ProgramName): string {
  return `${FOLDER}${PROGRAMS[name].split('/').at(-1)}`;
}
const DOWNLOAD: RequestInit = { credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store' };

export function createModelStore({ address, host, isSite }: ModelStoreDeps): ModelStore {
  return {
    async program(name) {
      const response = await fetch(address(programFile(name)));
      return response.arrayBuffer();
    },
    async model(tag, download) {
      const model = LANGUAGE_MODELS[tag];
      return model === undefined ? null : load(model, download);
    },
  };

  async function load(model: LanguageModel, download: boolean): Promise<Uint8Array | null> {
    const file = `${model.code}.traineddata.gz`;
    const packaged = await fetch(address(`${FOLDER}${file}`)).catch(() => null);
    if (packaged?.ok === true) return verified(await packaged.arrayBuffer(), model);
    if (packaged === null && isSite) throw new PictureError('offline', model.code);
    if (host === null) return null;
    const url = `${host}${file}`;
    const cache = await caches.open(MODEL_CACHE);
    const kept = await cache.match(url);
    if (kept === undefined && !download) return null;
    const response = kept ?? (await fetch(url, DOWNLOAD).catch(() => null));
    if (response?.ok !== true) throw new PictureError('offline', model.code);
    const packed = await response.arrayBuffer();
    const bytes = await verified(packed, model);
    if (bytes === null) throw new PictureError('offline', `${model.code} has another digest`);
    if (kept === undefined) await cache.put(url, new Response(packed));
    return bytes;
  }
}

/** The unpacked bytes, or null when they are not the ones that were pinned. */
async function verified(packed: ArrayBuffer, { bytes, sha256 }: LanguageModel): Promise<Uint8Array | null> {
  const plain = await unpackGzip(packed);
  if (plain.byteLength !== bytes) return null;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', plain));
  return toHex(digest) === sha256 ? new Uint8Array(plain) : null;
}
