/** Files of the package by which pictures are read: Tesseract's program, and the models of some languages. */
import { resolve } from 'node:path';
import { LANGUAGE_MODELS } from '../../utils/picture/language-models.ts';
import { WASM_FILE } from '../../utils/picture-reader/model-store.ts';
import { ensureLanguageModels } from './ensure-language-models.ts';

export interface PictureAsset {
  relativeDest: string;
  absoluteSrc: string;
}

/** Languages whose models every package has; English is needed beside each other one. */
export const PACKAGED_LANGUAGES = ['en', 'th'];

/** @param all with the models of all languages that can be had; otherwise of those that every package has */
export async function pictureAssets(all: boolean): Promise<PictureAsset[]> {
  const models = await ensureLanguageModels(all ? Object.keys(LANGUAGE_MODELS) : PACKAGED_LANGUAGES);
  const program = resolve('node_modules/tesseract.js-core/tesseract-core-simd-lstm.wasm');
  return [
    { relativeDest: WASM_FILE, absoluteSrc: program },
    ...[...models].map(([tag, path]) => ({
      relativeDest: `pictures/${LANGUAGE_MODELS[tag]?.code}.traineddata.gz`,
      absoluteSrc: resolve(path),
    })),
  ];
}
