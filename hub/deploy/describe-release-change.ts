/** Describes what a signed release changes for readers. Names come from list.csv where it is there, otherwise hashes are shown. */
import { HASHES_TARGET, LISTINGS_TARGET } from '../../utils/indicators/indicator-list.ts';
import { DELTA_PREFIX } from '../../utils/channel/list-targets.ts';
import { parseMetadata, type SignedData } from '../../utils/channel/metadata.ts';
import type { Withdrawal } from '../../utils/indicators/withdrawals.ts';
import type { Indicator, Listing } from '../../utils/model/indicator.ts';
import { describeRootChange } from '../channel/review/describe-root-change.ts';
import { describeTargetsChange } from '../channel/review/describe-targets-change.ts';
import { readList } from '../channel/list/list-file.ts';
import { readPublishedHashes, readPublishedList } from '../channel/signing/list-release.ts';
import { readPublicKeys } from '../channel/key-files/public-keys.ts';
import { TARGETS_FILE } from '../channel/signing/published-metadata.ts';
import { readFormerListings, type FormerListings } from '../channel/review/review-changes.ts';
import { readPublishedWithdrawals } from '../channel/list/withdrawn-file.ts';
import type { ReleaseFolder } from './check-versions.ts';
import { readPublicFile } from './release-files.ts';

/**
 * Returns a line for each change, all of them.
 * @param before null for the first release
 * @param names folder with `public-keys.json` and `list.csv` on this machine, for names; null when there is none
 */
export async function describeReleaseChange(
  before: ReleaseFolder | null,
  after: ReleaseFolder,
  names: string | null,
): Promise<string[]> {
  const keys = names === null ? new Map<string, string>() : await readPublicKeys(names);
  const keyNames = new Map(Array.from(keys, ([name, key]) => [key, name]));
  return [
    ...(await rootLines(before, after, keyNames)),
    ...(await listLines(before, after, names)),
    ...targetLines(await readTargets(before), await readTargets(after), keyNames),
    ...(await withdrawalLines(before, after, names)),
  ];
}

async function rootLines(
  before: ReleaseFolder | null,
  after: ReleaseFolder,
  names: ReadonlyMap<string, string>,
): Promise<string[]> {
  const lines: string[] = [];
  const newest = after.published.root.signed.version;
  for (let version = (before?.published.root.signed.version ?? 1) + 1; version <= newest; version++) {
    const [old, next] = await Promise.all([version - 1, version].map((each) => readRoot(after.dir, each)));
    if (old !== undefined && next !== undefined) lines.push(...describeRootChange(old, next, names));
  }
  return lines;
}

async function readRoot(dir: string, version: number) {
  const bytes = (await readPublicFile(dir, `${version}.root.json`)) ?? new Uint8Array();
  return parseMetadata('root', `${version}.root.json`, bytes).signed;
}

async function listLines(before: ReleaseFolder | null, after: ReleaseFolder, names: string | null): Promise<string[]> {
  const listings = async (release: ReleaseFolder | null): Promise<FormerListings> =>
    readFormerListings(release === null ? null : await readPublishedList(release.dir, release.published));
  const [old, next] = [await listings(before), await listings(after)];
  const known = names === null ? new Map() : await readList(names);
  const label = (hash: string, { category, evidence, expiresOn }: Listing): string => {
    const name = known.get(hash);
    const shown = name === undefined ? `hash ${hash}` : `${name.kind} ${name.value}`;
    return `${shown} (${category}, ${evidence}, until ${expiresOn})`;
  };
  const added = [...next].filter(([hash]) => !old.has(hash));
  const removed = [...old].filter(([hash]) => !next.has(hash));
  const changed = [...next].filter(([hash, listing]) => {
    const was = old.get(hash);
    return was !== undefined && JSON.stringify(was) !== JSON.stringify(listing);
  });
  return [
    `The list: ${added.length} new, ${removed.length} removed, ${changed.length} changed. It then has ${next.size} entries.`,
    ...added.map(([hash, listing]) => `  new: ${label(hash, listing)}`),
    ...removed.map(([hash, listing]) => `  removed: ${label(hash, listing)}`),
    ...changed.map(([hash, listing]) => `  changed: ${label(hash, listing)}`),
  ];
}

/** The targets as readers read them; null when nothing is published. */
async function readTargets(release: ReleaseFolder | null): Promise<SignedData<'targets'> | null> {
  const version = release?.published.targets?.signed.version;
  if (release === null || version === undefined) return null;
  const name = `${version}.${TARGETS_FILE}`;
  return parseMetadata('targets', name, (await readPublicFile(release.dir, name)) ?? new Uint8Array()).signed;
}

function targetLines(
  before: SignedData<'targets'> | null,
  after: SignedData<'targets'> | null,
  names: ReadonlyMap<string, string>,
): string[] {
  if (after === null) return [];
  const others = Object.keys(after.targets).filter(
    (name) => name !== HASHES_TARGET && name !== LISTINGS_TARGET && !name.startsWith(DELTA_PREFIX),
  );
  return [...describeTargetsChange(others, after, before, names), `The list is valid until ${after.expires}.`];
}

async function withdrawalLines(
  before: ReleaseFolder | null,
  after: ReleaseFolder,
  names: string | null,
): Promise<string[]> {
  const [old, next] = [before?.published.withdrawals?.signed, after.published.withdrawals?.signed];
  const was =
    before === null ? new Map<string, Withdrawal>() : await readPublishedWithdrawals(before.dir, before.published);
  const is = await readPublishedWithdrawals(after.dir, after.published);
  const listed = await readPublishedHashes(after.dir, after.published);
  const known = names === null ? new Map<string, Indicator>() : await readList(names);
  const label = (hash: string): string => {
    const name = known.get(hash);
    return name === undefined ? `hash ${hash}` : `${name.kind} ${name.value}`;
  };
  const added = [...is].filter(([hash, { as }]) => was.get(hash)?.as !== as);
  const lifted = [...was].filter(([hash, { as }]) => is.get(hash)?.as !== as && is.get(hash)?.as !== 'removed');
  return [
    ...(next === undefined || next.version === old?.version
      ? []
      : [`Withdrawals: version ${old?.version ?? 0} to ${next.version}, valid until ${next.expires}.`]),
    ...added.map(([hash, { on, as }]) => `  ${as === 'removed' ? 'withdrawn' : 'disputed'}: ${label(hash)} (on ${on})`),
    ...lifted
      .filter(([hash]) => listed.has(hash))
      .map(([hash, { on, as }]) =>
        as === 'removed'
          ? `  listed again: ${label(hash)} (withdrawn on ${on})`
          : `  no longer disputed: ${label(hash)} (disputed on ${on})`,
      ),
  ];
}
