/** The page's side: one worker reads pictures. It is ended when the reader cancels, and after a time limit. */
import { PictureError, type PictureFault } from './picture-error.ts';
import type { ShownReading } from './picture-reading.ts';

export interface PictureRequest {
  file: Blob;
  /** BCP 47 tag, or null: found from the picture. */
  language: string | null;
  /** BCP 47 tag of the language that may be downloaded, or null. */
  download: string | null;
}
export type PictureAnswer =
  | { progress: number }
  /** `isWorn`: the worker holds much memory by now and is to be replaced. */
  | { reading: ShownReading; isWorn: boolean }
  | { fault: PictureFault; detail: string };

export interface ReadingOptions {
  language: string | null;
  /** BCP 47 tag of the language that may be downloaded, or null. */
  download: string | null;
  /** Called with the part that is done, 0 to 1. */
  onProgress: (part: number) => void;
  signal: AbortSignal;
}

export interface PictureClient {
  /** @throws PictureError, or the signal's reason when it was cancelled */
  read(file: Blob, options: ReadingOptions): Promise<ShownReading>;
}

/** A page of small print in two languages takes 20 seconds on an old phone. */
const TIMEOUT_MS = 60_000;

/** @param start creates the worker */
export function createPictureClient(start: () => Worker): PictureClient {
  let worker: Worker | null = null;
  let queue: Promise<unknown> = Promise.resolve();

  function readNow(file: Blob, { language, download, onProgress, signal }: ReadingOptions): Promise<ShownReading> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const used = (worker ??= start());
      const end = (error: unknown): void => {
        used.terminate();
        worker = null;
        finish();
        reject(error);
      };
      const onAbort = (): void => end(signal.reason);
      const onError = (): void => end(new PictureError('failed', 'the worker ended'));
      const timer = setTimeout(() => end(new PictureError('failed', 'took too long')), TIMEOUT_MS);
      const onMessage = ({ data }: MessageEvent<PictureAnswer>): void => {
        if ('progress' in data) {
          onProgress(data.progress);
          return;
        }
        finish();
        if ('reading' in data) {
          if (data.isWorn) {
            used.terminate();
            worker = null;
          }
          resolve(data.reading);
        } else reject(new PictureError(data.fault, data.detail));
      };
      const finish = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
        used.removeEventListener('message', onMessage);
        used.removeEventListener('error', onError);
      };
      signal.addEventListener('abort', onAbort);
      used.addEventListener('message', onMessage);
      used.addEventListener('error', onError);
      used.postMessage({ file, language, download } satisfies PictureRequest, {});
    });
  }

  return {
    read(file, options) {
      const reading = queue.then(() => readNow(file, options));
      queue = reading.catch(() => null);
      return reading;
    },
  };
}
