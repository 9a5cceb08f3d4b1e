import { TargetFile } from '@tufjs/models';
import { describe, expect, it } from 'vitest';
import { entryOf, type Entry } from '../../../hub/channel/list/entry.ts';
import type { Entries } from '../../../hub/channel/list/list-file.ts';
import { buildListRelease, type ListRelease, type TargetFiles } from '../../../hub/channel/signing/list-release.ts';
import { MAX_DELTAS } from '../../../utils/channel/list-targets.ts';
import { decodeHashes } from '../../../utils/indicators/encode-hashes.ts';
import { hashOf, hashText } from '../../../utils/indicators/hash.ts';
import type { ListFiles } from '../../../utils/indicators/list-delta.ts';

const NOW = Date.parse('2026-11-25T10:00:00Z');

/** A list of this many entries, in the order given. */
function entriesOf(names: readonly string[]): Entries {
  const rows = names.map((value) => entryOf({ kind: 'line', value, category: 'trafficking', evidence: 'E-1' }, NOW));
  return new Map((rows as Entry[]).map((entry) => [hashText(hashOf(entry)), entry]));
}
const namesOf = (count: number): string[] => Array.from({ length: count }, (_, at) => `hr.${at}x`);

function filesOf({ files }: ListRelease): ListFiles {
  const [hashes, listings] = files;
  return { pairs: decodeHashes(hashes!.bytes), listings: listings!.bytes };
}

const digests = { pairs: '0'.repeat(64), listings: '1'.repeat(64) };
/** Signed deltas from version 1 on, `length` bytes each. */
function deltas(count: number, length: number): TargetFiles {
  const fields = { length, hashes: { sha256: '2'.repeat(64) } };
  const custom = { delta: { from: digests, to: digests } };
  return Object.fromEntries(
    Array.from({ length: count }, (_, at) => {
      const path = `delta.${at + 1}`;
      return [path, new TargetFile({ path, ...fields, unrecognizedFields: { custom } })];
    }),
  );
}

const first = buildListRelease(entriesOf(namesOf(200)), 'Example', { before: null, targets: {}, version: 1 });
const next = (names: readonly string[], targets: TargetFiles): ListRelease =>
  buildListRelease(entriesOf(names), 'Example', { before: filesOf(first), targets, version: 30 });

describe('a release of a list', () => {
  it('has the same bytes in whatever order the rows stand', () => {
    const turned = buildListRelease(entriesOf(namesOf(200).toReversed()), 'Example', {
      before: null,
      targets: {},
      version: 1,
    });
    expect(turned).toEqual(first);
  });

  it('has no delta at first, nor where nothing changed', () => {
    expect(first.files.map(({ name }) => name)).toEqual(['indicators.hashes', 'indicators.listings']);
    expect(first.keptDeltas).toEqual({});
    expect(next(namesOf(200), {}).files).toHaveLength(2);
  });

  it('has a delta named by its version where an entry was added', () => {
    const { files } = next(namesOf(201), {});
    expect(files.map(({ name }) => name)).toEqual(['indicators.hashes', 'indicators.listings', 'delta.30']);
  });

  it('keeps the newest deltas, and never more than a reader follows', () => {
    const kept = (names: readonly string[]): string[] => Object.keys(next(names, deltas(20, 1)).keptDeltas);
    // With the new delta, the chain has its greatest length.
    expect(kept(namesOf(201))).toEqual(Array.from({ length: MAX_DELTAS - 1 }, (_, at) => `delta.${20 - at}`));
    expect(kept(namesOf(200))).toEqual(Array.from({ length: MAX_DELTAS }, (_, at) => `delta.${20 - at}`));
  });

  it('keeps no deltas that are larger than the list together', () => {
    const whole = first.files.reduce((sum, { bytes }) => sum + bytes.length, 0);
    const kept = (length: number): string[] => Object.keys(next(namesOf(200), deltas(3, length)).keptDeltas);
    expect(kept(Math.floor(whole / 2))).toEqual(['delta.3', 'delta.2']);
    expect(kept(whole)).toEqual(['delta.3']);
    expect(kept(whole + 1)).toEqual([]);
  });

  it('keeps nothing that is no delta', () => {
    const other = new TargetFile({ path: 'delta.7', length: 1, hashes: { sha256: '2'.repeat(64) } });
    expect(next(namesOf(201), { 'delta.7': other }).keptDeltas).toEqual({});
  });
});
