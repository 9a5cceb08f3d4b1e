/**
 * `npm run -s picture -- FILE... [--lang th]` reads pictures in Chromium, by the check page of the built extension.
 * Prints one line of JSON a file: `{"file","text","codes","confidence","verdict"}`, or `{"file","error"}`. `confidence`
 * is the part of the text that was read well, 0 to 1. It needs a network for the models only, on the first run.
 * `--models FOLDER` writes the models of all languages, or of `--lang`, for the publisher's web host instead.
 */
import { InvalidArgumentError } from 'commander';
import { LANGUAGE_MODELS } from '../utils/picture/language-models.ts';
import { copyModels } from './picture/copy-models.ts';
import { openPictureReader } from './picture/picture-reader.ts';
import { commandLine, runCommandLine } from './setup/command-line.ts';

/** @throws InvalidArgumentError for a language without a model */
function parseLanguage(tag: string): string {
  if (LANGUAGE_MODELS[tag] === undefined)
    throw new InvalidArgumentError(`There are models for ${Object.keys(LANGUAGE_MODELS).join(', ')}.`);
  return tag;
}

await runCommandLine(
  commandLine('picture', 'Reads the words in pictures and judges them, as the check page does. Prints JSON.')
    .argument('[file...]', 'posters or screenshots')
    .option('--lang <tag>', 'language of the pictures; default: told from each picture', parseLanguage)
    .option('--models <folder>', 'writes the models of languages there, for the folder `pictures` beside a channel')
    .action(async (files: string[], { lang, models }: { lang?: string; models?: string }) => {
      if (models !== undefined) {
        const tags = lang === undefined ? Object.keys(LANGUAGE_MODELS) : [lang];
        console.log((await copyModels(models, tags)).join('\n'));
        return;
      }
      if (files.length === 0) throw new InvalidArgumentError('Name the pictures to read.');
      const reader = await openPictureReader(lang ?? null);
      try {
        for (const file of files) {
          const result = await reader.read(file);
          if ('error' in result) process.exitCode = 1;
          console.log(JSON.stringify({ file, ...result }));
        }
      } finally {
        await reader.close();
      }
    }),
);
