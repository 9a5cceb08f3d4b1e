/** Tesseract (LSTM only, WebAssembly with SIMD): reads the image of one line in the languages that were loaded. */
import startCore, { type TesseractApi, type TesseractModule } from 'tesseract.js-core/tesseract-core-simd-lstm.js';
import type { GreyImage } from '../picture/grey-image.ts';

export interface Recogniser {
  /** Whether the model was added. @param code Tesseract's name of the language */
  has(code: string): boolean;
  /** Keeps a copy of a model. @param bytes of `<code>.traineddata` */
  add(code: string, bytes: Uint8Array): void;
  /** Reads in these languages from now on. @param codes of added models, in order of preference */
  use(codes: readonly string[]): void;
  /** How many models were added; the memory of WebAssembly never shrinks. */
  addedModels(): number;
  read(image: GreyImage, segmentation?: Segmentation): Recognised;
}

export interface Recognised {
  text: string;
  /** Mean over the words, 0 to 100. */
  confidence: number;
}

/** How Tesseract takes an image: as one line, or as an image in which it finds the line. */
export type Segmentation = 'raw-line' | 'single-line';
/** Values of `tessedit_pageseg_mode`. */
const PAGE_SEGMENTATION: Readonly<Record<Segmentation, string>> = { 'raw-line': '13', 'single-line': '7' };
const LSTM_ONLY = 1;

/** @param wasm bytes of `tesseract-core-simd-lstm.wasm` */
export async function createRecogniser(wasm: ArrayBuffer): Promise<Recogniser> {
  const core = await startCore({ wasmBinary: wasm, TesseractProgress: () => undefined, printErr: () => undefined });
  const added = new Set<string>();
  let api: TesseractApi | null = null;
  let used = '';
  return {
    has: (code) => added.has(code),
    add(code, bytes) {
      core.FS.writeFile(`./${code}.traineddata`, bytes);
      added.add(code);
    },
    use(codes) {
      const wanted = codes.join('+');
      if (wanted === used) return;
      api ??= new core.TessBaseAPI();
      if (api.Init(null, wanted, LSTM_ONLY) === -1) throw new Error(`The models ${wanted} could not be loaded.`);
      used = wanted;
    },
    addedModels: () => added.size,
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
