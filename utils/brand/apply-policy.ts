/** Replaces the publisher of the package's brand by the one that a policy names. */
import type { Brand } from './brand.ts';
import type { ManagedPolicy } from './managed-policy.ts';
import { rootFingerprint } from './root-fingerprint.ts';

/** The brand's id gets a part of the root's fingerprint, so that stored releases of two publishers never mix. */
export async function applyPolicy(
  packaged: Brand,
  { publisher }: ManagedPolicy,
  sha256: (data: Uint8Array) => Promise<Uint8Array>,
): Promise<Brand> {
  if (publisher === null) return packaged;
  const { name, channel, root, relay, mail, dispute } = publisher;
  const fingerprintPrefix = (await rootFingerprint(root, sha256))?.slice(0, 16);
  return {
    ...packaged,
    id: `${packaged.id}:${fingerprintPrefix}`,
    publisher: name,
    channel,
    root,
    relay,
    mail,
    dispute,
    demo: false,
  };
}
