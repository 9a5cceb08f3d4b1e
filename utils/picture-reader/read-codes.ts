/** Reads QR codes in a picture, by ZXing (WebAssembly). */
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import type { RgbaImage } from '../picture/grey-image.ts';

/** Reads the codes of a picture: their texts, mostly links; none twice. */
export type ReadCodes = (image: RgbaImage) => Promise<string[]>;

/** Codes that are read in one picture. */
const MAX_CODES = 4;
const MAX_CODE_UNITS = 2_000;

/** @param wasm bytes of `zxing_reader.wasm` */
export function createCodeReader(wasm: ArrayBuffer): ReadCodes {
  prepareZXingModule({ overrides: { wasmBinary: wasm } });
  return async ({ width, height, data }) => {
    const image = { width, height, data, colorSpace: 'srgb' } as ImageData;
    const found = await readBarcodes(image, { formats: ['QRCode'], maxNumberOfSymbols: MAX_CODES, tryHarder: true });
    const texts = found.filter(({ isValid }) => isValid).map(({ text }) => text.trim().slice(0, MAX_CODE_UNITS));
    return [...new Set(texts)].filter((text) => text !== '');
  };
}
