/** Parsers of data from outside, each with valid samples and the error that it may throw. */
import { readCsvRows } from '../../../hub/channel/list/csv-rows.ts';
import { parseImportedList } from '../../../hub/channel/list/imports/imported-list.ts';
import { nodeCrypto } from '../../../hub/channel/node-crypto.ts';
import { parseHtcds } from '../../../hub/partners/htcds.ts';
import { parseMisp } from '../../../hub/partners/misp.ts';
import { parsePattern } from '../../../hub/partners/stix-pattern.ts';
import { parseStix } from '../../../hub/partners/stix.ts';
import { ChannelError } from '../../../utils/channel/channel-error.ts';
import { parseInvitation } from '../../../utils/channel/invitation.ts';
import { parseMetadata, type MetadataType } from '../../../utils/channel/metadata.ts';
import { loadTrustedRoot } from '../../../utils/channel/update-trusted-metadata.ts';
import { decodeHashes, decodeSet, encodeHashes } from '../../../utils/indicators/encode-hashes.ts';
import { FormatError } from '../../../utils/indicators/format-error.ts';
import { sortHashPairs } from '../../../utils/indicators/indicator-set.ts';
import { applyDelta, makeDelta } from '../../../utils/indicators/list-delta.ts';
import { encodeListings, listingAt, memorySource, openListings } from '../../../utils/indicators/listings.ts';
import { decodeWithdrawals, encodeWithdrawals } from '../../../utils/indicators/withdrawals.ts';
import { createModelsRepository } from '../../setup/models-repository.ts';

export interface FuzzTarget {
  name: string;
  /** Valid inputs, which are mutated. */
  samples: readonly Uint8Array[];
  /** Whether the error is one that the parser documents. */
  isExpected(error: unknown): boolean;
  run(bytes: Uint8Array): unknown;
}

const NOW = Date.UTC(2026, 10, 25);
const MAX_LISTINGS_BYTES = 1 << 20;
const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString();
/** Errors of the hub's parsers: Refusal, and PatternError inside of patterns. */
const isRefusal = (error: unknown): boolean => (error as Error).name === 'Refusal';
const isFormatError = (error: unknown): boolean => error instanceof FormatError;
const isChannelError = (error: unknown): boolean => error instanceof ChannelError;

export function fuzzTargets(): FuzzTarget[] {
  return [...metadataTargets(), ...listTargets(), ...partnerTargets()];
}

function metadataTargets(): FuzzTarget[] {
  const repository = createModelsRepository({
    publisher: 'Example NGO',
    recipients: [],
    now: NOW,
    days: { root: 365, targets: 90, withdrawals: 30, snapshot: 7, timestamp: 7 },
    keys: {
      root: { count: 1, threshold: 1 },
      targets: { count: 1, threshold: 1 },
      withdrawals: { count: 1, threshold: 1 },
      online: { count: 1, threshold: 1 },
    },
  });
  repository.release([{ name: 'a.json', bytes: bytesOf('{}') }], encodeWithdrawals(new Map()));
  const file = (name: string): Uint8Array => repository.host.get(name) ?? new Uint8Array();
  const parser = (type: MetadataType, name: string): FuzzTarget => ({
    name: `metadata ${type}`,
    samples: [file(name)],
    isExpected: isChannelError,
    run: (bytes) => parseMetadata(type, name, bytes),
  });
  return [
    parser('root', '1.root.json'),
    parser('timestamp', 'timestamp.json'),
    parser('snapshot', '1.snapshot.json'),
    parser('targets', '1.targets.json'),
    {
      name: 'trusted root',
      samples: [file('1.root.json')],
      isExpected: isChannelError,
      run: (bytes) => loadTrustedRoot(bytes, nodeCrypto),
    },
    {
      name: 'invitation',
      samples: [
        bytesOf(`https://list.example/#joblantern-channel=1f5f8b.${'ab'.repeat(32)}`),
        bytesOf(
          JSON.stringify({
            'joblantern-channel': 1,
            url: 'https://list.example/',
            root: JSON.parse(textOf(file('1.root.json'))),
          }),
        ),
      ],
      isExpected: () => false,
      run: (bytes) => parseInvitation(textOf(bytes)),
    },
  ];
}

function listTargets(): FuzzTarget[] {
  // Spread over all 32 bits, and the same in each run.
  const pairsOf = (count: number): Uint32Array =>
    sortHashPairs(Uint32Array.from({ length: 2 * count }, (_, at) => Math.imul(at + 1, 0x9e3779b1))).pairs;
  const listingsOf = (count: number): Uint8Array =>
    encodeListings(
      Array.from({ length: count }, (_, at) => ({
        publisher: 'Example NGO',
        category: 'job-scam' as const,
        listedOn: '2026-11-25',
        evidence: `E-${at}`,
      })),
    );
  const before = { pairs: pairsOf(40), listings: listingsOf(40) };
  const after = {
    pairs: sortHashPairs(Uint32Array.from([...before.pairs.slice(8), 1, 2, 3, 4])).pairs,
    listings: listingsOf(38),
  };
  const { set } = decodeSet(encodeHashes(before.pairs));
  return [
    {
      name: 'hashes',
      samples: [encodeHashes(before.pairs)],
      isExpected: isFormatError,
      run: (bytes) => decodeHashes(bytes),
    },
    {
      name: 'listings',
      samples: [before.listings],
      isExpected: isFormatError,
      async run(bytes) {
        const listings = await openListings(memorySource(bytes));
        for (let at = 0; at < Math.min(listings.count, 50); at++) await listingAt(listings, at);
      },
    },
    {
      name: 'delta',
      samples: [makeDelta(before, after)],
      isExpected: isFormatError,
      run: (bytes) => applyDelta({ set, listings: before.listings }, bytes, MAX_LISTINGS_BYTES),
    },
    {
      name: 'withdrawals',
      samples: [encodeWithdrawals(new Map([['0123456789abcdef', { on: '2026-11-25', as: 'removed' }]]))],
      isExpected: isFormatError,
      run: (bytes) => decodeWithdrawals(bytes),
    },
  ];
}

const ID = '8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f';
const STIX = JSON.stringify({
  type: 'bundle',
  id: `bundle--${ID}`,
  objects: [
    {
      type: 'indicator',
      spec_version: '2.1',
      id: `indicator--${ID}`,
      created: '2026-11-01T00:00:00.000Z',
      modified: '2026-11-01T00:00:00.000Z',
      pattern:
        "[domain-name:value = 'a.example' OR user-account:account_type = 'telegram' AND user-account:account_login = 'x']",
      pattern_type: 'stix',
      valid_from: '2026-11-01T00:00:00Z',
    },
  ],
});
const MISP = JSON.stringify({
  Event: {
    uuid: ID,
    info: 'x',
    date: '2026-11-25',
    Attribute: [{ type: 'domain|ip', value: 'bad.example|192.0.2.1', to_ids: true, Tag: [{ name: 'tlp:amber' }] }],
    Object: [
      { name: 'user-account', Attribute: [{ type: 'text', value: 'x', object_relation: 'username', to_ids: true }] },
    ],
  },
});

function partnerTargets(): FuzzTarget[] {
  const text = (name: string, samples: readonly string[], run: (text: string) => unknown): FuzzTarget => ({
    name,
    samples: samples.map(bytesOf),
    isExpected: isRefusal,
    run: (bytes) => run(textOf(bytes)),
  });
  const lists = [
    'kind,value\ntelegram,@gold_hr88\n',
    '0.0.0.0 bad.example\n',
    '||bad.example^$third-party\n! x\n',
    STIX,
    MISP,
  ];
  return [
    text('STIX bundle', [STIX], parseStix),
    text('MISP event', [MISP], parseMisp),
    text('HTCDS table', ['vic_MethodOfRecruitment,Age\nThroughOnlineSocialNetworks;x,19\n'], (csv) =>
      parseHtcds(csv, 'x'),
    ),
    text('CSV', ['kind,value,category,evidence\nline,a.b,job-scam,"E ""1"""\n'], (csv) =>
      readCsvRows(csv, 'x', ['kind', 'value'], ['category', 'evidence']),
    ),
    text('imported list', lists, (list) => parseImportedList(list, 'x')),
    {
      ...text(
        'STIX pattern',
        ["[domain-name:value IN ('a', 'b')] FOLLOWEDBY ([url:value = 'x' AND (a:b = 'c' OR d:e = 'f')])"],
        parsePattern,
      ),
      isExpected: (error) => (error as Error).constructor.name === 'PatternError',
    },
  ];
}
