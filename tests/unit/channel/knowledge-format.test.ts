/** A channel that publishes knowledge for newer code: older code takes the rest. */
import { mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Metadata, MetadataKind, TargetFile } from '@tufjs/models';
import { describe, expect, it, onTestFinished } from 'vitest';
import { initChannel } from '../../../hub/channel/key-files/init-channel.ts';
import { addIndicators } from '../../../hub/channel/list/add-indicators.ts';
import { publishRelease, openWorkspace } from '../../../hub/channel/signing/publish-release.ts';
import { signForRole } from '../../../hub/channel/signing/sign-for-role.ts';
import { signChannel } from '../../../hub/channel/signing/sign-channel.ts';
import { signedTargetsOf, topLevelRole } from '../../../hub/channel/signing/signed-targets.ts';
import { verifyChannel } from '../../../hub/channel/host/verify-channel.ts';
import {
  brandOf,
  createTestDatabase,
  serveFolders,
  startChannelService,
  type Publisher,
} from '../background/channel-setup.ts';
import { isOfNewerFormat, KNOWLEDGE_FORMAT } from '../../../utils/channel/knowledge-format.ts';
import { WITHDRAWN_TARGET } from '../../../utils/indicators/indicator-list.ts';

const NOW = Date.parse('2027-01-04T06:00:00Z');

/** A signed channel with two knowledge files. */
async function knowledgeChannel(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'knowledge-format-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const [dir, knowledge] = [join(folder, 'list'), join(folder, 'knowledge')];
  await mkdir(knowledge);
  for (const name of ['old.json', 'new.json']) await writeFile(join(knowledge, name), '{}');
  await initChannel({ dir, publisher: 'Example Shelter', onePerson: true, now: NOW });
  const csv = 'kind,value,category,evidence\ntelegram,@gold_hr88,trafficking,NGO-1\n';
  await addIndicators({ dir, csv, now: NOW });
  await signChannel({ dir, knowledge, now: NOW });
  return dir;
}

/** Signs the list again with another format for one file. */
async function signWithFormat(dir: string, name: string, format: number): Promise<void> {
  const workspace = await openWorkspace({ dir, now: NOW });
  const { version } = workspace.published.targets?.signed ?? { version: 0 };
  const json = JSON.parse(await readFile(join(dir, 'public', `${version}.targets.json`), 'utf8')) as {
    signed: { version: number; targets: Record<string, { custom?: unknown }> };
  };
  json.signed.version += 1;
  const target = json.signed.targets[name];
  if (target === undefined) throw new Error(`no target ${name}`);
  target.custom = { format };
  const metadata = Metadata.fromJSON(MetadataKind.Targets, { signatures: [], signed: json.signed } as never);
  const signed = await signForRole(metadata, 'the list', topLevelRole(workspace.published, 'targets'), workspace.keys);
  const targets = signedTargetsOf(signed, 'targets.json');
  await publishRelease(workspace, { targets, withdrawals: null, withdrawn: new Map(), files: [] });
}

describe('the format of knowledge files', () => {
  it('is signed beside each file that the publisher compiles', async () => {
    const { opened } = await verifyChannel(await knowledgeChannel(), NOW);
    expect(opened.signed.get('new.json')).toMatchObject({ custom: { format: KNOWLEDGE_FORMAT } });
    expect([...opened.files.keys()]).toEqual(expect.arrayContaining(['old.json', 'new.json']));
  });

  it('makes older code skip a newer file, and keep the list and the other files', async () => {
    const dir = await knowledgeChannel();
    await signWithFormat(dir, 'new.json', KNOWLEDGE_FORMAT + 1);
    const { opened, entries } = await verifyChannel(dir, NOW);
    expect([opened.files.has('new.json'), opened.files.has('old.json'), entries]).toEqual([false, true, 1]);
    expect([...opened.signed].filter(([name, file]) => isOfNewerFormat(name, file)).map(([name]) => name)).toEqual([
      'new.json',
    ]);
  });

  it('is named in the status, so that the pages can say that a newer version is needed', async () => {
    const dir = await knowledgeChannel();
    const publisher: Publisher = {
      dir,
      url: 'https://list.shelter.example/',
      root: async () => JSON.parse(await readFile(join(dir, 'public', '1.root.json'), 'utf8')) as never,
      list: async () => undefined,
      sign: async () => undefined,
    };
    const options = { fetch: serveFolders(publisher), now: () => NOW };
    const brand = await brandOf(publisher);
    const service = startChannelService({ ...options, brand, database: createTestDatabase() });
    expect((await service.sync()).newerFiles).toEqual([]);
    await signWithFormat(dir, 'new.json', KNOWLEDGE_FORMAT + 1);
    expect(await service.sync()).toMatchObject({ problem: null, entries: 1, newerFiles: ['new.json'] });
    const listOnly = startChannelService({
      ...options,
      brand,
      database: createTestDatabase(),
      isTargetWanted: (name) => name !== 'new.json',
    });
    expect((await listOnly.sync()).newerFiles).toEqual([]);
  });

  it('never hides the list or its withdrawals', () => {
    const file = new TargetFile({ path: 'x', length: 1, hashes: {} });
    const newer = { ...file.toJSON(), custom: { format: 99 } } as never;
    expect([isOfNewerFormat(WITHDRAWN_TARGET, newer), isOfNewerFormat('new.json', newer)]).toEqual([false, true]);
  });
});
