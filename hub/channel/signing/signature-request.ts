/**
 * Files that travel between two people who sign on two machines. The request holds the rows: the other person sees the
 * changes, and builds the list again. Their signature comes back. Neither is secret and neither is trusted: each
 * machine computes everything itself.
 */
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { canonicalize } from '@tufjs/canonical-json';
import * as v from 'valibot';
import { isThere } from '../../is-there.ts';
import { Refusal } from '../../refusal.ts';
import { writeAtomically } from '../channel-folder.ts';
import { readLimitedFile, readTextFile } from '../read-text-file.ts';

const signedJson = v.looseObject({ signed: v.looseObject({}) });

const SignatureRequestSchema = v.variant('about', [
  v.strictObject({
    'joblantern-request': v.literal(1),
    about: v.literal('list'),
    /** From the first to the newest. */
    roots: v.pipe(v.array(signedJson), v.minLength(1)),
    metadata: signedJson,
    /** The new list as rows (list.csv). */
    list: v.string(),
    /** The former list as rows (signed.csv), for the names of removed entries; '' when not known. */
    former: v.string(),
    /** The withdrawals of the new list as rows (withdrawn.csv). */
    withdrawn: v.string(),
    /** The list signed last: targets metadata, and its two files in base64. null for the first list. */
    before: v.nullable(
      v.strictObject({
        targets: signedJson,
        hashes: v.string(),
        listings: v.string(),
        /** The published withdrawals: metadata, and their file in base64. */
        withdrawals: v.nullable(v.strictObject({ metadata: signedJson, file: v.string() })),
      }),
    ),
  }),
  v.strictObject({
    'joblantern-request': v.literal(1),
    about: v.literal('root'),
    roots: v.pipe(v.array(signedJson), v.minLength(1)),
    metadata: signedJson,
  }),
]);
export type SignatureRequest = v.InferOutput<typeof SignatureRequestSchema>;
export type ListRequest = Extract<SignatureRequest, { about: 'list' }>;
export type RootRequest = Extract<SignatureRequest, { about: 'root' }>;

const SignatureSchema = v.strictObject({
  'joblantern-signature': v.literal(1),
  about: v.picklist(['list', 'root']),
  version: v.number(),
  /** SHA-256 of the signed data. */
  of: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u)),
  signatures: v.pipe(
    v.array(
      v.strictObject({ name: v.string(), keyid: v.string(), sig: v.pipe(v.string(), v.regex(/^[0-9a-f]{128}$/u)) }),
    ),
    v.minLength(1),
  ),
});
export type SignatureFile = v.InferOutput<typeof SignatureSchema>;

/** Largest file with signatures, in bytes. One takes a few hundred. */
const MAX_SIGNATURE_BYTES = 1024 * 1024;

/** Largest request after decompression, in bytes. A million entries take about a quarter of it. */
const MAX_REQUEST_BYTES = 512 * 1024 * 1024;

/** Throws a Refusal when a request would replace a folder or another file. Asked before keys are made for it. */
export async function requireRequestFile(file: string): Promise<void> {
  if (!isThere(file)) return;
  if (statSync(file).isDirectory()) {
    throw new Refusal(
      `${file} is a folder: --ask takes a file, such as ${join(file, 'request')}. Nothing was changed.`,
    );
  }
  const [first, second] = await readLimitedFile(file);
  // A request of before, in gzip.
  if (first === undefined || (first === 0x1f && second === 0x8b)) return;
  throw new Refusal(`${file} exists, and is no request of before: --ask takes a new file. Nothing was changed.`);
}

export async function writeRequest(file: string, request: SignatureRequest): Promise<void> {
  await writeAtomically(file, gzipSync(JSON.stringify(request)));
}

export async function readRequest(file: string): Promise<SignatureRequest> {
  const text = await readGzip(file);
  const read = v.safeParse(SignatureRequestSchema, parseJson(file, text));
  if (read.success) return read.output;
  throw new Refusal(`${file} is not a request for a signature: ask for it again, it may be damaged.`);
}

async function readGzip(file: string): Promise<string> {
  const bytes = await readLimitedFile(file);
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_REQUEST_BYTES }).toString();
  } catch (error) {
    throw new Refusal(
      `${file} cannot be read as a request for a signature: ${(error as Error).message}`,
      'A request is the file that "sign --ask" or "rotate --ask" wrote.',
    );
  }
}

export async function writeSignature(file: string, signature: SignatureFile): Promise<void> {
  await writeAtomically(file, `${JSON.stringify(signature, null, 1)}\n`);
}

export async function readSignature(file: string): Promise<SignatureFile> {
  const text = await readTextFile(file, MAX_SIGNATURE_BYTES);
  const read = v.safeParse(SignatureSchema, parseJson(file, text));
  if (read.success) return read.output;
  throw new Refusal(`${file} is no signature that "channel cosign" made: ask for that file again.`);
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(`${file} is damaged: ask for it again.`);
  }
}

/** Returns the SHA-256, in hexadecimal, of the canonical JSON that a signature covers. */
export function digestOfSigned(signed: unknown): string {
  return createHash('sha256').update(canonicalize(signed)).digest('hex');
}
