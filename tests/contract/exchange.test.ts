/** What partners get: exports held against schemas of the standards, and a TAXII client on the static files. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020, type AnySchemaObject } from 'ajv/dist/2020.js';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { initChannel } from '../../hub/channel/key-files/init-channel.ts';
import { addIndicators } from '../../hub/channel/list/add-indicators.ts';
import { signChannel } from '../../hub/channel/signing/sign-channel.ts';
import { writeMisp } from '../../hub/partners/misp.ts';
import { parseStix, writeStix } from '../../hub/partners/stix.ts';
import { TAXII_MEDIA_TYPE } from '../../hub/partners/taxii.ts';
import { runHub } from '../../hub/run-hub.ts';
import { ENTRIES } from '../unit/partners/entries.ts';
import { EXCHANGE_SCHEMAS } from './exchange-schemas.ts';

const { MISP_EVENT, STIX_BUNDLE, TAXII } = EXCHANGE_SCHEMAS;

const folder = mkdtempSync(join(tmpdir(), 'exchange-'));
const [dir, taxii] = [join(folder, 'list'), join(folder, 'taxii')];
const ADDRESS = 'https://taxii.shelter.example/';
const now = Date.parse('2026-12-01T00:00:00Z');

beforeAll(async () => {
  const today = Date.now();
  await initChannel({ dir, publisher: 'Example Shelter', onePerson: true, now: today });
  const rows = ['telegram,@gold_hr88,trafficking,SECRET-1', 'domain,golden-example.com,job-scam,SECRET-2'];
  await addIndicators({ dir, csv: `kind,value,category,evidence\n${rows.join('\n')}\n`, now: today });
  await signChannel({ dir, now: today });
  expect(await runHub(['partners', 'taxii', dir, '--to', taxii, '--url', ADDRESS])).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true }));

function faults(schema: AnySchemaObject, value: unknown): string[] {
  const validate = new Ajv2020({ allErrors: true, strict: false }).compile(schema);
  return validate(value)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`);
}

describe.each([
  ['STIX 2.1 bundle', writeStix, STIX_BUNDLE],
  ['MISP event', writeMisp, MISP_EVENT],
] as const)('a %s', (_, write, schema) => {
  it.each([false, true])('holds by the schema, for every kind of indicator (evidence: %s)', (evidence) => {
    const text = write(ENTRIES, { publisher: 'Example Shelter', now, evidence, tlp: evidence ? 'amber' : 'clear' });
    expect(faults(schema, JSON.parse(text))).toEqual([]);
  });

  it('does not hold with a member that the standard does not name', () => {
    const text = write(ENTRIES, { publisher: 'Example Shelter', now, evidence: false, tlp: 'clear' });
    expect(faults(schema, { ...(JSON.parse(text) as object), other: 1 })).not.toEqual([]);
  });
});

/** The host: `_redirects` for addresses that end with a slash, `_headers` for the type of contents. */
function hostOf(root: string): Hono {
  const redirects = new Map(
    readFileSync(join(root, '_redirects'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(' ').slice(0, 2) as [string, string]),
  );
  const headers = Array.from(
    readFileSync(join(root, '_headers'), 'utf8').matchAll(/^ {2}([\w-]+): (.+)$/gmu),
    ([, name = '', value = '']) => [name, value] as const,
  );
  return new Hono().get('*', (c) => {
    const file = join(root, redirects.get(c.req.path) ?? c.req.path);
    if (!existsSync(file) || !file.endsWith('.json')) return c.notFound();
    return c.body(
      readFileSync(file, 'utf8'),
      200,
      c.req.path.startsWith('/taxii2/') ? Object.fromEntries(headers) : {},
    );
  });
}

describe('the TAXII 2.1 server of static files', () => {
  const get = async (address: string): Promise<unknown> => {
    const answer = await hostOf(taxii).request(new URL(address).pathname, { headers: { Accept: TAXII_MEDIA_TYPE } });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, TAXII_MEDIA_TYPE]);
    return answer.json();
  };

  it('leads a client from discovery to every object, each answer by the standard', async () => {
    const discovery = (await get(`${ADDRESS}taxii2/`)) as { default: string };
    expect(faults(TAXII.discovery, discovery)).toEqual([]);
    const root = discovery.default;
    expect(faults(TAXII.apiRoot, await get(root))).toEqual([]);
    const listed = (await get(`${root}collections/`)) as { collections: { id: string }[] };
    expect(faults(TAXII.collections, listed)).toEqual([]);
    const collection = `${root}collections/${listed.collections[0]?.id}/`;
    expect(await get(collection)).toEqual(listed.collections[0]);
    const envelope = (await get(`${collection}objects/`)) as { objects: { id: string }[] };
    expect(faults(TAXII.envelope, envelope)).toEqual([]);
    const manifest = (await get(`${collection}manifest/`)) as { objects: { id: string }[] };
    expect(faults(TAXII.manifest, manifest)).toEqual([]);
    expect(manifest.objects.map(({ id }) => id)).toEqual(envelope.objects.map(({ id }) => id));
    const bundle = { type: 'bundle', id: 'bundle--5d0092c5-5f74-4287-9642-33f4c354e56d', objects: envelope.objects };
    const { indicators, source } = parseStix(JSON.stringify(bundle));
    expect(source).toBe('Example Shelter');
    expect(indicators.map(({ kind, value }) => `${kind} ${value}`)).toEqual(
      expect.arrayContaining(['telegram gold_hr88', 'domain golden-example.com']),
    );
    expect(JSON.stringify(envelope)).not.toContain('SECRET');
  });

  it('answers nothing for an unknown object, and lets nobody write', async () => {
    expect((await hostOf(taxii).request('/taxii2/other/')).status).toBe(404);
    expect(JSON.stringify(await get(`${ADDRESS}taxii2/list/collections/`))).toContain('"can_write":false');
  });

  it('writes nothing for a web host beside the keys of the channel', async () => {
    for (const to of [dir, join(dir, 'keys'), folder])
      expect(await runHub(['partners', 'taxii', dir, '--to', to, '--url', ADDRESS])).toBe(1);
    expect(existsSync(join(dir, 'taxii2'))).toBe(false);
  });

  it('refuses an address without https', async () => {
    expect(await runHub(['partners', 'taxii', dir, '--to', taxii, '--url', 'http://taxii.example/'])).toBe(2);
  });
});
