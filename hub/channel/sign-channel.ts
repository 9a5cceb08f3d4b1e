/**
 * Signs and publishes: the whole list by the keys here or with another person's signature from another machine
 * (`signChannel`, `requestSignature`), a withdrawal by one key (`withdrawIndicators`), or freshness alone (`refreshChannel`).
 */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Metadata, MetadataKind, type Targets } from '@tufjs/models';
import { DELTA_PREFIX } from '../../utils/channel/list-targets.ts';
import { dayOf } from '../../utils/indicators/day-number.ts';
import { hashOf, hashText } from '../../utils/indicators/hash.ts';
import { HASHES_TARGET, LISTINGS_TARGET, WITHDRAWN_TARGET } from '../../utils/indicators/indicator-list.ts';
import { decodeWithdrawals, type Withdrawals } from '../../utils/indicators/withdrawals.ts';
import type { Indicator } from '../../utils/model/indicator.ts';
import { Refusal } from '../refusal.ts';
import { deskTargets } from './desk-file.ts';
import { channelPaths } from './channel-folder.ts';
import { readIfExists, readList, writeEntries, type Entries } from './list-file.ts';
import { readPublishedList, buildListRelease } from './list-release.ts';
import { deletePending, readPending, addReceivedSignatures, writePending } from './pending-signature.ts';
import { hashCollisions, readProtectedNames } from './protected-names.ts';
import { publishRelease, openWorkspace, type ReleaseSummary, type SigningOptions } from './publish-release.ts';
import { readRoots, TARGETS_FILE } from './published-metadata.ts';
import { digestOfSigned, writeRequest, type ListRequest, type SignatureFile } from './signature-request.ts';
import { addSignatures, expiryAfter, type OutputFile } from './sign-for-role.ts';
import {
  draftTargets,
  signedTargetsOf,
  signWithdrawals,
  topLevelRole,
  type SigningWorkspace,
} from './signed-targets.ts';
import { readWithdrawn, writeWithdrawn } from './withdrawn-file.ts';

export interface SignOptions extends SigningOptions {
  /** Folder of compiled knowledge to publish with the list; without it the knowledge published last stays. */
  knowledge?: string;
  /** Signatures of others, of what was asked for last. */
  signatures?: readonly SignatureFile[];
}

interface TargetsDraft {
  metadata: Metadata<Targets>;
  entries: Entries;
  /** New ones, to be written. */
  files: OutputFile[];
  /** Why it cannot be published yet. */
  missingKeys: Refusal | null;
}

/** Throws a Refusal, and publishes nothing, when a key is missing. */
export async function signChannel(options: SignOptions): Promise<ReleaseSummary> {
  const workspace = await openWorkspace(options);
  const { metadata, entries, files, missingKeys } = await (options.signatures === undefined
    ? draftRelease(workspace, options, expiryAfter(workspace.now, workspace.days.targets))
    : resumeDraft(workspace, options, options.signatures));
  if (missingKeys !== null) {
    const how = 'If the other keys are on another machine: sign with --ask FILE, and carry that file there.';
    throw new Refusal(...missingKeys.lines, ...(options.signatures === undefined ? [how] : []));
  }
  const withdrawn = await readWithdrawn(options.dir);
  for (const hash of withdrawn.keys()) if (!entries.has(hash)) withdrawn.delete(hash);
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
  return { ...release, entries: entries.size };
}

/** Writes the request for another person's signature. Who signed it here already; nothing is published. */
export async function requestSignature(
  options: SignOptions,
  file: string,
): Promise<{ version: number; signed: number }> {
  const workspace = await openWorkspace(options);
  const { metadata } = await draftRelease(workspace, options, expiryAfter(workspace.now, workspace.days.targets));
  const { dir } = options;
  const { targets } = workspace.published;
  const before = targets === null ? null : await publishedListFiles(workspace, targets);
  const request: ListRequest = {
    'joblantern-request': 1,
    about: 'list',
    roots: await readRoots(dir),
    metadata: toPlainJson(metadata),
    list: await readIfExists(channelPaths(dir).list),
    former: await readIfExists(channelPaths(dir).signed),
    before,
  };
  await writeRequest(file, request);
  await writePending(dir, 'list', {
    metadata: toPlainJson(metadata),
    context: { knowledge: options.knowledge ?? null },
  });
  return { version: metadata.signed.version, signed: Object.keys(metadata.signatures).length };
}

const toPlainJson = (metadata: Metadata<Targets>): ListRequest['metadata'] =>
  JSON.parse(JSON.stringify(metadata.toJSON())) as ListRequest['metadata'];

async function publishedListFiles(
  workspace: SigningWorkspace,
  targets: Metadata<Targets>,
): Promise<ListRequest['before']> {
  const read = async (name: string): Promise<string> => {
    const sha256 = targets.signed.targets[name]?.hashes['sha256'];
    const path = join(channelPaths(workspace.dir).public, 'targets', `${sha256}.${name}`);
    return existsSync(path) ? (await readFile(path)).toString('base64') : '';
  };
  return { targets: toPlainJson(targets), hashes: await read(HASHES_TARGET), listings: await read(LISTINGS_TARGET) };
}

/** The list as it would be signed now, with the signatures that can be made here. */
async function draftRelease(
  workspace: SigningWorkspace & { publisher: string },
  options: SignOptions,
  expires: string,
): Promise<TargetsDraft> {
  const entries = await readList(options.dir);
  const collisions = hashCollisions(await readProtectedNames(), entries.values());
  if (collisions.length > 0) throw new Refusal(...collisions, 'Nothing was signed: take these off the list first.');
  const before = workspace.published.targets?.signed;
  const version = (before?.version ?? 0) + 1;
  const list = buildListRelease(entries, workspace.publisher, {
    before: await readPublishedList(options.dir, workspace.published),
    targets: before?.targets ?? {},
    version,
  });
  const knowledge = options.knowledge === undefined ? null : await readKnowledgeFiles(options.knowledge);
  const files = [...list.files, ...(knowledge ?? []), ...(await deskTargets(options.dir))];
  const others =
    knowledge === null ? Object.entries(before?.targets ?? {}).filter(([name]) => !name.startsWith(DELTA_PREFIX)) : [];
  const metadata = draftTargets(workspace, { ...Object.fromEntries(others), ...list.keptDeltas }, files, expires);
  const missingKeys = await addSignatures(
    metadata,
    'the list',
    topLevelRole(workspace.published, 'targets'),
    workspace.keys,
  );
  return { metadata, entries, files, missingKeys };
}

/** What was asked for, made anew and compared, with the signatures that came back. */
async function resumeDraft(
  workspace: SigningWorkspace & { publisher: string },
  options: SignOptions,
  signatures: readonly SignatureFile[],
): Promise<TargetsDraft> {
  const pending = await readPending(options.dir, 'list');
  const metadata = Metadata.fromJSON(MetadataKind.Targets, pending.metadata as never);
  const knowledge = options.knowledge ?? pending.context['knowledge'];
  const again = typeof knowledge === 'string' ? { ...options, knowledge } : options;
  const now = await draftRelease(workspace, again, metadata.signed.expires);
  if (digestOfSigned(now.metadata.signed.toJSON()) !== digestOfSigned(metadata.signed.toJSON())) {
    throw new Refusal(
      'The list was changed since the signature was asked for, so that signature no longer counts.',
      'Ask anew: channel sign DIR --ask FILE. Nothing was published.',
    );
  }
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

async function readKnowledgeFiles(knowledge: string): Promise<OutputFile[]> {
  if (!existsSync(knowledge)) throw new Refusal(`There is no folder ${knowledge}: compile the knowledge first.`);
  const names = (await readdir(knowledge)).filter((name) => /^[A-Za-z0-9][A-Za-z0-9._-]*$/u.test(name)).sort();
  return Promise.all(names.map(async (name) => ({ name, bytes: await readFile(join(knowledge, name)) })));
}

export interface WithdrawOptions extends SigningOptions {
  indicators: readonly Indicator[];
  as: 'removed' | 'disputed';
}

/** Takes names back at once with one key. Throws a Refusal when one is not on the list, or no key for it is here. */
export async function withdrawIndicators({ indicators, as, ...options }: WithdrawOptions): Promise<ReleaseSummary> {
  const { dir, now } = options;
  const workspace = await openWorkspace(options);
  const entries = await readList(dir);
  const withdrawn = await readWithdrawn(dir);
  const publishedDecisions = await publishedWithdrawals(workspace);
  for (const indicator of indicators) {
    const hash = hashText(hashOf(indicator));
    if (!entries.has(hash)) throw new Refusal(`${indicator.value} is not on the list.`, 'Nothing was withdrawn.');
    if (as === 'disputed' && publishedDecisions.get(hash)?.as === 'removed') {
      throw new Refusal(
        `${indicator.value} was taken back already, and one key cannot say it again, not even as disputed.`,
        'Sign the list anew for that (channel sign). Nothing was changed.',
      );
    }
    withdrawn.set(hash, { kind: indicator.kind, value: indicator.value, on: dayOf(now), as });
  }
  const { targets } = workspace.published;
  if (targets === null) throw new Refusal('Nothing was signed yet, so there is nothing to withdraw from.');
  // What readers know to be taken back stays so until the list itself is signed anew: else they refuse all of it.
  const withdrawals = await signWithdrawals(workspace, new Map([...publishedDecisions, ...withdrawn]), targets.signed);
  if (withdrawals === null) {
    throw new Refusal(
      'No withdrawals key is here that can be opened, so nothing was withdrawn.',
      'Name the folder of one with --keys FOLDER, or ask somebody who holds one.',
    );
  }
  const release = await publishRelease(workspace, { targets: null, withdrawals, withdrawn, files: [] });
  await writeWithdrawn(dir, withdrawn);
  return { ...release, entries: entries.size };
}

/** What the published list is read with. */
async function publishedWithdrawals({ dir, published }: SigningWorkspace): Promise<Withdrawals> {
  const sha256 = published.withdrawals?.signed.targets[WITHDRAWN_TARGET]?.hashes['sha256'];
  const path = join(channelPaths(dir).public, 'targets', `${sha256}.${WITHDRAWN_TARGET}`);
  return existsSync(path) ? decodeWithdrawals(new Uint8Array(await readFile(path))) : new Map();
}

/** A new timestamp and snapshot for what is published: needs the online key only, and is run at least every few days. */
export async function refreshChannel(options: SigningOptions): Promise<ReleaseSummary> {
  const workspace = await openWorkspace(options);
  if (workspace.published.targets === null) throw new Refusal('Nothing was signed yet.');
  const withdrawn = await readWithdrawn(options.dir);
  const release = await publishRelease(workspace, { targets: null, withdrawals: null, withdrawn, files: [] });
  return { ...release, entries: (await readList(options.dir)).size };
}
