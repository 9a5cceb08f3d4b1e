/** The knowledge that ships in the package; a channel's files replace its own, one by one. */
import { ALL_KNOWLEDGE_TARGETS, prepareFile } from '../detect/knowledge.ts';

export interface BundledKnowledge {
  /** The bytes of one file. It is read once. */
  file(name: string): Promise<Uint8Array>;
  /** What the engine reads, by target name. @param without targets that are not needed */
  engineFiles(without?: ReadonlySet<string>): Promise<Record<string, Uint8Array>>;
}

/** @param urlOf gives the address of a file of the package */
export function createBundledKnowledge(urlOf: (path: string) => string): BundledKnowledge {
  const reads = new Map<string, Promise<Uint8Array>>();
  const file = (name: string): Promise<Uint8Array> => {
    const known = reads.get(name);
    if (known !== undefined) return known;
    const reading = readFile(urlOf(`knowledge/${name}`));
    reads.set(name, reading);
    reading.catch(() => reads.delete(name));
    return reading;
  };
  return {
    file,
    async engineFiles(without = new Set()) {
      const wanted = ALL_KNOWLEDGE_TARGETS.filter((name) => !without.has(name));
      const read = async (name: string): Promise<[string, Uint8Array]> => {
        const bytes = await file(name);
        prepareFile(name, bytes);
        return [name, bytes];
      };
      return Object.fromEntries(await Promise.all(wanted.map(read)));
    },
  };
}

/** @returns the bytes of every file that the index of the package or site names */
export async function readBundledKnowledge(urlOf: (path: string) => string): Promise<Record<string, Uint8Array>> {
  const read = (name: string): Promise<Uint8Array> => readFile(urlOf(`knowledge/${name}`));
  const names = JSON.parse(new TextDecoder().decode(await read('index.json'))) as string[];
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await read(name)] as const)));
}

async function readFile(url: string): Promise<Uint8Array> {
  const response = await fetch(url);
  // As a blob the browser reads it while this thread is busy.
  return new Uint8Array(await (await response.blob()).arrayBuffer());
}
