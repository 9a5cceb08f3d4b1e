/** Starts a Chromium with the built extension and its own profile. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium, type BrowserContext, type Worker } from 'playwright-core';
import { findChromium } from './chromium.ts';

export interface LaunchedChromium {
  context: BrowserContext;
  /** `chrome-extension://<id>/` */
  base: string;
  /** The extension's service worker, started again if the browser put it to sleep. */
  worker(): Promise<Worker>;
  /** Closes the browser; a profile made here is deleted. */
  close(): Promise<void>;
}

export interface LaunchOptions {
  /** Folder of the built extension. */
  extension: string;
  headless: boolean;
  /** Profile to use and keep; default: a temporary one. */
  profile?: string;
  /** Switches on developer mode in a temporary profile. Without it Chromium disables an extension that is reloaded twice. */
  developerMode?: boolean;
  size?: { width: number; height: number };
  /** Device pixels in a CSS pixel. */
  scale?: number;
  darkMode?: boolean;
  locale?: string;
}

/** Keeps the browser itself from sending requests. */
const NO_BACKGROUND_TRAFFIC = [
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--disable-default-apps',
  '--disable-search-engine-choice-screen',
];

/** A start beside other work can take several times as long as one alone. */
const START_MS = 60_000;

/** Whether a window can be shown here. */
export function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY']) || Boolean(process.env['WAYLAND_DISPLAY']);
}

export async function launchChromium(options: LaunchOptions): Promise<LaunchedChromium> {
  const extension = resolve(options.extension);
  const profile = options.profile ?? (await mkdtemp(join(tmpdir(), 'joblantern-')));
  if (options.developerMode === true && options.profile === undefined) await enableDeveloperMode(profile);
  const size = options.size ?? { width: 1280, height: 900 };
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: await findChromium(),
    headless: options.headless,
    // Playwright switches off extensions and the back-forward cache; readers have both.
    ignoreDefaultArgs: ['--disable-extensions', '--disable-back-forward-cache'],
    viewport: size,
    deviceScaleFactor: options.scale ?? 1,
    colorScheme: options.darkMode === true ? 'dark' : 'light',
    // `locale` is the language of pages; Chromium on Linux reads its own from LANGUAGE.
    ...(options.locale === undefined
      ? {}
      : { locale: options.locale, env: { ...process.env, LANGUAGE: options.locale } }),
    args: [
      ...NO_BACKGROUND_TRAFFIC,
      ...(options.headless ? ['--headless=new', '--disable-gpu'] : []),
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...(options.locale === undefined ? [] : [`--lang=${options.locale}`]),
      `--disable-extensions-except=${extension}`,
      `--load-extension=${extension}`,
    ],
  });
  const worker = async (): Promise<Worker> =>
    context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker', { timeout: START_MS }));
  const base = new URL('/', (await worker()).url()).href;
  return {
    context,
    base,
    worker,
    async close() {
      await context.close();
      if (options.profile === undefined) await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Writes the preference before the profile is first used. */
async function enableDeveloperMode(profile: string): Promise<void> {
  await mkdir(join(profile, 'Default'), { recursive: true });
  const preferences = { extensions: { ui: { developer_mode: true } } };
  await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
}
