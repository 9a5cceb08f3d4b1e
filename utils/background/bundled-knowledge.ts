/** The knowledge that ships in the package; it is in use until a channel replaces it. */

/** @returns the bytes of each target by name  @param urlOf gives the address of a file of the package */
export async function readBundledKnowledge(urlOf: (path: string) => string): Promise<Record<string, Uint8Array>> {
  const read = async (name: string): Promise<Uint8Array> => {
    const response = await fetch(urlOf(`knowledge/${name}`));
    return new Uint8Array(await response.arrayBuffer());
  };
  const names = JSON.parse(new TextDecoder().decode(await read('index.json'))) as string[];
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await read(name)] as const)));
}
