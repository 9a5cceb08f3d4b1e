/** The text of the check page: typed, handed over, or read from text files and pictures. */
import { useState } from 'preact/hooks';
import { isTextFile, readTextFile } from '../../utils/check/read-text-file.ts';
import type { PictureClient } from '../../utils/picture-reader/picture-client.ts';
import { READ_WELL } from '../../utils/picture/reading-quality.ts';
import { qualityOf, textOf, usePictures, type Pictures } from './use-pictures.ts';

export interface CheckInputOptions {
  /** Text handed over from elsewhere; '' for none. */
  text: string;
  /** A text was handed over but could not be read. */
  isTextLost: boolean;
  /** Reads pictures; absent where that is not possible. */
  pictureClient?: PictureClient | undefined;
  /** Language (BCP 47) of pictures, or null: found from each picture. */
  pictureLanguage?: string | null;
  /** Called when files were chosen or dropped, before they are read. */
  onFiles: () => void;
  /** Called with a text that was read from files. It is never empty. */
  onRead: (text: string, isFromPictures: boolean) => void;
}

export interface CheckInput {
  text: string;
  setText: (text: string) => void;
  /** A text that was handed over or dropped could not be read. */
  isLost: boolean;
  /** The text was read from pictures. */
  isFromPictures: boolean;
  /** It comes from a picture that could not be read well. */
  isPartlyRead: boolean;
  pictures: Pictures;
  readFiles: (files: readonly Blob[]) => void;
  clear: () => void;
}

export function useCheckInput(options: CheckInputOptions): CheckInput {
  const { onFiles, onRead, pictureClient, pictureLanguage } = options;
  const [text, setText] = useState(options.text);
  const [isLost, setLost] = useState(options.isTextLost);
  const pictures = usePictures(pictureClient, pictureLanguage ?? null, (found) => take(textOf(found), true));
  /** Where no picture had words, the reader typed the text. */
  const isFromPictures = textOf(pictures.pictures) !== '';

  /** Files without words leave the text as it is. */
  function take(words: string, fromPictures: boolean): void {
    if (words === '') return;
    setText(words);
    onRead(words, fromPictures);
  }

  async function readTexts(files: readonly File[]): Promise<void> {
    pictures.clear();
    const texts = await Promise.all(files.map(readTextFile));
    setLost(texts.includes(null));
    take(texts.filter((each) => each !== null).join('\n'), false);
  }

  return {
    text,
    setText,
    isLost,
    isFromPictures,
    isPartlyRead: isFromPictures && qualityOf(pictures.pictures) < READ_WELL,
    pictures,
    readFiles(files) {
      onFiles();
      setLost(false);
      if (files.every(isTextFile)) void readTexts(files);
      else pictures.read(files);
    },
    clear() {
      setText('');
      setLost(false);
      pictures.clear();
    },
  };
}
