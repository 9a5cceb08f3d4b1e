/**
 * `npm run -s picture -- FILE... [--lang th]` reads pictures in Chromium, by the check page of the built extension, and
 * prints one line of JSON a file: `{"file","text","codes","confidence","verdict"}`, or `{"file","error"}`. `confidence` is the
 * part of the text that was read well, 0 to 1. Without a network, apart from the models on the first run.
 */
import { InvalidArgumentError } from 'commander';
import { LANGUAGE_MODELS } from '../utils/picture/language-models.ts';
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
    .argument('<file...>', 'posters or screenshots')
    .option('--lang <tag>', 'language of the pictures; default: told from each picture', parseLanguage)
    .action(async (files: string[], { lang }: { lang?: string }) => {
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
