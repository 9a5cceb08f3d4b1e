/** tuf-js, the reference client in JavaScript, reads what the publisher's tool makes, and follows it through a root rotation. */
import { mkdtemp, readFile, rm, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Updater } from 'tuf-js';
import { expect, it, onTestFinished } from 'vitest';
import { channelPaths } from '../../hub/channel/channel-folder.ts';
import { initChannel } from '../../hub/channel/key-files/init-channel.ts';
import { addIndicators } from '../../hub/channel/list/add-indicators.ts';
import { signChannel } from '../../hub/channel/signing/sign-channel.ts';
import { withdrawIndicators } from '../../hub/channel/signing/withdraw-indicators.ts';
import { renewRoot } from '../../hub/channel/key-files/renew-root.ts';
import { serveChannel } from '../../hub/channel/host/serve-channel.ts';
import { HASHES_TARGET, LISTINGS_TARGET, WITHDRAWN_TARGET } from '../../utils/indicators/indicator-list.ts';

it('tuf-js reads our channel, its delegated withdrawals and its next root', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'joblantern-tuf-js-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const dir = join(folder, 'channel');
  const now = Date.now();
  await initChannel({ dir, publisher: 'Example NGO', now });
  const csv = 'kind,value,category,evidence\ntelegram,gold_hr88,trafficking,E-1\n';
  await addIndicators({ dir, csv, now });
  await signChannel({ dir, now });
  const serving = await serveChannel({ dir });
  onTestFinished(serving.close);

  const metadataDir = join(folder, 'metadata');
  const targetDir = join(folder, 'targets');
  await mkdir(metadataDir);
  await mkdir(targetDir);
  await writeFile(join(metadataDir, 'root.json'), await readFile(join(channelPaths(dir).public, '1.root.json')));
  const read = async (name: string): Promise<string | undefined> => {
    const updater = new Updater({
      metadataDir,
      metadataBaseUrl: serving.url.replace(/\/$/u, ''),
      targetDir,
      targetBaseUrl: `${serving.url}targets`,
    });
    await updater.refresh();
    const info = await updater.getTargetInfo(name);
    return info === undefined ? undefined : readFile(await updater.downloadTarget(info), 'utf8');
  };

  expect(await read(HASHES_TARGET)).toMatch(/^JLH1/u);
  expect(await read(LISTINGS_TARGET)).toContain('E-1');
  expect(JSON.parse((await read(WITHDRAWN_TARGET)) ?? '')).toEqual({ format: 1, withdrawn: [] });
  expect(await read('no-such-file')).toBeUndefined();

  await renewRoot({ dir, replace: ['root', 'targets', 'online'], now });
  await signChannel({ dir, now });
  await withdrawIndicators({ dir, indicators: [{ kind: 'telegram', value: 'gold_hr88' }], as: 'removed', now });
  expect(JSON.parse((await read(WITHDRAWN_TARGET)) ?? '')).toMatchObject({ withdrawn: [{ as: 'removed' }] });
});
