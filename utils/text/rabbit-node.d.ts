/** The package ships no types. */
declare module 'rabbit-node' {
  const rabbit: {
    /** From Unicode to the code points that Zawgyi fonts draw, and back. */
    uni2zg: (unicode: string) => string;
    zg2uni: (zawgyi: string) => string;
  };
  export default rabbit;
}
