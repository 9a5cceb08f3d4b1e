/**
 * What a co-signer's machine has seen as withdrawn, in requests and on the host. A keeper who also runs the host could show an
 * older state of both later.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Withdrawals } from '../../../utils/indicators/withdrawals.ts';
import { isThere } from '../../is-there.ts';
import { printError } from '../../print.ts';
import { Refusal } from '../../refusal.ts';
import { writeAtomically } from '../channel-folder.ts';
import { missingWithdrawals } from './compare-host.ts';
import type { OpenedRequest } from './sign-request.ts';

/** Signed withdrawals under the list of a version. */
export interface SeenWithdrawals {
  list: number;
  withdrawals: Withdrawals;
}

/** It is written with a channel. Valibot reads `[]` as a record without entries, which would be forgotten withdrawals. */
const SeenSchema = v.pipe(
  v.record(
    /** Fingerprint of the channel. */
    v.string(),
    v.object({
      list: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
      withdrawn: v.record(v.string(), v.object({ on: v.string(), as: v.picklist(['removed', 'disputed']) })),
    }),
  ),
  v.check((seen) => Object.keys(seen).length > 0),
);
type Seen = v.InferOutput<typeof SeenSchema>;

const seenPath = (folder: string): string => join(folder, 'seen-withdrawals.json');

/**
 * Throws a Refusal when the request follows an older list than this machine has seen, or would undo what it has seen as withdrawn
 * under that list. A newer list was signed by the threshold of people, and counts.
 * @param mayBeOlder the keeper was asked: the request may follow an older list
 */
export async function requireSeen(
  folder: string,
  { fingerprint, basis }: Pick<OpenedRequest, 'fingerprint' | 'basis'>,
  mayBeOlder: boolean,
): Promise<void> {
  const seen = (await readSeen(folder))[fingerprint];
  if (seen === undefined || basis === null) return;
  const follows = Number(basis.former?.['version'] ?? 0);
  if (follows < seen.list && !mayBeOlder) {
    throw new Refusal(
      `This machine has seen version ${seen.list} of the list, and the request follows version ${follows}: it is old, do not sign it.`,
      'Call the keeper. If that list was never published: the same command with --again.',
    );
  }
  const undone = follows === seen.list ? missingWithdrawals(basis, new Map(Object.entries(seen.withdrawn))) : [];
  if (undone.length === 0) return;
  throw new Refusal(
    `This machine has seen as withdrawn what the request lacks, and the list would undo it: ${undone.join(', ')}.`,
    'Do not sign it. Call the keeper, who takes these names off the list, or withdraws them, and asks again.',
  );
}

/** Under one list withdrawals only grow. With a newer list they begin anew. */
export async function rememberSeen(folder: string, fingerprint: string, next: SeenWithdrawals): Promise<void> {
  const all = await readSeen(folder);
  const before = all[fingerprint];
  if (next.list === 0 || next.list < (before?.list ?? 0)) return;
  const withdrawn = { ...(before?.list === next.list ? before.withdrawn : {}) };
  for (const [hash, withdrawal] of next.withdrawals)
    if (withdrawn[hash]?.as !== 'removed') withdrawn[hash] = withdrawal;
  const text = `${JSON.stringify({ ...all, [fingerprint]: { list: next.list, withdrawn } } satisfies Seen, null, 1)}\n`;
  try {
    await writeAtomically(seenPath(folder), text);
  } catch (error) {
    // A person may only look, with keys on a locked memory stick.
    printError(`note: what was withdrawn is not remembered in ${folder}: ${(error as Error).message}`);
  }
}

async function readSeen(folder: string): Promise<Seen> {
  const file = seenPath(folder);
  if (!isThere(file)) return {};
  try {
    return v.parse(SeenSchema, JSON.parse(await readFile(file, 'utf8')));
  } catch {
    throw new Refusal(
      `${file} is damaged. It holds what you have seen as withdrawn: put a copy back. Nothing was signed.`,
      'Without a copy: delete it, and compare the request with the host (--host URL).',
    );
  }
}
