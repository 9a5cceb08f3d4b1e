/** Hashes a sender's secret. The store keeps only the hash. */
import { createHash } from 'node:crypto';

/** SHA-256, 32 bytes. Enough for secrets of 128 random bits or more. */
export const hashSecret = (secret: string): Uint8Array => createHash('sha256').update(secret).digest();
