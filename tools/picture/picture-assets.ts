/** Files of the package by which pictures are read: Tesseract and ZXing, and the models of some languages. */
import { resolve } from 'node:path';
import { LANGUAGE_MODELS } from '../../utils/picture/language-models.ts';
import { programFile, PROGRAMS, type ProgramName } from '../../utils/picture-reader/model-store.ts';
import { ensureLanguageModels } from './ensure-language-models.ts';

export interface PictureAsset {
  relativeDest: string;
  absoluteSrc: string;
}

/** Languages of a package whose brand names none. */
const DEFAULT_LANGUAGES = ['en', 'th'];
export const ALL_LANGUAGES: readonly string[] = Object.keys(LANGUAGE_MODELS);

/** @param tags languages whose models are wanted; English is needed beside each other one */
export async function pictureAssets(tags: readonly string[] = DEFAULT_LANGUAGES): Promise<PictureAsset[]> {
  const models = await ensureLanguageModels([...new Set(['en', ...tags])]);
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
