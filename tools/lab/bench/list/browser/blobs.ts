/** One Blob in IndexedDB: the fastest way that the platform has to keep bytes for a worker. */
import { Dexie } from 'dexie';

const db = new Dexie('bench');
db.version(1).stores({ blobs: '' });

export async function keepBlob(bytes: Uint8Array): Promise<void> {
  await db.table('blobs').put(new Blob([bytes as BlobPart]), 'list');
}

export async function keptBlob(): Promise<Blob> {
  return (await db.table<Blob>('blobs').get('list')) as Blob;
}
