/** The parts of tesseract.js-core that the recogniser uses; the package has no types. */
declare module 'tesseract.js-core/tesseract-core-simd-lstm.js' {
  export interface TesseractApi {
    /** -1: failed */
    Init(datapath: null, languages: string, engine: number): number;
    SetVariable(name: string, value: string): void;
    /** Reads the file `/input`. 1: failed */
    SetImageFile(exifOrientation: number, radians: number): number;
    Recognize(monitor: null): number;
    GetUTF8Text(): string;
    MeanTextConf(): number;
  }
  export interface TesseractModule {
    FS: { writeFile(path: string, data: Uint8Array): void };
    TessBaseAPI: new () => TesseractApi;
  }
  export default function startCore(options: {
    wasmBinary: ArrayBuffer;
    TesseractProgress: (percent: number) => void;
    printErr: (line: string) => void;
  }): Promise<TesseractModule>;
}
