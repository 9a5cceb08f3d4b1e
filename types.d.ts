/** Ambient types of the build: `?inline` styles come as text. */
declare module '*.css?inline' {
  const css: string;
  export default css;
}

/** Match patterns of the scanner, set by the build. */
declare const __SCAN_MATCHES__: string[];
