/** Names that can be withdrawn: those that readers see, and those that the next signature brings. */
import { readList } from '../list/list-file.ts';
import { readPublishedHashes } from './list-release.ts';
import type { PublishedMetadata } from './published-metadata.ts';

/** Hashes in hexadecimal. A name that was removed from list.csv stays published until the list is signed again. */
export async function readListedHashes(dir: string, published: PublishedMetadata): Promise<ReadonlySet<string>> {
  const [entries, hashes] = [await readList(dir), await readPublishedHashes(dir, published)];
  return new Set([...entries.keys(), ...hashes]);
}
