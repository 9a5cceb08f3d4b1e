/** The package ships no types for its ES module. */
declare module 'punycode/punycode.es6.js' {
  /** Throws a RangeError on malformed input. */
  export function toASCII(host: string): string;
  export function toUnicode(host: string): string;
}
