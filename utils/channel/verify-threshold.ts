/** Who signed, and were they enough. */
import { ChannelError } from './channel-error.ts';
import { fromHex, type ChannelCrypto } from './channel-crypto.ts';
import type { Keys, Metadata, MetadataType, Role } from './metadata.ts';

/**
 * Threshold: as many different keys of the role as it asks for have signed. The same public key under two names counts
 * once, a key of another scheme than Ed25519 not at all.
 * Throws a ChannelError `bad-signature` (none holds) or `threshold` (too few do).
 */
export async function verifyThreshold(
  name: string,
  metadata: Metadata<MetadataType>,
  role: Role,
  keys: Keys,
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
  const found = `${name}: ${signers.size} of ${role.threshold} signatures hold`;
  throw new ChannelError(signers.size === 0 ? 'bad-signature' : 'threshold', found);
}
