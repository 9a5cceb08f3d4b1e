/** Ambient types of the build: `?inline` imports a style sheet as text. */
declare module '*.css?inline' {
  const css: string;
  export default css;
}

/** Set by the build for each browser. */
interface ImportMetaEnv {
  readonly FIREFOX: boolean;
}
