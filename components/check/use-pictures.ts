/** The pictures of one check, read one after the other. Reading has a progress and can be stopped. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { PictureError, type PictureFault } from '../../utils/picture-reader/picture-error.ts';
import type { PictureClient } from '../../utils/picture-reader/picture-client.ts';
import type { PictureReading } from '../../utils/picture-reader/picture-reading.ts';

export interface ReadPicture {
  /** The picture as it was read. */
  file: Blob;
  /** `blob:` address of its preview. */
  url: string;
  reading: PictureReading;
}

export interface PicturesState {
  pictures: readonly ReadPicture[];
  /** While pictures are read: which one, of how many, and the part of it that is done, 0 to 1. */
  progress: { at: number; count: number; part: number } | null;
  /** How many of the chosen pictures are not read, because there are too many. */
  left: number;
  /** Why a picture could not be read. */
  fault: { kind: PictureFault; detail: string } | null;
}

export interface Pictures extends PicturesState {
  read(files: readonly Blob[]): void;
  /** Downloads a language and reads the last files again. @param tag BCP 47 */
  download(tag: string): void;
  cancel(): void;
  clear(): void;
}

/** Further pictures of one check are not read, and the page says so. */
export const MAX_PICTURES = 10;
const EMPTY: PicturesState = { pictures: [], progress: null, left: 0, fault: null };

/**
 * @param language BCP 47 tag, or null: found from the picture
 * @param onRead called with all pictures when they are read
 */
export function usePictures(
  client: PictureClient | undefined,
  language: string | null,
  onRead: (pictures: readonly ReadPicture[]) => void,
): Pictures {
  const [state, setState] = useState(EMPTY);
  const running = useRef<AbortController | null>(null);
  const urls = useRef<string[]>([]);
  const last = useRef<readonly Blob[]>([]);

  function clear(): void {
    running.current?.abort();
    for (const url of urls.current) URL.revokeObjectURL(url);
    urls.current = [];
    last.current = [];
    setState(EMPTY);
  }
  useEffect(() => clear, []);

  async function readAll(files: readonly Blob[], download: string | null): Promise<void> {
    if (client === undefined) return;
    clear();
    last.current = files;
    const controller = new AbortController();
    running.current = controller;
    const pictures: ReadPicture[] = [];
    const chosen = files.slice(0, MAX_PICTURES);
    const left = files.length - chosen.length;
    try {
      for (const [at, file] of chosen.entries()) {
        const onProgress = (part: number): void =>
          setState({
            pictures: [...pictures],
            progress: { at: at + 1, count: chosen.length, part },
            left,
            fault: null,
          });
        onProgress(0);
        const reading = await client.read(file, { language, download, onProgress, signal: controller.signal });
        const whole = reading.reduced ?? file;
        const url = URL.createObjectURL(reading.preview ?? whole);
        urls.current.push(url);
        pictures.push({ file: whole, url, reading });
      }
      setState({ pictures, progress: null, left, fault: null });
      onRead(pictures);
    } catch (error) {
      if (controller.signal.aborted) return;
      const known = error instanceof PictureError ? error : new PictureError('failed', String(error));
      setState({ pictures, progress: null, left, fault: { kind: known.fault, detail: known.message } });
    }
  }

  return {
    ...state,
    read: (files) => void readAll(files, null),
    download: (tag) => void readAll(last.current, tag),
    cancel: clear,
    clear,
  };
}

/** The texts in order; codes that the text does not name follow each. */
export function textOf(pictures: readonly ReadPicture[]): string {
  return pictures
    .map(({ reading }) =>
      [reading.text, ...reading.codes.filter((code) => !reading.text.includes(code))].join('\n').trim(),
    )
    .filter((text) => text !== '')
    .join('\n\n');
}

/** Part of the text that was read well, 0 to 1, the worst picture counted. */
export function qualityOf(pictures: readonly ReadPicture[]): number {
  return Math.min(
    1,
    ...pictures.map(({ reading }) => (reading.codes.length > 0 && reading.text === '' ? 1 : reading.quality)),
  );
}
