/** Checks that a file is root metadata (TUF 1.0, section 5.3) that the client accepts. */
import { rootFingerprint } from '../../utils/brand/root-fingerprint.ts';
import { ChannelError } from '../../utils/channel/channel-error.ts';
import { parseMetadata } from '../../utils/channel/metadata.ts';
import { verifyThreshold } from '../../utils/channel/verify-threshold.ts';
import { nodeCrypto } from '../../hub/channel/node-crypto.ts';
import { Refusal } from '../../hub/refusal.ts';

export interface RootSummary {
  /** As the root names it, or null. */
  publisher: string | null;
  /** Age keys that reports are sealed to. */
  recipients: readonly string[];
  fingerprint: string;
  /** ISO time. A client updates from an expired root to newer ones of its channel. */
  expires: string;
  /** Role to "2 of 3". */
  thresholds: Readonly<Record<string, string>>;
}

/** Throws a Refusal with the reason. @param name file name for the message */
export async function checkRoot(name: string, bytes: Uint8Array): Promise<RootSummary> {
  try {
    const metadata = parseMetadata('root', name, bytes);
    const { roles, keys, expires, custom } = metadata.signed;
    const thresholds: Record<string, string> = {};
    for (const role of ['root', 'targets', 'snapshot', 'timestamp'] as const) {
      const { keyids, threshold } = roles[role];
      const known = keyids.filter((id) => Object.hasOwn(keys, id)).length;
      if (known < threshold) throw new Refusal(`${name}: ${role} asks for ${threshold} keys and names ${known}.`);
      thresholds[role] = `${threshold} of ${known}`;
    }
    await verifyThreshold(name, metadata, { role: roles.root, keys }, nodeCrypto);
    const fingerprint = await rootFingerprint(
      { signed: JSON.parse(Buffer.from(metadata.payload).toString('utf8')) },
      nodeCrypto.sha256,
    );
    return {
      publisher: custom?.publisher ?? null,
      recipients: custom?.recipients ?? [],
      fingerprint: fingerprint ?? '',
      expires,
      thresholds,
    };
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    throw new Refusal(`${error.detail}. Take the file that "npm run -s hub -- channel root FOLDER" prints.`);
  }
}
