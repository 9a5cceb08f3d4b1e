import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { packagedBrand } from '../../../utils/brand/packaged-brand.ts';
import { applyPolicy } from '../../../utils/brand/apply-policy.ts';
import { OPTION_PARTS, readPolicy, UNMANAGED } from '../../../utils/brand/managed-policy.ts';
import { rootFingerprint } from '../../../utils/brand/root-fingerprint.ts';

const sha256 = async (data: Uint8Array): Promise<Uint8Array> => createHash('sha256').update(data).digest();
const root = { signed: { _type: 'root', version: 1, custom: { recipients: ['age1example'] } }, signatures: [] };
const publisher = { name: 'City Library', channel: 'https://list.library.example/', root: JSON.stringify(root) };

describe('readPolicy', () => {
  it.each([[null], [undefined], [{}], ['text'], [7]])('reads %j as no policy', (policy) => {
    expect(readPolicy(policy)).toEqual(UNMANAGED);
  });

  it('reads every part', () => {
    const policy = {
      organisation: ' City Library ',
      publisher,
      language: 'th',
      hide: ['sites', 'data'],
      consentGiven: true,
    };
    expect(readPolicy(policy)).toEqual({
      organisation: 'City Library',
      publisher: { ...publisher, root, relay: null, mail: null, dispute: null },
      language: 'th',
      hidden: ['sites', 'data'],
      consentGiven: true,
      faults: [],
    });
  });

  it('accepts a root as text or as an object', () => {
    expect(readPolicy({ publisher: { ...publisher, root } }).publisher?.root).toEqual(root);
  });

  it.each([
    ['no root', { ...publisher, root: undefined }, /^publisher\.root/u],
    [
      'a root that is no root',
      { ...publisher, root: '{"signed":{"_type":"targets"},"signatures":[]}' },
      /^publisher\.root/u,
    ],
    ['a root that is no JSON', { ...publisher, root: '{' }, /^publisher\.root/u],
    ['no address', { ...publisher, channel: 'list.library.example' }, /^publisher\.channel/u],
    ['an address of another kind', { ...publisher, channel: 'file:///list/' }, /^publisher\.channel/u],
    ['recipients of its own', { ...publisher, recipients: ['age1other'] }, /^publisher\.recipients/u],
  ])('a publisher with %s is not taken, and the rest stays', (_what, wrong, fault) => {
    const managed = readPolicy({ organisation: 'City Library', publisher: wrong });
    expect(managed.publisher).toBeNull();
    expect(managed.organisation).toBe('City Library');
    expect(managed.faults).toHaveLength(1);
    expect(managed.faults[0]).toMatch(fault);
  });

  it('reports unknown parts', () => {
    expect(readPolicy({ colour: 'red', language: 'tlh', hide: ['help'] }).faults).toEqual([
      'colour: not known',
      expect.stringMatching(/^language: /u),
      expect.stringMatching(/^hide\.0: /u),
    ]);
  });

  it('knows the same parts as the schema for Chromium', () => {
    const schema = JSON.parse(readFileSync('public/managed-schema.json', 'utf8')) as {
      properties: Record<string, { properties?: object; items?: { enum: string[] } }>;
    };
    expect(Object.keys(schema.properties).sort()).toEqual([
      'consentGiven',
      'hide',
      'language',
      'organisation',
      'publisher',
    ]);
    expect(schema.properties['hide']?.items?.enum).toEqual([...OPTION_PARTS]);
    expect(Object.keys(schema.properties['publisher']?.properties ?? {}).sort()).toEqual([
      'channel',
      'dispute',
      'mail',
      'name',
      'relay',
      'root',
    ]);
  });
});

test('readPolicy reads the policy files of the documentation without a fault', () => {
  const blocks = [...readFileSync('docs/publisher/policy.md', 'utf8').matchAll(/```json\n([\s\S]*?)```/gu)];
  const policies = blocks.flatMap(([, json = '']) => {
    const file = JSON.parse(json) as Record<string, Record<string, Record<string, object>>>;
    const { extensions, Extensions } = (file['3rdparty'] ?? file['policies']?.['3rdparty'] ?? {}) as typeof file;
    return Object.values(extensions ?? Extensions ?? {});
  });
  expect(policies).toHaveLength(2);
  for (const policy of policies) {
    expect(readPolicy(policy)).toMatchObject({ organisation: 'City Library', language: 'th', consentGiven: true });
    expect(readPolicy(policy).publisher?.name).toBe('Example Shelter');
    expect(readPolicy(policy).faults).toEqual([]);
  }
});

describe('applyPolicy', () => {
  it('returns the package’s brand when the policy names no publisher', async () => {
    expect(await applyPolicy(packagedBrand, readPolicy({ organisation: 'A' }), sha256)).toBe(packagedBrand);
  });

  it('takes publisher, address and root of the policy and another id', async () => {
    const managed = readPolicy({ publisher: { ...publisher, relay: 'https://relay.library.example/' } });
    const inForce = await applyPolicy(packagedBrand, managed, sha256);
    expect(inForce).toMatchObject({
      name: packagedBrand.name,
      publisher: 'City Library',
      channel: publisher.channel,
      relay: 'https://relay.library.example/',
      root,
    });
    expect(inForce.id).not.toBe(packagedBrand.id);
    const other = { ...root, signed: { ...root.signed, version: 2 } };
    const second = await applyPolicy(packagedBrand, readPolicy({ publisher: { ...publisher, root: other } }), sha256);
    expect(second.id).not.toBe(inForce.id);
  });

  it('gives the same fingerprint for every formatting of the root', async () => {
    const print = await rootFingerprint(root, sha256);
    expect(print).toMatch(/^[0-9a-f]{64}$/u);
    const { signed, signatures } = root;
    const { _type, version, custom } = signed;
    expect(await rootFingerprint({ signatures, signed: { custom, version, _type } }, sha256)).toBe(print);
    expect(await rootFingerprint({ signatures, signed: { ...signed, version: 2 } }, sha256)).not.toBe(print);
    expect(await rootFingerprint(null, sha256)).toBeNull();
  });
});
