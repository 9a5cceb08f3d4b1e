/** Signature checks of TUF metadata: key IDs, signatures and the threshold of a role. */
import { canonicalize } from '@tufjs/canonical-json';
import { encodeUtf8 } from '../indicators/utf8.ts';
import { fromHex, toHex, type ChannelCrypto } from './channel-crypto.ts';
import { ChannelError } from './channel-error.ts';
import type { Keys, Metadata, MetadataType, Role } from './metadata.ts';

/**
 * Checks that each key ID is the SHA-256 of the canonical JSON of its key (TUF 4.2). Otherwise two people could see the same
 * key ID and trust different keys. Throws a ChannelError `malformed`.
 */
export async function verifyKeyIds(name: string, keys: Keys, crypto: ChannelCrypto): Promise<void> {
  for (const [id, key] of Object.entries(keys)) {
    if (toHex(await crypto.sha256(encodeUtf8(canonicalize(key)))) !== id) {
      throw new ChannelError('malformed', `${name}: the key ID ${id.slice(0, 64)} does not belong to its key`);
    }
  }
}

/**
 * Checks that at least `role.threshold` different keys of the role signed the metadata (TUF 5.3.4, 5.4.2, 5.5.4, 5.6.3). One
 * public key under two key IDs counts once. Only Ed25519 keys count.
 * Throws a ChannelError `bad-signature` when no signature verifies, or `threshold` when too few do.
 * @param name file name, for the message
 */
export async function verifyThreshold(
  name: string,
  metadata: Metadata<MetadataType>,
  { role, keys }: { role: Role; keys: Keys },
  crypto: ChannelCrypto,
): Promise<void> {
  const signers = new Set<string>();
  for (const { keyid, sig } of metadata.signatures) {
    const key = role.keyids.includes(keyid) && Object.hasOwn(keys, keyid) ? keys[keyid] : undefined;
    if (key === undefined || key.keytype !== 'ed25519' || key.scheme !== 'ed25519') continue;
    const publicKey = key.keyval.public.toLowerCase();
    if (!/^[0-9a-f]{64}$/u.test(publicKey) || !/^[0-9a-f]{128}$/iu.test(sig) || signers.has(publicKey)) continue;
    if (await crypto.verify(fromHex(publicKey), fromHex(sig), metadata.payload)) signers.add(publicKey);
  }
  if (signers.size >= role.threshold) return;
  const found = `${name}: ${signers.size} of ${role.threshold} signatures verify`;
  throw new ChannelError(signers.size === 0 ? 'bad-signature' : 'threshold', found);
}
