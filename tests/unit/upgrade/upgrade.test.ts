/** What version 0.1.0 stored is there after the upgrade: settings, lists, waiting reports, and the desk. */
import 'fake-indexeddb/auto';
import { beforeAll, describe, expect, it } from 'vitest';
import { createOutbox } from '../../../utils/report/outbox.ts';
import { OutboxDatabase } from '../../../utils/report/outbox-database.ts';
import { createDatabase } from '../../../utils/storage/database.ts';
import { readSettings, SETTINGS_KEY } from '../../../utils/storage/settings.ts';
import { DeskDatabase } from '../../../utils/desk/desk-database.ts';
import { createDesk } from '../../../utils/desk/desk.ts';
import { createDeskStore } from '../../../utils/desk/desk-store.ts';
import { createRelayClient } from '../../../utils/desk/relay-client.ts';
import { createRowCipher } from '../../../utils/desk/row-cipher.ts';
import { createSigner } from '../../../utils/desk/signer.ts';
import { mergeLog } from '../../../utils/desk/decision-log.ts';
import { webCrypto } from '../../../utils/platform/web-crypto.ts';
import { openVault } from '../../../utils/desk/vault.ts';
import { NOW, mentionOf, startChannelService } from '../background/channel-setup.ts';
import { memoryArea } from '../background/memory-area.ts';
import { readStoredData, restoreDatabases } from './stored-data.ts';

const stored = readStoredData('0.1.0');
const noNetwork = (): Promise<Response> => Promise.reject(new TypeError('no network'));

beforeAll(() => restoreDatabases(stored));

describe('an upgrade from 0.1.0', () => {
  it('keeps the settings', async () => {
    const area = memoryArea();
    await area.set({ [SETTINGS_KEY]: stored.local[SETTINGS_KEY] });
    expect(await readSettings(area)).toMatchObject({
      paused: ['jobs.example.com'],
      language: 'th',
      sensitivity: 'calm',
    });
  });

  it('keeps the list of the brand and the added list, and warns from both without network', async () => {
    const database = createDatabase();
    const { id, channel, root } = stored.brand;
    const service = startChannelService({
      brand: {
        id,
        name: 'JobLantern',
        publisher: 'Shelter',
        channel,
        relay: null,
        mail: null,
        dispute: null,
        demo: false,
        root,
      },
      fetch: noNetwork,
      database,
    });
    const found = await service.lookup([mentionOf('bkk_dream_team'), mentionOf('second_lure')]);
    expect(found.map(({ mention, listing }) => [mention.value, listing.publisher])).toEqual([
      ['bkk_dream_team', 'Shelter'],
      ['second_lure', 'Second House'],
    ]);
    await database.close();
  });

  it('keeps a report that waits, with the hash by which it can be withdrawn', async () => {
    const db = new OutboxDatabase();
    const outbox = createOutbox({
      db,
      now: () => NOW,
      random: (length) => new Uint8Array(length),
      fetch: noNetwork,
      relayUrl: 'https://relay.example/',
    });
    expect(await outbox.list()).toMatchObject([{ state: 'waiting', savedOn: '2026-11-20', receipt: true }]);
    expect(await db.outbox.toArray()).toMatchObject([{ withdrawHash: 'ab'.repeat(32) }]);
    db.close();
  });

  it('keeps the desk: vault, report, team and the decisions of two moderators', async () => {
    const db = new DeskDatabase();
    const row = await db.vault.get('vault');
    const secrets = await openVault(row?.sealed ?? new Uint8Array(), stored.passphrase);
    const desk = createDesk({
      secrets,
      store: createDeskStore(db, await createRowCipher(secrets.dataKey), async () => undefined),
      worker: {
        openReport: () => Promise.reject(new Error('nothing arrives')),
        showPicture: async () => null,
        openVault: async () => null,
        sealVault: async () => new Uint8Array(),
      },
      relay: createRelayClient('https://relay.example', secrets.token, noNetwork),
      sign: await createSigner(secrets.signing),
      now: () => NOW,
      random: (length) => new Uint8Array(length),
      oneAtATime: (work) => work(),
      pause: async () => undefined,
      onChange: () => undefined,
    });
    await desk.load();
    await desk.groupReports();
    expect((await desk.body(stored.report))?.document.post.title).toBe('Chat support');
    expect(desk.state().team.members.map(({ key }) => key)).toEqual([stored.ana, stored.ben]);
    expect(desk.state().decisions).toBe(2);
    const { listings } = await desk.makeExport();
    expect(listings).toMatchObject([{ value: 'bkk_dream_team', approved_by: [stored.ana, stored.ben] }]);
    db.close();
  });

  it('takes decisions of 0.1.0 from a colleague’s file only at a desk that has no decisions of others', async () => {
    const db = new DeskDatabase();
    const secrets = await openVault((await db.vault.get('vault'))?.sealed ?? new Uint8Array(), stored.passphrase);
    const entries = await createDeskStore(db, await createRowCipher(secrets.dataKey), async () => undefined).log();
    db.close();
    const [first, ...rest] = entries;
    expect((await mergeLog(new Map(), entries, webCrypto, NOW, stored.ana)).added).toHaveLength(2);
    const log = new Map([[first?.id ?? '', first!]]);
    const other = 'f'.repeat(64);
    expect(await mergeLog(log, rest, webCrypto, NOW, other)).toMatchObject({ added: [], faults: ['former-version'] });
    expect((await mergeLog(log, rest, webCrypto, NOW, first?.decision.by ?? '')).added).toHaveLength(1);
  });
});
