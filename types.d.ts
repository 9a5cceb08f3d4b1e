/** Ambient types of the build: `?inline` styles come as text. */
declare module '*.css?inline' {
  const css: string;
  export default css;
}
