/**
 * Opens what arrived at the desk. Anybody may seal anything to a public key, so nothing is trusted: bytes are counted while
 * they stream in and while they are decrypted, and whatever is no report of our form is refused with a reason.
 */
import { armor, Decrypter } from 'age-encryption';
import * as v from 'valibot';
import { ReportDocumentSchema, type ReportDocument } from '../report/document.ts';
import { LARGEST_SEALED, PLAIN_SIZES } from '../report/sealed-form.ts';

/** Words for each stand under `desk.refused.<key>`. */
export const REFUSALS = [
  'too-large',
  'not-sealed',
  'not-for-us',
  'damaged',
  'not-a-report',
  'too-slow',
  'twice',
] as const;
export type RefusedKey = (typeof REFUSALS)[number];

export class RefusedReport extends Error {
  readonly key: RefusedKey;

  constructor(key: RefusedKey, detail: string) {
    super(detail);
    this.name = 'RefusedReport';
    this.key = key;
  }
}

/** Most bytes of a report after decryption. */
export const MOST_PLAIN = PLAIN_SIZES[PLAIN_SIZES.length - 1] as number;
/** Armour makes four characters of three bytes, and adds line ends. */
export const MOST_SEALED = Math.ceil(LARGEST_SEALED * 1.5);
const ARMOUR = '-----BEGIN AGE ENCRYPTED FILE-----';

/**
 * The report in an age file or its armoured text.
 * @param identities `AGE-SECRET-KEY-1...` keys
 * @throws RefusedReport
 */
export async function openReport(
  sealed: ReadableStream<Uint8Array>,
  identities: readonly string[],
): Promise<ReportDocument> {
  const bytes = await readAtMost(sealed, MOST_SEALED);
  const plain = await readAtMost(await decrypted(unarmoured(bytes), identities), MOST_PLAIN);
  return documentOf(plain);
}

/** @throws RefusedReport `not-a-report` */
export function documentOf(plain: Uint8Array): ReportDocument {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(plain));
  } catch (error) {
    throw new RefusedReport('not-a-report', error instanceof Error ? error.message : 'no JSON');
  }
  const read = v.safeParse(ReportDocumentSchema, json, { abortEarly: true });
  if (read.success) return read.output;
  const [issue] = read.issues;
  throw new RefusedReport('not-a-report', `${v.getDotPath(issue)?.slice(0, 80) ?? '(document)'}: ${issue.type}`);
}

/** All of a stream; no more than `most` bytes are ever held. @throws RefusedReport `too-large`, `damaged` */
export async function readAtMost(stream: ReadableStream<Uint8Array>, most: number): Promise<Uint8Array> {
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      length += value.length;
      if (length > most) throw new RefusedReport('too-large', `more than ${most} bytes`);
      chunks.push(value);
    }
  } catch (error) {
    await reader.cancel().catch(() => undefined);
    if (error instanceof RefusedReport) throw error;
    throw new RefusedReport('damaged', error instanceof Error ? error.message : 'cannot be read');
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

function unarmoured(bytes: Uint8Array): Uint8Array {
  const head = new TextDecoder().decode(bytes.subarray(0, 200)).trimStart();
  if (!head.startsWith(ARMOUR)) return bytes;
  try {
    return armor.decode(new TextDecoder().decode(bytes).trim());
  } catch (error) {
    throw new RefusedReport('not-sealed', error instanceof Error ? error.message : 'no armour');
  }
}

async function decrypted(sealed: Uint8Array, identities: readonly string[]): Promise<ReadableStream<Uint8Array>> {
  if (!new TextDecoder().decode(sealed.subarray(0, 22)).startsWith('age-encryption.org/v1\n')) {
    throw new RefusedReport('not-sealed', 'no age file');
  }
  const decrypter = new Decrypter();
  for (const identity of identities) decrypter.addIdentity(identity);
  try {
    return await decrypter.decrypt(streamOf(sealed));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new RefusedReport(/no identity matched/u.test(message) ? 'not-for-us' : 'damaged', message);
  }
}

function streamOf(bytes: Uint8Array): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(bytes);
      controller.close();
    },
  });
}
