/** Tesseract (LSTM only, WebAssembly with SIMD): reads the image of one line in the languages that were loaded. */
import startCore, { type TesseractApi, type TesseractModule } from 'tesseract.js-core/tesseract-core-simd-lstm.js';
import type { GreyImage } from '../picture/grey-image.ts';

export interface Recogniser {
  /** Loads models in order of preference. @param models bytes of `<code>.traineddata` by code */
  use(models: ReadonlyMap<string, Uint8Array>): void;
  /** How many models were loaded so far; the memory of WebAssembly never shrinks. */
  loadedModels(): number;
  read(image: GreyImage, segmentation?: Segmentation): Recognised;
}

export interface Recognised {
  text: string;
  /** Mean over the words, 0 to 100. */
  confidence: number;
}

/** How Tesseract takes an image: as one line that is not searched for lines, or as one in which it finds the line. */
export type Segmentation = 'raw-line' | 'single-line';
/** Values of `tessedit_pageseg_mode`. */
const PAGE_SEGMENTATION: Readonly<Record<Segmentation, string>> = { 'raw-line': '13', 'single-line': '7' };
const LSTM_ONLY = 1;

/** @param wasm bytes of `tesseract-core-simd-lstm.wasm` */
export async function createRecogniser(wasm: ArrayBuffer): Promise<Recogniser> {
  const core = await startCore({ wasmBinary: wasm, TesseractProgress: () => undefined, printErr: () => undefined });
  const written = new Set<string>();
  let api: TesseractApi | null = null;
  let used = '';
  return {
    use(models) {
      for (const [code, bytes] of models) {
        if (!written.has(code)) core.FS.writeFile(`./${code}.traineddata`, bytes);
        written.add(code);
      }
      const codes = [...models.keys()].join('+');
      if (codes === used) return;
      api ??= new core.TessBaseAPI();
      if (api.Init(null, codes, LSTM_ONLY) === -1) throw new Error(`The models ${codes} could not be loaded.`);
      used = codes;
    },
    loadedModels: () => written.size,
    read(image, segmentation = 'raw-line') {
      if (api === null) throw new Error('No model is loaded.');
      api.SetVariable('tessedit_pageseg_mode', PAGE_SEGMENTATION[segmentation]);
      writeImage(core, image);
      if (api.SetImageFile(1, 0) === 1) throw new Error('The image of a line could not be read.');
      api.Recognize(null);
      return { text: api.GetUTF8Text().trim(), confidence: api.MeanTextConf() };
    },
  };
}

/** As a portable grey map (PGM). */
function writeImage(core: TesseractModule, { width, height, data }: GreyImage): void {
  const head = new TextEncoder().encode(`P5\n${width} ${height}\n255\n`);
  const bytes = new Uint8Array(head.length + data.length);
  bytes.set(head);
  bytes.set(data, head.length);
  core.FS.writeFile('/input', bytes);
}
