/** What is used of Mozilla's linter, which brings no types. */
declare module 'addons-linter' {
  export function createInstance(options: { config: Record<string, unknown>; runAsBinary: boolean }): {
    run(): Promise<unknown>;
  };
}
