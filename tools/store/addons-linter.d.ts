/** Types of the used part of Mozilla's linter, which has none. */
declare module 'addons-linter' {
  export function createInstance(options: { config: Record<string, unknown>; runAsBinary: boolean }): {
    run(): Promise<unknown>;
  };
}
