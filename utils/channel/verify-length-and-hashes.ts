/** Whether bytes are the file that trusted metadata names. */
import { toHex, type ChannelCrypto } from './channel-crypto.ts';
import { ChannelError } from './channel-error.ts';

/** TUF 5.4.2, 5.5.2, 5.6.2, 5.7.3: checks length and SHA-256 before the bytes are parsed. */
export async function verifyLengthAndHashes(
  name: string,
  bytes: Uint8Array,
  expected: { length?: number | undefined; hashes?: { sha256: string } | undefined },
  crypto: ChannelCrypto,
): Promise<void> {
  if (expected.length !== undefined && bytes.length !== expected.length) {
    throw new ChannelError('wrong-length', `${name}: ${bytes.length} bytes where ${expected.length} were signed`);
  }
  if (expected.hashes !== undefined && toHex(await crypto.sha256(bytes)) !== expected.hashes.sha256) {
    throw new ChannelError('wrong-hash', `${name}: is not the signed file`);
  }
}
