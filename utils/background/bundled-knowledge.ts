/** The knowledge that ships in the package: the floor on which the extension stands before any list was fetched. */

/** Target name to bytes. @param urlOf the package's own address of a file */
export async function readBundledKnowledge(urlOf: (path: string) => string): Promise<Record<string, Uint8Array>> {
  const read = async (name: string): Promise<Uint8Array> => {
    const response = await fetch(urlOf(`knowledge/${name}`));
    return new Uint8Array(await response.arrayBuffer());
  };
  const names = JSON.parse(new TextDecoder().decode(await read('index.json'))) as string[];
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await read(name)] as const)));
}
