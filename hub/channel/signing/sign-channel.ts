/**
 * Signs and publishes a release. `signChannel` signs the whole list with the keys here; `requestSignature` asks another
 * machine for its signature. `refreshChannel` signs a new snapshot and timestamp only.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Metadata, MetadataKind, type Targets } from '@tufjs/models';
import { KNOWLEDGE_FORMAT } from '../../../utils/channel/knowledge-format.ts';
import { DELTA_PREFIX } from '../../../utils/channel/list-targets.ts';
import { HASHES_TARGET, LISTINGS_TARGET, WITHDRAWN_TARGET } from '../../../utils/indicators/indicator-list.ts';
import type { Withdrawals } from '../../../utils/indicators/withdrawals.ts';
import { isRegisterTarget } from '../../../utils/register/register-file.ts';
import { readLimitedFile } from '../read-text-file.ts';
import { isThere } from '../../is-there.ts';
import { Refusal } from '../../refusal.ts';
import { registerTargets } from '../../register/register-folder.ts';
import { deskTargets } from '../list/desk-file.ts';
import { channelPaths } from '../channel-folder.ts';
import { entriesCsv, readIfExists, readList, readWholeList, writeEntries, type Entries } from '../list/list-file.ts';
import { readPublishedHashes, readPublishedList, buildListRelease } from './list-release.ts';
import { deletePending, readPending, addReceivedSignatures, writePending } from './pending-signature.ts';
import { hashCollisions, readProtectedNames } from '../list/protected-names.ts';
import { publishRelease, openWorkspace, type ReleaseSummary, type SigningOptions } from './publish-release.ts';
import { readRoots, TARGETS_FILE, type PublishedMetadata } from './published-metadata.ts';
import {
  digestOfSigned,
  requireRequestFile,
  writeRequest,
  type ListRequest,
  type SignatureFile,
} from './signature-request.ts';
import { addSignatures, expiryAfter, type OutputFile } from './sign-for-role.ts';
import {
  draftTargets,
  signedTargetsOf,
  signWithdrawals,
  topLevelRole,
  type SigningWorkspace,
} from './signed-targets.ts';
import {
  correctFutureDays,
  entriesToSign,
  parseWithdrawn,
  readPublishedWithdrawals,
  readWithdrawn,
  writeWithdrawn,
  type WithdrawnEntry,
} from '../list/withdrawn-file.ts';

export interface SignOptions extends SigningOptions {
  /** Folder of compiled knowledge to publish with the list. Default: the published knowledge stays. */
  knowledge?: string;
  /** Signatures of others for the last request. */
  signatures?: readonly SignatureFile[];
}

interface TargetsDraft {
  metadata: Metadata<Targets>;
  entries: Entries;
  /** New target files to write. */
  files: OutputFile[];
  /** Says which keys are missing; null when the threshold is reached. */
  missingKeys: Refusal | null;
}

/** Throws a Refusal, and publishes nothing, when a key is missing. */
export async function signChannel(options: SignOptions): Promise<ReleaseSummary> {
  const workspace = await openWorkspace(options);
  if (options.signatures !== undefined) await requireUnsigned(options.dir, workspace.published);
  const { metadata, entries, files, missingKeys } = await (options.signatures === undefined
    ? draftRelease(workspace, options, expiryAfter(workspace.now, workspace.days.targets))
    : resumeDraft(workspace, options, options.signatures));
  if (missingKeys !== null) {
    const how = [
      'If the other keys are on another machine: sign with --ask FILE, and carry that file there. On a memory stick: --keys FOLDER.',
      `If a key is lost: "channel keys ${options.dir}" says its name, and "channel recover" replaces it.`,
    ];
    throw new Refusal(...missingKeys.lines, ...(options.signatures === undefined ? how : []));
  }
  const withdrawn = await readWithdrawn(options.dir);
  const listed = await readList(options.dir);
  for (const hash of withdrawn.keys()) if (!listed.has(hash)) withdrawn.delete(hash);
  correctFutureDays(withdrawn, listed, options.now);
  const withdrawals = await signWithdrawals(workspace, withdrawn, metadata.signed);
  const release = await publishRelease(workspace, {
    targets: signedTargetsOf(metadata, TARGETS_FILE),
    withdrawals,
    withdrawn,
    files,
  });
  await writeWithdrawn(options.dir, withdrawn);
  await writeEntries(channelPaths(options.dir).signed, entries);
  await deletePending(options.dir, 'list');
  const marked = Array.from(withdrawn.keys()).filter((hash) => entries.has(hash));
  return { ...release, entries: entries.size, withdrawn: marked.length };
}

/** Throws a Refusal, and ends the work, when a command that was killed has signed the requested list: only its last files lack. */
async function requireUnsigned(dir: string, published: PublishedMetadata): Promise<void> {
  const { metadata } = await readPending(dir, 'list');
  const signed = published.targets?.signed;
  if (signed === undefined || digestOfSigned(signed.toJSON()) !== digestOfSigned(metadata['signed'])) return;
  const entries = entriesToSign(await readWholeList(dir), await readWithdrawn(dir));
  const hashes = await readPublishedHashes(dir, published);
  // The list may have been changed since.
  const isSame = entries.size === hashes.size && Array.from(entries.keys()).every((hash) => hashes.has(hash));
  if (isSame) await writeEntries(channelPaths(dir).signed, entries);
  await deletePending(dir, 'list');
  throw new Refusal(
    `Version ${signed.version} of the list is signed already: the same command was broken off at its end. Publish it: channel publish ${dir}`,
  );
}

/** Writes a request for another person's signature and publishes nothing. Returns the version and the number of signatures so far. */
export async function requestSignature(
  options: SignOptions,
  file: string,
): Promise<{ version: number; signed: number }> {
  await requireRequestFile(file);
  const workspace = await openWorkspace(options);
  const draft = await draftRelease(workspace, options, expiryAfter(workspace.now, workspace.days.targets));
  const { metadata } = draft;
  const { dir } = options;
  const { targets } = workspace.published;
  const before = targets === null ? null : await publishedListFiles(workspace, targets);
  const withdrawn = await readIfExists(channelPaths(dir).withdrawn);
  const request: ListRequest = {
    'joblantern-request': 1,
    about: 'list',
    roots: await readRoots(dir),
    metadata: toPlainJson(metadata),
    list: entriesCsv(draft.entries),
    former: await readIfExists(channelPaths(dir).signed),
    withdrawn,
    before,
  };
  await writeRequest(file, request);
  await writePending(dir, 'list', {
    metadata: toPlainJson(metadata),
    context: { knowledge: options.knowledge ?? null, withdrawn },
  });
  return { version: metadata.signed.version, signed: Object.keys(metadata.signatures).length };
}

const toPlainJson = (metadata: Metadata<Targets>): ListRequest['metadata'] =>
  JSON.parse(JSON.stringify(metadata.toJSON())) as ListRequest['metadata'];

async function publishedListFiles(
  workspace: SigningWorkspace,
  targets: Metadata<Targets>,
): Promise<ListRequest['before']> {
  const read = async (name: string, { signed }: Metadata<Targets>): Promise<string> => {
    const sha256 = signed.targets[name]?.hashes['sha256'];
    const path = join(channelPaths(workspace.dir).public, 'targets', `${sha256}.${name}`);
    return isThere(path) ? (await readFile(path)).toString('base64') : '';
  };
  const { withdrawals } = workspace.published;
  return {
    targets: toPlainJson(targets),
    hashes: await read(HASHES_TARGET, targets),
    listings: await read(LISTINGS_TARGET, targets),
    withdrawals:
      withdrawals === null
        ? null
        : { metadata: toPlainJson(withdrawals), file: await read(WITHDRAWN_TARGET, withdrawals) },
  };
}

/** Drafts the release from list.csv, with the signatures that can be made here. */
async function draftRelease(
  workspace: SigningWorkspace & { publisher: string },
  options: SignOptions,
  expires: string,
  withdrawn?: Withdrawals,
): Promise<TargetsDraft> {
  const entries = entriesToSign(await readWholeList(options.dir), withdrawn ?? (await readWithdrawn(options.dir)));
  const collisions = hashCollisions(await readProtectedNames(), entries.values());
  if (collisions.length > 0) throw new Refusal(...collisions, 'Nothing was signed: remove these from the list first.');
  const before = workspace.published.targets?.signed;
  const version = (before?.version ?? 0) + 1;
  const list = buildListRelease(entries, workspace.publisher, {
    before: await readPublishedList(options.dir, workspace.published),
    targets: before?.targets ?? {},
    version,
  });
  const knowledge = options.knowledge === undefined ? null : await readKnowledgeFiles(options.knowledge);
  const files = [
    ...list.files,
    ...(knowledge ?? []),
    ...(await deskTargets(options.dir)),
    ...(await registerTargets(options.dir)),
  ];
  const isKept = (name: string): boolean => !name.startsWith(DELTA_PREFIX) && !isRegisterTarget(name);
  const others = knowledge === null ? Object.entries(before?.targets ?? {}).filter(([name]) => isKept(name)) : [];
  const metadata = draftTargets(workspace, { ...Object.fromEntries(others), ...list.keptDeltas }, files, expires);
  const missingKeys = await addSignatures(
    metadata,
    'the list',
    topLevelRole(workspace.published, 'targets'),
    workspace.keys,
  );
  return { metadata, entries, files, missingKeys };
}

/** Drafts the release again, checks that it equals the requested one, and adds the signatures that came back. */
async function resumeDraft(
  workspace: SigningWorkspace & { publisher: string },
  options: SignOptions,
  signatures: readonly SignatureFile[],
): Promise<TargetsDraft> {
  const pending = await readPending(options.dir, 'list');
  const metadata = Metadata.fromJSON(MetadataKind.Targets, pending.metadata as never);
  const knowledge = options.knowledge ?? pending.context['knowledge'];
  const again = typeof knowledge === 'string' ? { ...options, knowledge } : options;
  const { withdrawn } = pending.context;
  const requested = typeof withdrawn === 'string' ? withdrawn : '';
  const then = parseWithdrawn(requested, 'the withdrawals of the request');
  const now = await draftRelease(workspace, again, metadata.signed.expires, then);
  if (digestOfSigned(now.metadata.signed.toJSON()) !== digestOfSigned(metadata.signed.toJSON())) {
    throw new Refusal(
      'The list was changed since the signature was asked for, so that signature no longer counts.',
      'Ask again: channel sign DIR --ask FILE. Nothing was published.',
    );
  }
  await requireSameWithdrawals(options.dir, then);
  await addReceivedSignatures(now.metadata, 'list', signatures, workspace.published.root.signed.keys);
  Object.assign(now.metadata.signatures, { ...metadata.signatures, ...now.metadata.signatures });
  const missingKeys = await addSignatures(
    now.metadata,
    'the list',
    topLevelRole(workspace.published, 'targets'),
    workspace.keys,
  );
  return { ...now, missingKeys };
}

/** More may have been withdrawn since the request, but nothing listed again: nobody was shown that. */
async function requireSameWithdrawals(dir: string, requested: ReadonlyMap<string, WithdrawnEntry>): Promise<void> {
  const withdrawn = await readWithdrawn(dir);
  for (const [hash, { as, value }] of requested) {
    if (as === 'removed' && withdrawn.get(hash)?.as !== 'removed') {
      throw new Refusal(
        `${value} was withdrawn when the signature was asked for, and would be listed again now.`,
        'Ask again: channel sign DIR --ask FILE. Nothing was published.',
      );
    }
  }
}

async function readKnowledgeFiles(knowledge: string): Promise<OutputFile[]> {
  if (!isThere(knowledge)) throw new Refusal(`There is no folder ${knowledge}: compile the knowledge first.`);
  const names = (await readdir(knowledge)).filter((name) => /^[A-Za-z0-9][A-Za-z0-9._-]*$/u.test(name)).sort();
  return Promise.all(
    names.map(async (name) => ({
      name,
      bytes: await readLimitedFile(join(knowledge, name)),
      custom: { format: KNOWLEDGE_FORMAT },
    })),
  );
}

/** Signs a new snapshot and timestamp for the published release. Needs the online key only; run it every few days. */
export async function refreshChannel(options: SigningOptions): Promise<ReleaseSummary> {
  const workspace = await openWorkspace(options);
  if (workspace.published.targets === null)
    throw new Refusal(`Nothing was signed yet. Sign the list first: channel sign ${options.dir}`);
  const parts = { targets: null, withdrawals: null, withdrawn: new Map(), files: [] };
  const release = await publishRelease(workspace, parts);
  // What is published: the machine of a timer has no list.csv, and the keeper's may hold more than is signed.
  const hashes = await readPublishedHashes(options.dir, workspace.published);
  const withdrawals = await readPublishedWithdrawals(options.dir, workspace.published);
  const marked = Array.from(withdrawals.keys()).filter((hash) => hashes.has(hash));
  return { ...release, entries: hashes.size, withdrawn: marked.length };
}
