/**
 * The code that a reporter may keep. Two independent values are derived from it. One withdraws a report from the
 * relay while it is there. The publisher publishes the outcome under the other.
 *
 *     code            32 random bytes, Base64url: stays with the reporter
 *     withdraw        SHA-256("withdraw" + code), Base64url; the relay stores its SHA-256, and sees it when it is used
 *     outcome key     SHA-256("outcome" + code), hexadecimal; never leaves the device
 *     outcome         SHA-256(outcome key), hexadecimal; in the sealed report, and the name of the published outcome
 *
 * The relay cannot tell which outcome belongs to a report. A reader of the published outcomes cannot tell whose they are.
 */
import { toHex } from '../channel/channel-crypto.ts';
import { webCrypto } from '../platform/web-crypto.ts';
import { toBase64Url } from './base64.ts';

export interface ReportCodeHashes {
  /** Header `Withdraw` of the relay. */
  withdrawSecret: string;
  /** Header `Withdraw-Hash` of the relay: SHA-256 of `withdrawSecret`, Base64url. */
  withdrawHash: string;
  /** For the report document. */
  outcome: string;
}

/** @param random returns that many random bytes */
export function newReportCode(random: (length: number) => Uint8Array): string {
  return toBase64Url(random(32));
}

/** Whether a text has the form of such a code. */
export function isReportCode(text: string): boolean {
  return /^[\w-]{43}$/u.test(text);
}

export async function deriveCodeHashes(code: string): Promise<ReportCodeHashes> {
  const withdrawSecret = toBase64Url(await sha256(`withdraw${code}`));
  const outcomeKey = toHex(await sha256(`outcome${code}`));
  return {
    withdrawSecret,
    withdrawHash: toBase64Url(await sha256(withdrawSecret)),
    outcome: toHex(await sha256(outcomeKey)),
  };
}

function sha256(text: string): Promise<Uint8Array> {
  return webCrypto.sha256(new TextEncoder().encode(text));
}
