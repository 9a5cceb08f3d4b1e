/** The fingerprint of a root, which two people can compare by telephone. */
import { canonicalize } from '@tufjs/canonical-json';
import { toHex } from '../channel/channel-crypto.ts';

/**
 * SHA-256 of the canonical JSON of a root's signed part, in hexadecimal; null without a root. The command
 * `hub channel verify` prints the same value.
 */
export async function rootFingerprint(
  root: unknown,
  sha256: (data: Uint8Array) => Promise<Uint8Array>,
): Promise<string | null> {
  const signed = (root as { signed?: unknown } | null)?.signed;
  if (signed === undefined) return null;
  return toHex(await sha256(new TextEncoder().encode(canonicalize(signed))));
}
