/**
 * An organisation rolls JobLantern out by the browser's own policy, without a build of its own. The policy sets its
 * name, its language, and its publisher with the root that names who can read reports. The files lie where the browser
 * looks for them, so this needs a machine where they may be written. They are taken away again.
 */
import { accessSync, constants, existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Decrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { channelPaths } from '../../hub/channel/channel-folder.ts';
import { initChannel } from '../../hub/channel/key-files/init-channel.ts';
import { addIndicators } from '../../hub/channel/list/add-indicators.ts';
import { signChannel } from '../../hub/channel/signing/sign-channel.ts';
import type { ChannelStatus } from '../../utils/contracts/channel-status.ts';
import type { SealResult } from '../../utils/contracts/report-result.ts';
import { startChromium } from './harness/chromium.ts';
import { until, type Driver } from './harness/driver.ts';
import { startFirefox } from './harness/firefox.ts';
import { laneFolder } from './harness/lane.ts';
import { CHANNEL_PORT, PUBLISHER, reportIdentity, STORIES } from './harness/publisher.ts';
import { storyExtension } from './harness/story-builds.ts';
import { startWebHost, type WebHost } from './harness/web-host.ts';
import { BROWSERS, type BrowserName } from './harness/story.ts';

/** The package has an address of its own, so that the policy changes no other story. */
const ID = 'policied@joblantern.example';
/** The publisher whom the policy sets; the package has another one. */
const POLICY_PUBLISHER = 'City Shelter';
const FILES: Readonly<Record<BrowserName, string>> = {
  chromium: '/etc/chromium/policies/managed/joblantern-story.json',
  firefox: '/etc/firefox/policies/policies.json',
};

function mayWrite(): boolean {
  try {
    accessSync('/etc', constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

const REPORT = {
  version: 1,
  id: 'c'.repeat(32),
  createdOn: '2026-11-25',
  locale: 'en',
  appVersion: '0.1.0',
  kind: 'suspicious-post',
  categories: ['traps-people'],
  words: 'Sealed under the policy.',
  reach: '',
  verdict: null,
};

/** Folder of a copy of the stories' package. Chromium takes the address from the folder, Firefox from the manifest. */
async function copyPackage(browser: BrowserName): Promise<string> {
  const built = await storyExtension({ flavour: 'testing', browser: browser === 'chromium' ? 'chrome' : 'firefox' });
  const copy = laneFolder(`policied-${browser}`);
  await rm(copy, { recursive: true, force: true });
  await cp(built, copy, { recursive: true });
  if (browser === 'firefox') {
    const path = join(copy, 'manifest.json');
    const manifest = JSON.parse(await readFile(path, 'utf8')) as {
      browser_specific_settings: { gecko: { id: string } };
    };
    manifest.browser_specific_settings.gecko.id = ID;
    await writeFile(path, JSON.stringify(manifest));
  }
  return copy;
}

/** A signed list of one account. @param recipient who can open reports */
async function createPolicyPublisher(dir: string, recipient: string): Promise<void> {
  const now = Date.now();
  await rm(dir, { recursive: true, force: true });
  await initChannel({ dir, publisher: POLICY_PUBLISHER, recipients: [recipient], now });
  const csv = 'kind,value,category,evidence\ntelegram,harbourstaff_desk,trafficking,case 7\n';
  await addIndicators({ dir, csv, now });
  await signChannel({ dir, now });
}

async function openReport(file: string, identity: string): Promise<string> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return decrypter.decrypt(Buffer.from(file, 'base64'), 'text');
}

describe.runIf(mayWrite()).each(BROWSERS)('policy of an organisation in %s', (browser) => {
  let host: WebHost;
  let driver: Driver;
  let kept: string | null = null;
  let extension: string;
  let identity: string;
  let packageFingerprint: string | null;
  const file = FILES[browser];
  const dir = join(STORIES, `policy-${browser}`);

  async function start(): Promise<void> {
    driver = await (browser === 'chromium' ? startChromium : startFirefox)({ extension, id: ID });
  }
  const ask = <T>(name: string, data: unknown = null): Promise<T> =>
    driver.inExtension(`
      const answer = await browser.runtime.sendMessage(${JSON.stringify({ name, data })});
      if (!answer.ok) throw new Error(answer.error);
      return answer.value;`);

  async function setPolicy(id: string): Promise<void> {
    const policy = {
      organisation: 'City Library',
      language: 'th',
      hide: ['data'],
      consentGiven: true,
      publisher: {
        name: POLICY_PUBLISHER,
        channel: `http://127.0.0.1:${CHANNEL_PORT}/`,
        root: await readFile(join(channelPaths(dir).public, '1.root.json'), 'utf8'),
      },
    };
    await mkdir(dirname(file), { recursive: true });
    if (browser === 'chromium') await writeFile(file, JSON.stringify({ '3rdparty': { extensions: { [id]: policy } } }));
    else await writeFile(file, JSON.stringify({ policies: { '3rdparty': { Extensions: { [id]: policy } } } }));
  }

  beforeAll(async () => {
    extension = await copyPackage(browser);
    identity = await generateX25519Identity();
    await createPolicyPublisher(dir, await identityToRecipient(identity));
    kept = existsSync(file) ? await readFile(file, 'utf8') : null;
    host = await startWebHost();
  }, 240_000);
  afterAll(async () => {
    await driver.close();
    await host.stop();
    if (kept === null) await rm(file, { force: true });
    else await writeFile(file, kept);
  });

  test('uses the package’s publisher and opens the welcome page without a policy', async () => {
    await start();
    await driver.waitForTab('welcome.html');
    const state = await ask<ChannelStatus>('channel.status');
    expect(state.publisher).toBe(PUBLISHER);
    packageFingerprint = state.fingerprint;
    const id = await driver.inExtension<string>('return browser.runtime.id;');
    await driver.close();
    await setPolicy(id);
    host.serve(channelPaths(dir).public);
    await start();
  }, 120_000);

  test('uses the organisation’s publisher and root from the first sync on', async () => {
    const state = await until('the list of the policy’s publisher', async () => {
      const synced = await ask<ChannelStatus>('channels.sync');
      return synced.entries === 1 ? synced : null;
    });
    expect(state).toMatchObject({ publisher: POLICY_PUBLISHER, problem: null });
    expect(state.fingerprint).toMatch(/^[0-9a-f]{64}$/u);
    expect(state.fingerprint).not.toBe(packageFingerprint);
  });

  test('opens no welcome page when the policy says that consent was given', async () => {
    expect((await driver.urls()).filter((url) => url.includes('welcome.html'))).toEqual([]);
  });

  test('shows the organisation’s name and language and hides what the policy hides', async () => {
    const options = await driver.openExtension('options.html');
    await options.waitFor('#list .fingerprint');
    expect(await options.text()).toContain('City Library');
    expect(await options.evaluate(`return document.documentElement.lang;`)).toBe('th');
    expect(await options.evaluate(`return document.querySelector('#data') === null;`)).toBe(true);
    expect(await options.evaluate(`return document.querySelector('#sites') !== null;`)).toBe(true);
    expect(await options.evaluate(`return document.querySelector('#policy-faults') === null;`)).toBe(true);
    await options.close();
  });

  test('seals reports for the recipients of its root alone', async () => {
    const post = { url: '', site: 'x', kind: 'message', text: 'Work in Poipet' };
    const sealed = await ask<SealResult>('report.seal', { document: { ...REPORT, post } });
    if ('problem' in sealed) throw new Error(sealed.problem);
    const opened = await openReport(sealed.file, identity);
    expect(opened).toContain('Sealed under the policy.');
    await expect(openReport(sealed.file, await reportIdentity())).rejects.toThrow();
  });
});
