/** A folder in memory for temporary files of the tests, which create and delete tens of thousands of them. */
import { accessSync, chmodSync, constants, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';

const SHARED_MEMORY = '/dev/shm';
/** `f_type` of a file system in memory (Linux: TMPFS_MAGIC, statfs(2)). */
const TMPFS_TYPE = 0x01_02_19_94;
/** Bytes that must be free in the folder. A whole run keeps less than 2 GB at a time. */
const MIN_FREE_BYTES = 4e9;
/** Bytes of memory that must be available: what the folder may take, and as much for browsers. */
const MIN_AVAILABLE_BYTES = 8e9;

/**
 * Makes a folder in memory where this machine has enough of it.
 *
 * @returns the folder, and what deletes it; null where temporary files stay on the disk
 */
export function makeMemoryFolder(): { path: string; remove: () => void } | null {
  if (!hasRoom()) return null;
  const path = mkdtempSync(join(SHARED_MEMORY, 'joblantern-test-'));
  // As the usual folder: a database server of a test runs as a user of its own.
  chmodSync(path, 0o1777);
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

function hasRoom(): boolean {
  try {
    accessSync(SHARED_MEMORY, constants.W_OK);
    const { type, bavail, bsize } = statfsSync(SHARED_MEMORY);
    return type === TMPFS_TYPE && bavail * bsize >= MIN_FREE_BYTES && availableMemory() >= MIN_AVAILABLE_BYTES;
  } catch {
    return false; // Not Linux
  }
}

/** Bytes that Linux could give to programs, files in its cache counted. */
function availableMemory(): number {
  const kilobytes = /^MemAvailable:\s+(\d+) kB$/mu.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1];
  return Number(kilobytes ?? 0) * 1024;
}
