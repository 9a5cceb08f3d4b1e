/** Tokens for those who may fetch reports: 256 random bits each. The store keeps only a hash. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const TOKEN_PREFIX = 'jlr_';

export function generateToken(): string {
  return `${TOKEN_PREFIX}${randomBytes(32).toString('base64url')}`;
}

/** Plain SHA-256: a token of 256 random bits cannot be guessed, so no slow hash is needed. */
export function hashToken(token: string): Uint8Array {
  return createHash('sha256').update(token).digest();
}

/** Compares with every hash in constant time. */
export function matchesToken(token: string, hashes: readonly Uint8Array[]): boolean {
  const given = hashToken(token);
  let fits = false;
  for (const hash of hashes) if (timingSafeEqual(given, hash)) fits = true;
  return fits;
}

/** The token of an `Authorization: Bearer ...` header, or null. */
export function bearerToken(header: string | undefined): string | null {
  return /^Bearer (jlr_[\w-]{43})$/u.exec(header ?? '')?.[1] ?? null;
}
