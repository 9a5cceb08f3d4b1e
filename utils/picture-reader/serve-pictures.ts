/** The worker's side: reads one picture after the other, and sends progress and result to the page. */
import { asyncMemo } from '../platform/async-memo.ts';
import { decodePicture } from './decode-picture.ts';
import { createModelStore, type ModelStoreDeps } from './model-store.ts';
import { PictureError } from './picture-error.ts';
import type { PictureAnswer, PictureRequest } from './picture-client.ts';
import type { SmallerPictures } from './picture-reading.ts';
import { createCodeReader } from './read-codes.ts';
import { findParts, readPicture, type FoundParts } from './read-picture.ts';
import { createRecogniser } from './recogniser.ts';

/**
 * After so many pictures or models a new worker takes less memory than this one. What WebAssembly has grown to stays.
 */
const MAX_PICTURES = 6;
const MAX_MODELS = 3;

export function servePictures(deps: ModelStoreDeps): void {
  const store = createModelStore(deps);
  const recogniser = asyncMemo(async () => createRecogniser(await store.program('tesseract')));
  const codes = asyncMemo(async () => createCodeReader(await store.program('zxing')));
  let read = 0;
  const answer = (message: PictureAnswer): void => (self as unknown as Worker).postMessage(message, {});

  async function lookAt(file: Blob): Promise<[FoundParts, SmallerPictures]> {
    const { image, ...smaller } = await decodePicture(file);
    answer({ progress: 0.1 });
    return [await findParts(image, await codes.get()), smaller];
  }

  async function respond({ file, language, download }: PictureRequest): Promise<void> {
    try {
      const [parts, smaller] = await lookAt(file);
      const onProgress = (progress: number): void => answer({ progress });
      const reader = {
        store,
        download,
        canDownload: deps.host !== null,
        recogniser: await recogniser.get(),
        onProgress,
      };
      const reading = await readPicture(parts, language, reader);
      read++;
      answer({
        reading: { ...reading, ...smaller },
        isWorn: read >= MAX_PICTURES || reader.recogniser.addedModels() > MAX_MODELS,
      });
    } catch (error) {
      const fault = error instanceof PictureError ? error.fault : 'failed';
      answer({ fault, detail: error instanceof Error ? error.message : String(error) });
    }
  }
  self.addEventListener('message', ({ data }: MessageEvent<PictureRequest>) => void respond(data));
}
