/** What a person has signed with the keys of a folder: it prevents signing two contents of one version. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { isThere } from '../../is-there.ts';
import { Refusal } from '../../refusal.ts';
import { writeAtomically } from '../channel-folder.ts';
import type { OpenedRequest } from './sign-request.ts';
import { digestOfSigned } from '../signing/signature-request.ts';

const version = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const digests = v.optional(v.record(v.string(), v.string()), {});
const HistorySchema = v.object({
  fingerprint: v.string(),
  publisher: v.string(),
  /** Highest version signed. */
  list: version,
  root: version,
  /** Address of the public files, as it was last named: later requests are compared with it unasked. */
  host: v.optional(v.string()),
  /** SHA-256 of what was signed, by kind and version: `list 3`. */
  digests,
});
type History = v.InferOutput<typeof HistorySchema>;

const historyPath = (folder: string): string => join(folder, 'signed-here.json');
const keyOf = ({ about, version: signed }: OpenedRequest): string => `${about} ${signed}`;

/**
 * Returns what this folder has signed for the channel before; null when nothing. Throws a Refusal for another channel and for a version
 * older than the last one. Throws one for other content of a signed version, too.
 * @param mayDiffer a version that was signed before may be signed with other content
 */
export async function checkSigningHistory(
  folder: string,
  request: OpenedRequest,
  mayDiffer: boolean,
): Promise<History | null> {
  const history = await readHistory(folder);
  if (history === null) return null;
  const { fingerprint, publisher, about } = request;
  if (history.fingerprint !== fingerprint) {
    throw new Refusal(
      `The keys in ${folder} sign for ${history.publisher} (fingerprint ${history.fingerprint}),`,
      `and this request is for ${publisher} (fingerprint ${fingerprint}). Nothing was signed.`,
      'For another channel, or a new one of the same publisher, make keys of their own: channel key FOLDER --name NAME.',
    );
  }
  if (request.version < history[about]) {
    throw new Refusal(
      `You have signed version ${history[about]} already, and this request is for version ${request.version}: it is old. Nothing was signed.`,
    );
  }
  const signed = history.digests[keyOf(request)];
  if (!mayDiffer && signed !== undefined && signed !== digestOfSigned(request.signed)) {
    throw new Refusal(
      `You have signed version ${request.version} already, with other content: with both, different readers could get different lists.`,
      'Call the keeper. If the first one was never published: the same command with --again. Nothing was signed.',
    );
  }
  return history;
}

/** Call it before the signature leaves this machine. */
export async function recordSignature(
  folder: string,
  request: OpenedRequest,
  host: string | null = null,
): Promise<void> {
  const { fingerprint, publisher, about, signed } = request;
  const before = (await readHistory(folder)) ?? { list: 0, root: 0, digests: {} };
  const history: History = {
    ...before,
    fingerprint,
    publisher,
    [about]: request.version,
    ...(host === null ? {} : { host }),
    digests: { ...before.digests, [keyOf(request)]: digestOfSigned(signed) },
  };
  await writeAtomically(historyPath(folder), `${JSON.stringify(history, null, 1)}\n`);
}

/** Returns null when nothing was signed yet. Throws a Refusal when the file is damaged: signing would be blind. */
async function readHistory(folder: string): Promise<History | null> {
  const file = historyPath(folder);
  if (!isThere(file)) return null;
  try {
    return v.parse(HistorySchema, JSON.parse(await readFile(file, 'utf8')));
  } catch {
    throw new Refusal(`${file} is damaged. It prevents signing twice: restore it from a copy. Nothing was signed.`);
  }
}
