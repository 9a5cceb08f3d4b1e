/**
 * Signs and publishes: the whole list by the keys here or with another person's signature from another machine
 * (`signChannel`, `askForSignature`), a withdrawal by one key (`withdraw`), or freshness alone (`refreshChannel`).
 */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Metadata, MetadataKind, type Targets } from '@tufjs/models';
import { dayOf } from '../../utils/indicators/days.ts';
import { hashOf, hashText } from '../../utils/indicators/hash.ts';
import { HASHES, LISTINGS, WITHDRAWN } from '../../utils/indicators/list.ts';
import { decodeWithdrawals, type Withdrawals } from '../../utils/indicators/withdrawals.ts';
import type { Indicator } from '../../utils/model/indicator.ts';
import { Refusal } from '../refusal.ts';
import { saidFiles } from './desk-file.ts';
import { pathsOf } from './folder.ts';
import { readIfThere, readList, writeEntries, type Entries } from './list-file.ts';
import { readPublishedList, releaseList } from './list-release.ts';
import { dropPending, readPending, takeSignatures, writePending } from './pending.ts';
import { collisionsOf, readProtectedNames } from './protected-names.ts';
import { publish, sitDown, type Release, type Seat } from './publication.ts';
import { readRoots, TARGETS_FILE } from './published.ts';
import { digestOfSigned, writeRequest, type ListRequest, type SignatureFile } from './request.ts';
import { addSignatures, expiryAfter, type Written } from './signer.ts';
import { draftTargets, made, newWithdrawals, roleOf, type Desk } from './targets-role.ts';
import { readWithdrawn, writeWithdrawn } from './withdrawn-file.ts';

export interface SignWish extends Seat {
  /** Folder of compiled knowledge to publish with the list; without it the knowledge published last stays. */
  knowledge?: string;
  /** Signatures of others, of what was asked for last. */
  signatures?: readonly SignatureFile[];
}

interface Draft {
  metadata: Metadata<Targets>;
  entries: Entries;
  /** New ones, to be written. */
  files: Written[];
  /** Why it cannot be published yet. */
  lacking: Refusal | null;
}

/** Throws a Refusal, and publishes nothing, when a key is missing. */
export async function signChannel(wish: SignWish): Promise<Release> {
  const desk = await sitDown(wish);
  const { metadata, entries, files, lacking } = await (wish.signatures === undefined
    ? draft(desk, wish, expiryAfter(desk.now, desk.days.targets))
    : pendingDraft(desk, wish, wish.signatures));
  if (lacking !== null) {
    const how = 'If the other keys are on another machine: sign with --ask FILE, and carry that file there.';
    throw new Refusal(...lacking.lines, ...(wish.signatures === undefined ? [how] : []));
  }
  const withdrawn = await readWithdrawn(wish.dir);
  for (const hash of withdrawn.keys()) if (!entries.has(hash)) withdrawn.delete(hash);
  const withdrawals = await newWithdrawals(desk, withdrawn, metadata.signed);
  const release = await publish(desk, { targets: made(metadata, TARGETS_FILE), withdrawals, withdrawn, files });
  await writeWithdrawn(wish.dir, withdrawn);
  await writeEntries(pathsOf(wish.dir).signed, entries);
  await dropPending(wish.dir, 'list');
  return { ...release, entries: entries.size };
}

/** Writes the request for another person's signature. Who signed it here already; nothing is published. */
export async function askForSignature(wish: SignWish, file: string): Promise<{ version: number; signed: number }> {
  const desk = await sitDown(wish);
  const { metadata } = await draft(desk, wish, expiryAfter(desk.now, desk.days.targets));
  const { dir } = wish;
  const { targets } = desk.published;
  const before = targets === null ? null : await publishedFiles(desk, targets);
  const request: ListRequest = {
    'joblantern-request': 1,
    about: 'list',
    roots: await readRoots(dir),
    metadata: plain(metadata),
    list: await readIfThere(pathsOf(dir).list),
    former: await readIfThere(pathsOf(dir).signed),
    before,
  };
  await writeRequest(file, request);
  await writePending(dir, 'list', { metadata: plain(metadata), note: { knowledge: wish.knowledge ?? null } });
  return { version: metadata.signed.version, signed: Object.keys(metadata.signatures).length };
}

const plain = (metadata: Metadata<Targets>): ListRequest['metadata'] =>
  JSON.parse(JSON.stringify(metadata.toJSON())) as ListRequest['metadata'];

async function publishedFiles(desk: Desk, targets: Metadata<Targets>): Promise<ListRequest['before']> {
  const read = async (name: string): Promise<string> => {
    const sha256 = targets.signed.targets[name]?.hashes['sha256'];
    const path = join(pathsOf(desk.dir).public, 'targets', `${sha256}.${name}`);
    return existsSync(path) ? (await readFile(path)).toString('base64') : '';
  };
  return { targets: plain(targets), hashes: await read(HASHES), listings: await read(LISTINGS) };
}

/** The list as it would be signed now, with the signatures that can be made here. */
async function draft(desk: Desk & { publisher: string }, wish: SignWish, expires: string): Promise<Draft> {
  const entries = await readList(wish.dir);
  const collisions = collisionsOf(await readProtectedNames(), entries.values());
  if (collisions.length > 0) throw new Refusal(...collisions, 'Nothing was signed: take these off the list first.');
  const before = desk.published.targets?.signed;
  const version = (before?.version ?? 0) + 1;
  const list = releaseList(entries, desk.publisher, {
    before: await readPublishedList(wish.dir, desk.published),
    targets: before?.targets ?? {},
    version,
  });
  const knowledge = wish.knowledge === undefined ? null : await knowledgeFiles(wish.knowledge);
  const files = [...list.files, ...(knowledge ?? []), ...(await saidFiles(wish.dir))];
  const others =
    knowledge === null ? Object.entries(before?.targets ?? {}).filter(([name]) => !name.startsWith('step.')) : [];
  const metadata = draftTargets(desk, { ...Object.fromEntries(others), ...list.kept }, files, expires);
  const lacking = await addSignatures(metadata, 'the list', roleOf(desk.published, 'targets'), desk.keys);
  return { metadata, entries, files, lacking };
}

/** What was asked for, made anew and compared, with the signatures that came back. */
async function pendingDraft(
  desk: Desk & { publisher: string },
  wish: SignWish,
  signatures: readonly SignatureFile[],
): Promise<Draft> {
  const pending = await readPending(wish.dir, 'list');
  const metadata = Metadata.fromJSON(MetadataKind.Targets, pending.metadata as never);
  const knowledge = wish.knowledge ?? pending.note['knowledge'];
  const again = typeof knowledge === 'string' ? { ...wish, knowledge } : wish;
  const now = await draft(desk, again, metadata.signed.expires);
  if (digestOfSigned(now.metadata.signed.toJSON()) !== digestOfSigned(metadata.signed.toJSON())) {
    throw new Refusal(
      'The list was changed since the signature was asked for, so that signature no longer counts.',
      'Ask anew: channel sign DIR --ask FILE. Nothing was published.',
    );
  }
  await takeSignatures(now.metadata, 'list', signatures, desk.published.root.signed.keys);
  Object.assign(now.metadata.signatures, { ...metadata.signatures, ...now.metadata.signatures });
  const lacking = await addSignatures(now.metadata, 'the list', roleOf(desk.published, 'targets'), desk.keys);
  return { ...now, lacking };
}

async function knowledgeFiles(knowledge: string): Promise<Written[]> {
  if (!existsSync(knowledge)) throw new Refusal(`There is no folder ${knowledge}: compile the knowledge first.`);
  const names = (await readdir(knowledge)).filter((name) => /^[A-Za-z0-9][A-Za-z0-9._-]*$/u.test(name)).sort();
  return Promise.all(names.map(async (name) => ({ name, bytes: await readFile(join(knowledge, name)) })));
}

export interface WithdrawWish extends Seat {
  indicators: readonly Indicator[];
  as: 'removed' | 'disputed';
}

/** Takes names back at once with one key. Throws a Refusal when one is not on the list, or no key for it is here. */
export async function withdraw({ indicators, as, ...seat }: WithdrawWish): Promise<Release> {
  const { dir, now } = seat;
  const desk = await sitDown(seat);
  const entries = await readList(dir);
  const withdrawn = await readWithdrawn(dir);
  const said = await publishedWithdrawals(desk);
  for (const indicator of indicators) {
    const hash = hashText(hashOf(indicator));
    if (!entries.has(hash)) throw new Refusal(`${indicator.value} is not on the list.`, 'Nothing was withdrawn.');
    if (as === 'disputed' && said.get(hash)?.as === 'removed') {
      throw new Refusal(
        `${indicator.value} was taken back already, and one key cannot say it again, not even as disputed.`,
        'Sign the list anew for that (channel sign). Nothing was changed.',
      );
    }
    withdrawn.set(hash, { kind: indicator.kind, value: indicator.value, on: dayOf(now), as });
  }
  const { targets } = desk.published;
  if (targets === null) throw new Refusal('Nothing was signed yet, so there is nothing to withdraw from.');
  // What readers know to be taken back stays so until the list itself is signed anew: else they refuse all of it.
  const withdrawals = await newWithdrawals(desk, new Map([...said, ...withdrawn]), targets.signed);
  if (withdrawals === null) {
    throw new Refusal(
      'No withdrawals key is here that can be opened, so nothing was withdrawn.',
      'Name the folder of one with --keys FOLDER, or ask somebody who holds one.',
    );
  }
  const release = await publish(desk, { targets: null, withdrawals, withdrawn, files: [] });
  await writeWithdrawn(dir, withdrawn);
  return { ...release, entries: entries.size };
}

/** What the published list is read with. */
async function publishedWithdrawals({ dir, published }: Desk): Promise<Withdrawals> {
  const sha256 = published.withdrawals?.signed.targets[WITHDRAWN]?.hashes['sha256'];
  const path = join(pathsOf(dir).public, 'targets', `${sha256}.${WITHDRAWN}`);
  return existsSync(path) ? decodeWithdrawals(new Uint8Array(await readFile(path))) : new Map();
}

/** A new timestamp and snapshot for what is published: needs the online key only, and is run at least every few days. */
export async function refreshChannel(seat: Seat): Promise<Release> {
  const desk = await sitDown(seat);
  if (desk.published.targets === null) throw new Refusal('Nothing was signed yet.');
  const withdrawn = await readWithdrawn(seat.dir);
  const release = await publish(desk, { targets: null, withdrawals: null, withdrawn, files: [] });
  return { ...release, entries: (await readList(seat.dir)).size };
}
