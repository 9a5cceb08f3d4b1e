/** One Blob in IndexedDB: the fastest way that the platform has to keep bytes for a worker. */
import { openDB } from 'idb';

const opened = () => openDB('bench', 1, { upgrade: (db) => void db.createObjectStore('blobs') });

export async function keepBlob(bytes: Uint8Array): Promise<void> {
  await (await opened()).put('blobs', new Blob([bytes as BlobPart]), 'list');
}

export async function keptBlob(): Promise<Blob> {
  return (await (await opened()).get('blobs', 'list')) as Blob;
}
