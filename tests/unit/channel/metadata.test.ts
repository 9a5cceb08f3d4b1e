/** Which metadata is well formed, member by member. */
import { describe, expect, it } from 'vitest';
import { ChannelError } from '../../../utils/channel/channel-error.ts';
import { parseMetadata, type MetadataType } from '../../../utils/channel/metadata.ts';

const HASH = 'a1'.repeat(32);
const ROLE = { keyids: ['k1'], threshold: 1 };
const COMMON = { spec_version: '1.0.31', version: 3, expires: '2027-11-25T00:00:00Z' };
const KEYS = { k1: { keytype: 'ed25519', scheme: 'ed25519', keyval: { public: HASH } } };
const FILE = { length: 7, hashes: { sha256: HASH } };
const ROLES = { root: ROLE, timestamp: ROLE, snapshot: ROLE, targets: ROLE };
const GOOD: Record<MetadataType, Record<string, unknown>> = {
  root: { _type: 'root', ...COMMON, consistent_snapshot: true, keys: KEYS, roles: ROLES },
  timestamp: { _type: 'timestamp', ...COMMON, meta: { 'snapshot.json': { version: 3, ...FILE } } },
  snapshot: { _type: 'snapshot', ...COMMON, meta: { 'targets.json': { version: 3 } } },
  targets: { _type: 'targets', ...COMMON, targets: { 'indicators.hashes': FILE } },
};
const SIGNATURE = { keyid: 'k1', sig: 'ab' };

const encoded = (text: string): Uint8Array => new TextEncoder().encode(text);
const parse = (type: MetadataType, signed: unknown, signatures: unknown = [SIGNATURE]) =>
  parseMetadata(type, 'x.json', encoded(JSON.stringify({ signatures, signed })));

describe('parseMetadata', () => {
  it.each(Object.keys(GOOD) as MetadataType[])('takes good metadata of the type %s, and of no other', (type) => {
    const { signed, signatures, payload } = parse(type, GOOD[type]);
    expect(signed).toMatchObject({ _type: type, version: 3 });
    expect(signatures).toEqual([SIGNATURE]);
    // Canonical JSON: sorted members, no spaces.
    expect(new TextDecoder().decode(payload)).toMatch(/^\{"_type":"\w+",("\w+":.+)*\}$/u);
    for (const other of (Object.keys(GOOD) as MetadataType[]).filter((name) => name !== type))
      expect(() => parse(type, GOOD[other]), other).toThrow(ChannelError);
  });

  it('keeps unknown members for the signature', () => {
    const { signed, payload } = parse('snapshot', { ...GOOD.snapshot, more: { a: 1 } });
    expect(signed).toMatchObject({ more: { a: 1 } });
    expect(new TextDecoder().decode(payload)).toContain('"more":{"a":1}');
  });

  const long = 'k'.repeat(128);
  it.each<[string, MetadataType, object]>([
    ['a newer 1.x', 'root', { spec_version: '1.2' }],
    ['fractions of a second', 'root', { expires: '2027-11-25T00:00:00.123Z' }],
    [
      '64 keys of a role',
      'root',
      { roles: { ...ROLES, root: { keyids: Array.from({ length: 64 }, (_, at) => `k${at}`), threshold: 1 } } },
    ],
    ['a key ID of 128 letters', 'root', { keys: { [long]: KEYS.k1 } }],
    [
      '20 recipients and a name of 80 letters',
      'root',
      { custom: { recipients: Array.from({ length: 20 }, () => `age1${'x'.repeat(20)}`), publisher: 'x'.repeat(80) } },
    ],
    ['a file name of 100 letters', 'targets', { targets: { ['a'.repeat(100)]: FILE } }],
    ['an empty file', 'targets', { targets: { a: { ...FILE, length: 0 } } }],
    [
      'delegations',
      'targets',
      { delegations: { keys: KEYS, roles: [{ ...ROLE, name: 'withdrawals', paths: ['a'] }] } },
    ],
    ['delegations without roles', 'targets', { delegations: { keys: {} } }],
  ])('takes %s', (_case, type, change) => {
    expect(parse(type, { ...GOOD[type], ...change }).signed).toMatchObject({ _type: type });
  });

  it.each<[string, MetadataType, object]>([
    ['spec_version', 'root', { spec_version: '2.0' }],
    ['spec_version', 'root', { spec_version: '1' }],
    ['spec_version', 'root', { spec_version: 'x1.0' }],
    ['spec_version', 'root', { spec_version: '1.0.31-x' }],
    ['version', 'root', { version: 0 }],
    ['version', 'root', { version: 1.5 }],
    ['version', 'root', { version: '3' }],
    ['expires', 'root', { expires: '2027-11-25' }],
    ['expires', 'root', { expires: '2027-11-25T00:00:00+01:00' }],
    ['expires', 'root', { expires: '2027-13-45T00:00:00Z' }],
    ['expires', 'root', { expires: 'x2027-11-25T00:00:00Z' }],
    ['consistent_snapshot', 'root', { consistent_snapshot: false }],
    ['keys', 'root', { keys: { k1: { ...KEYS.k1, keyval: {} } } }],
    ['keys', 'root', { keys: { k1: { ...KEYS.k1, scheme: 1 } } }],
    ['keys', 'root', { keys: { '': KEYS.k1 } }],
    ['keys', 'root', { keys: { [`${long}k`]: KEYS.k1 } }],
    ['roles.root', 'root', { roles: { ...ROLES, root: undefined } }],
    ['roles.snapshot.threshold', 'root', { roles: { ...ROLES, snapshot: { ...ROLE, threshold: 0 } } }],
    ['roles.timestamp.keyids', 'root', { roles: { ...ROLES, timestamp: { keyids: ['k1', 'k1'], threshold: 1 } } }],
    [
      'roles.targets.keyids',
      'root',
      { roles: { ...ROLES, targets: { keyids: Array.from({ length: 65 }, (_, at) => `k${at}`), threshold: 1 } } },
    ],
    ['custom.recipients', 'root', { custom: { recipients: ['AGE1X'] } }],
    [
      'custom.recipients',
      'root',
      { custom: { recipients: Array.from({ length: 21 }, () => `age1${'x'.repeat(20)}`) } },
    ],
    ['custom.publisher', 'root', { custom: { publisher: 'x'.repeat(81) } }],
    ['meta', 'timestamp', { meta: {} }],
    ['meta', 'timestamp', { meta: { 'snapshot.json': { version: 3 }, 'other.json': { version: 1 } } }],
    ['meta', 'timestamp', { meta: { 'snapshot.json': { version: 3, length: -1 } } }],
    ['meta', 'snapshot', { meta: { '../targets.json': { version: 3 } } }],
    ['meta', 'snapshot', { meta: { '.targets.json': { version: 3 } } }],
    ['meta', 'snapshot', { meta: { 'targets.json': { version: 3, hashes: { sha256: HASH.toUpperCase() } } } }],
    ['targets', 'targets', { targets: { ['a'.repeat(101)]: FILE } }],
    ['targets', 'targets', { targets: { 'a/b': FILE } }],
    ['targets', 'targets', { targets: { a: { length: 7, hashes: { sha256: `${HASH}0` } } } }],
    ['targets', 'targets', { targets: { a: { length: 7, hashes: {} } } }],
    ['targets', 'targets', { targets: { a: { hashes: FILE.hashes } } }],
    ['delegations', 'targets', { delegations: {} }],
    ['delegations', 'targets', { delegations: { keys: KEYS, roles: [ROLE] } }],
    ['delegations', 'targets', { delegations: { keys: KEYS, roles: [{ ...ROLE, name: 'x', paths: 'a' }] } }],
    // Of two roles of one name, readers would follow the first, and tuf-js the last.
    [
      'delegations.roles: a role occurs twice',
      'targets',
      {
        delegations: {
          keys: KEYS,
          roles: [
            { ...ROLE, name: 'x' },
            { ...ROLE, name: 'x', threshold: 2 },
          ],
        },
      },
    ],
  ])('refuses another %s (%s, %j), and names the member', (path, type, change) => {
    expect(() => parse(type, { ...GOOD[type], ...change })).toThrow(
      expect.objectContaining({ fault: 'malformed', detail: expect.stringContaining(`x.json: ${path}`) }),
    );
  });

  it.each<[string, unknown]>([
    ['no list of signatures', {}],
    ['a signature without its key', [{ sig: 'ab' }]],
    ['two signatures of one key', [SIGNATURE, { ...SIGNATURE, sig: 'cd' }]],
    ['65 signatures', Array.from({ length: 65 }, (_, at) => ({ keyid: `k${at}`, sig: '' }))],
  ])('refuses %s', (_case, signatures) => {
    expect(() => parse('root', GOOD.root, signatures)).toThrow(ChannelError);
  });

  it('refuses what two parsers could read differently', () => {
    const text = JSON.stringify({ signatures: [], signed: GOOD.snapshot });
    const read = (changed: string) => () => parseMetadata('snapshot', 'x.json', encoded(changed));
    expect(read(text)).not.toThrow();
    expect(read(text.replace('"version":3', '"version":9,"version":3'))).toThrow('a member twice');
    expect(read(text.replace('"version":3', '"version":3,"a\\":b":":\\\\"'))).not.toThrow();
    expect(read(text.replace('"version":3', '"version":3,"a":"b\\"c:d\\"e"'))).not.toThrow();
    expect(read(text.slice(0, -1))).toThrow(ChannelError);
    expect(() => parseMetadata('snapshot', 'x.json', Uint8Array.of(0x22, 0xff, 0x22))).toThrow(ChannelError);
    for (const other of ['null', '[]', '7', '{"signed":{}}']) expect(read(other), other).toThrow(ChannelError);
  });
});
