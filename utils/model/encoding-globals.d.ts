/** The Encoding Standard's globals that the core uses; browsers, workers and Node all have them. */
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  /** Throws a TypeError on malformed input when `fatal` is set. */
  decode(bytes: Uint8Array): string;
}
declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
}
/**
 * Decodes base64 to a string of which each code unit is a byte (the HTML Standard). Browsers, workers and Node have it.
 */
declare function atob(data: string): string;
