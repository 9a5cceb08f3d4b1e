/** The publisher of the stories: a channel with real keys, made once and copied for each story. */
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { initChannel } from '../../../hub/channel/key-files/init-channel.ts';
import { addIndicators } from '../../../hub/channel/list/add-indicators.ts';
import { removeIndicators } from '../../../hub/channel/list/remove-indicators.ts';
import type { ReleaseSummary } from '../../../hub/channel/signing/publish-release.ts';
import { signChannel } from '../../../hub/channel/signing/sign-channel.ts';
import { channelPaths } from '../../../hub/channel/channel-folder.ts';
import type { Indicator } from '../../../utils/model/indicator.ts';
import { laneFolder, portInLane } from './lane.ts';

/** Ports of lane 1, which stand in the brand. */
export const FIRST_CHANNEL_PORT = 18_461;
export const FIRST_RELAY_PORT = 18_462;
export const CHANNEL_PORT = portInLane(FIRST_CHANNEL_PORT);
export const RELAY_PORT = portInLane(FIRST_RELAY_PORT);
/** Folder of the publishers of this lane's stories. */
export const STORIES = laneFolder('stories');
export const PUBLISHER = 'Example Shelter';
export const BRAND = '.test/brand';
export const BRAND_ID = 'story';

const BASE = '.test/channel-base';
const IDENTITY = '.test/age-identity.txt';
const DAY = 86_400_000;
/** Its package reads pictures in English only, so that a story can download Thai. */
const BRAND_TEXT = [
  `id: ${BRAND_ID}`,
  'name: JobLantern',
  `publisher: ${PUBLISHER}`,
  `channel: http://127.0.0.1:${FIRST_CHANNEL_PORT}/`,
  `relay: http://127.0.0.1:${FIRST_RELAY_PORT}/`,
  'mail: reports@shelter.example',
  'dispute: https://shelter.example/dispute',
  'pictures: [en]',
  'demo: true',
  '',
].join('\n');

/** Makes keys, root and brand, unless they exist and are younger than a week. */
export async function preparePublisher(): Promise<void> {
  const made = join(BRAND, 'brand.yaml');
  const isYoung = existsSync(made) && Date.now() - (await stat(made)).mtimeMs < 7 * DAY;
  if (isYoung && (await readFile(made, 'utf8')) === BRAND_TEXT) return;
  await rm(BASE, { recursive: true, force: true });
  await mkdir(BRAND, { recursive: true });
  const identity = await generateX25519Identity();
  await writeFile(IDENTITY, `${identity}\n`);
  const recipient = await identityToRecipient(identity);
  await initChannel({ dir: BASE, publisher: PUBLISHER, recipients: [recipient], now: Date.now() - DAY });
  await cp(join(channelPaths(BASE).public, '1.root.json'), join(BRAND, 'root.json'));
  await writeFile(made, BRAND_TEXT);
}

/** The age identity that opens the stories' reports. */
export async function reportIdentity(): Promise<string> {
  return (await readFile(IDENTITY, 'utf8')).trim();
}

export interface Publisher {
  /** Folder with what a web host serves. */
  readonly folder: string;
  list(indicator: Indicator, expiresOn?: string): Promise<void>;
  unlist(indicator: Indicator): Promise<void>;
  /** Signs and publishes the present list. */
  sign(options?: {
    now?: number;
    /** Folder of compiled knowledge; the package's own by default. */
    knowledge?: string;
    days?: Partial<Record<'timestamp' | 'snapshot' | 'targets' | 'withdrawals', number>>;
  }): Promise<ReleaseSummary>;
}

/** A publisher with an empty signed list, in a folder of its own. */
export async function createPublisher(name: string): Promise<Publisher> {
  const dir = join(STORIES, name);
  await rm(dir, { recursive: true, force: true });
  await cp(BASE, dir, { recursive: true });
  const publisher: Publisher = {
    folder: channelPaths(dir).public,
    async list({ kind, value }, expiresOn = '') {
      const csv = `kind,value,category,evidence,expires_on\n${kind},${value},trafficking,case 7,${expiresOn}\n`;
      await addIndicators({ dir, csv, now: Date.now() });
    },
    async unlist({ kind, value }) {
      await removeIndicators(dir, `kind,value\n${kind},${value}\n`);
    },
    sign: (options = {}) => signChannel({ dir, knowledge: 'public/knowledge', now: Date.now(), ...options }),
  };
  await publisher.sign();
  return publisher;
}
