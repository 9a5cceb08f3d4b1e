/** Compiles the lexicon, signals, combinations and places. */
export async function compileLexicon(_folder: string): Promise<Record<string, Uint8Array>> {
  return {};
}
