/** Loads the programs and models that read pictures: from the package, and those that it lacks from the publisher's host, once. */
import { LANGUAGE_MODELS, type LanguageModel } from '../picture/language-models.ts';

export interface ModelStoreDeps {
  /** Address of a file of the package or the site, e.g. `pictures/eng.traineddata.gz`. */
  address(path: string): string;
  /** Folder on the publisher's host, ending in `/`, or null: only the package's languages can be read. */
  host: string | null;
}

export interface ModelStore {
  program(name: ProgramName): Promise<ArrayBuffer>;
  /** Bytes of `<code>.traineddata`, or null where neither package nor host has the language. */
  model(tag: string): Promise<{ code: string; bytes: Uint8Array } | null>;
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
const CACHE_NAME = 'picture-models';

export function createModelStore({ address, host }: ModelStoreDeps): ModelStore {
  const loaded = new Map<string, Uint8Array>();
  return {
    async program(name) {
      const response = await fetch(address(programFile(name)));
      return response.arrayBuffer();
    },
    async model(tag) {
      const model = LANGUAGE_MODELS[tag];
      if (model === undefined) return null;
      const bytes = loaded.get(model.code) ?? (await load(model));
      if (bytes === null) return null;
      loaded.set(model.code, bytes);
      return { code: model.code, bytes };
    },
  };

  async function load(model: LanguageModel): Promise<Uint8Array | null> {
    const file = `${model.code}.traineddata.gz`;
    const packaged = await fetch(address(`${FOLDER}${file}`)).catch(() => null);
    if (packaged?.ok === true) return verified(await packaged.arrayBuffer(), model);
    if (host === null) return null;
    const url = `${host}${file}`;
    const cache = await caches.open(CACHE_NAME);
    const kept = await cache.match(url);
    const response =
      kept ?? (await fetch(url, { credentials: 'omit', referrerPolicy: 'no-referrer' }).catch(() => null));
    if (response?.ok !== true) return null;
    const packed = await response.arrayBuffer();
    const bytes = await verified(packed, model);
    if (kept === undefined && bytes !== null) await cache.put(url, new Response(packed));
    return bytes;
  }
}

/** The unpacked bytes, or null when they are not the ones that were pinned. */
async function verified(packed: ArrayBuffer, { bytes, sha256 }: LanguageModel): Promise<Uint8Array | null> {
  const head = new Uint8Array(packed, 0, 2);
  // Some hosts unpack `.gz` files on the way.
  const isGzip = head[0] === 0x1f && head[1] === 0x8b;
  const plain = isGzip
    ? await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer()
    : packed;
  if (plain.byteLength !== bytes) return null;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', plain));
  const hex = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex === sha256 ? new Uint8Array(plain) : null;
}
