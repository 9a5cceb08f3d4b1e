/** The package's brand with the publisher that a policy names in its place. */
import type { Brand } from './brand.ts';
import type { ManagedPolicy } from './managed-policy.ts';
import { rootFingerprint } from './root-fingerprint.ts';

/** A publisher's lists are kept apart by its root, so that none is read with the trust of another. */
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
