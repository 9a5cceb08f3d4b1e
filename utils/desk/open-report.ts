/**
 * Opens a report that arrived at the desk. Anybody can seal anything to a public key, so nothing is trusted. Bytes are
 * counted while they are read and decrypted. Anything other than a report is refused with a reason.
 */
import { armor, Decrypter } from 'age-encryption';
import * as v from 'valibot';
import { ReportDocumentSchema, type ParsedReport } from '../report/report-document.ts';
import { withoutBadPicture } from '../report/report-picture.ts';
import { MAX_SEALED_BYTES, PLAIN_SIZES } from '../report/sealed-format.ts';

/** The interface has a message `desk.refused.<key>` for each. */
export const REFUSAL_KEYS = [
  'too-large',
  'not-sealed',
  'not-for-us',
  'damaged',
  'not-a-report',
  'too-slow',
  'twice',
] as const;
export type RefusalKey = (typeof REFUSAL_KEYS)[number];

export class ReportRefusedError extends Error {
  readonly key: RefusalKey;

  constructor(key: RefusalKey, detail: string) {
    super(detail);
    this.name = 'ReportRefusedError';
    this.key = key;
  }
}

/** Maximum bytes of a report after decryption. */
export const MAX_PLAIN_BYTES = PLAIN_SIZES[PLAIN_SIZES.length - 1] as number;
/** Armor turns three bytes into four characters and adds line ends. */
export const MAX_INPUT_BYTES = Math.ceil(MAX_SEALED_BYTES * 1.5);
const ARMOR_HEADER = '-----BEGIN AGE ENCRYPTED FILE-----';

/**
 * Opens an age file or its armored text.
 * @param identities `AGE-SECRET-KEY-1...` keys
 * @throws ReportRefusedError
 */
export async function openReport(
  sealed: ReadableStream<Uint8Array>,
  identities: readonly string[],
): Promise<ParsedReport> {
  const bytes = await readAtMost(sealed, MAX_INPUT_BYTES);
  const plain = await readAtMost(await decryptStream(removeArmor(bytes), identities), MAX_PLAIN_BYTES);
  return parseDocument(plain);
}

/** A picture of a wrong form is left out, and the rest is kept. @throws ReportRefusedError `not-a-report` */
export function parseDocument(plain: Uint8Array): ParsedReport {
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(plain));
  } catch (error) {
    throw new ReportRefusedError('not-a-report', error instanceof Error ? error.message : 'no JSON');
  }
  const { json, fault } = withoutBadPicture(parsed);
  const read = v.safeParse(ReportDocumentSchema, json, { abortEarly: true });
  if (read.success) return { document: read.output, pictureFault: fault };
  const [issue] = read.issues;
  throw new ReportRefusedError('not-a-report', `${v.getDotPath(issue)?.slice(0, 80) ?? '(document)'}: ${issue.type}`);
}

/** Reads a whole stream and never holds more than `maxBytes`. @throws ReportRefusedError `too-large`, `damaged` */
export async function readAtMost(stream: ReadableStream<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      length += value.length;
      if (length > maxBytes) throw new ReportRefusedError('too-large', `more than ${maxBytes} bytes`);
      chunks.push(value);
    }
  } catch (error) {
    await reader.cancel().catch(() => undefined);
    if (error instanceof ReportRefusedError) throw error;
    throw new ReportRefusedError('damaged', error instanceof Error ? error.message : 'cannot be read');
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

function removeArmor(bytes: Uint8Array): Uint8Array {
  const head = new TextDecoder().decode(bytes.subarray(0, 200)).trimStart();
  if (!head.startsWith(ARMOR_HEADER)) return bytes;
  try {
    return armor.decode(new TextDecoder().decode(bytes).trim());
  } catch (error) {
    throw new ReportRefusedError('not-sealed', error instanceof Error ? error.message : 'no armour');
  }
}

async function decryptStream(sealed: Uint8Array, identities: readonly string[]): Promise<ReadableStream<Uint8Array>> {
  if (!new TextDecoder().decode(sealed.subarray(0, 22)).startsWith('age-encryption.org/v1\n')) {
    throw new ReportRefusedError('not-sealed', 'no age file');
  }
  const decrypter = new Decrypter();
  for (const identity of identities) decrypter.addIdentity(identity);
  try {
    return await decrypter.decrypt(streamOf(sealed));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new ReportRefusedError(/no identity matched/u.test(message) ? 'not-for-us' : 'damaged', message);
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
