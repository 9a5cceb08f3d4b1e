/** The demo's NGO: keys, brand and list under `.demo`, made once and kept for the next run. */
import { existsSync } from 'node:fs';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { initChannel } from '../../hub/channel/key-files/init-channel.ts';
import { channelPaths } from '../../hub/channel/channel-folder.ts';
import { addIndicators } from '../../hub/channel/list/add-indicators.ts';
import { removeIndicators } from '../../hub/channel/list/remove-indicators.ts';
import type { ReleaseSummary } from '../../hub/channel/signing/publish-release.ts';
import { signChannel } from '../../hub/channel/signing/sign-channel.ts';
import { generateIdentity } from '../../hub/relay/generate-identity.ts';
import type { Indicator } from '../../utils/model/indicator.ts';
import { LISTED, LISTED_LATER } from './posts.ts';

export const DEMO = '.demo';
export const DEMO_BRAND = join(DEMO, 'brand');
export const DEMO_PUBLISHER = 'Demo Shelter';
/** Fixed, because the built extension names them; loopback only. */
export const PORTS = { board: 8470, channel: 8471, relay: 8472 } as const;

export const DEMO_CHANNEL = join(DEMO, 'channel');
export const DEMO_IDENTITY = join(DEMO, 'report-key.txt');
const KNOWLEDGE = 'public/knowledge';

/** Keys and brand, unless they are there; true when they were made. */
export async function prepareDemo(): Promise<boolean> {
  const made = join(DEMO_BRAND, 'brand.yaml');
  if (existsSync(made)) return false;
  await rm(DEMO, { recursive: true, force: true });
  await mkdir(DEMO_BRAND, { recursive: true });
  const recipient = await generateIdentity(DEMO_IDENTITY);
  await initChannel({ dir: DEMO_CHANNEL, publisher: DEMO_PUBLISHER, recipients: [recipient], now: Date.now() });
  await cp(join(channelPaths(DEMO_CHANNEL).public, '1.root.json'), join(DEMO_BRAND, 'root.json'));
  const brand = [
    'id: demo',
    'name: JobLantern demo',
    `publisher: ${DEMO_PUBLISHER}`,
    `channel: http://127.0.0.1:${PORTS.channel}/`,
    `relay: http://127.0.0.1:${PORTS.relay}/`,
    'mail: null',
    'dispute: null',
    'demo: true',
  ];
  await writeFile(made, `${brand.join('\n')}\n`);
  return true;
}

const row = ({ kind, value }: Indicator): string =>
  `kind,value,category,evidence\n${kind},${value},trafficking,demo case\n`;

/** The list as it is when the demo opens: one recruiter. */
export async function publishFirst(): Promise<ReleaseSummary> {
  await removeIndicators(DEMO_CHANNEL, row(LISTED_LATER)).catch(() => 0); // not listed on a first run
  await addIndicators({ dir: DEMO_CHANNEL, csv: row(LISTED), now: Date.now() });
  return signChannel({ dir: DEMO_CHANNEL, knowledge: KNOWLEDGE, now: Date.now() });
}

/** One recruiter more. */
export async function publishLater(): Promise<ReleaseSummary> {
  await addIndicators({ dir: DEMO_CHANNEL, csv: row(LISTED_LATER), now: Date.now() });
  return signChannel({ dir: DEMO_CHANNEL, knowledge: KNOWLEDGE, now: Date.now() });
}
