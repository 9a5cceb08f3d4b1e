/** Files of the package by which pictures are read: Tesseract and ZXing, and the models of some languages. */
import { resolve } from 'node:path';
import { LANGUAGE_MODELS } from '../../utils/picture/language-models.ts';
import { programFile, PROGRAMS, type ProgramName } from '../../utils/picture-reader/model-store.ts';
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
  return [
    ...(Object.keys(PROGRAMS) as ProgramName[]).map((name) => ({
      relativeDest: programFile(name),
      absoluteSrc: resolve('node_modules', PROGRAMS[name]),
    })),
    ...[...models].map(([tag, path]) => ({
      relativeDest: `pictures/${LANGUAGE_MODELS[tag]?.code}.traineddata.gz`,
      absoluteSrc: resolve(path),
    })),
  ];
}
