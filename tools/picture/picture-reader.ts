/** Reads pictures through the check page of the built extension, in Chromium without a network. */
import { existsSync } from 'node:fs';
import type { Page } from 'playwright-core';
import type { Verdict } from '../../utils/model/verdict.ts';
import { DEFAULT_BRAND } from '../brand/read-brand.ts';
import { ensureExtension } from '../setup/extension.ts';
import { launchChromium } from '../setup/launch-chromium.ts';

export interface PictureResult {
  text: string;
  /** Texts of QR codes. */
  codes: string[];
  /** Part of the text that was read well, 0 to 1. */
  confidence: number;
  verdict: Verdict;
}

export interface PictureReader {
  /** The result, or why the picture could not be read. */
  read(file: string): Promise<PictureResult | { error: string }>;
  /** The check page. */
  page: Page;
  /** Addresses outside the extension that were requested. */
  requests: readonly string[];
  close(): Promise<void>;
}

const READ_TIMEOUT_MS = 90_000;
/** All pictures were read, or one could not be, and the check is done. */
const DONE_SELECTOR =
  'body:not(:has(#picture-progress)):not(:has(#check:disabled)) :is(#read-pictures, #picture-fault)';

/** @param language BCP 47 tag, or null: found from each picture */
export async function openPictureReader(language: string | null): Promise<PictureReader> {
  const extension = await ensureExtension({
    brand: DEFAULT_BRAND,
    flavour: 'testing',
    browser: 'chrome',
    allPictureLanguages: true,
  });
  const browser = await launchChromium({ extension, headless: true });
  const requests: string[] = [];
  browser.context.on('request', (request) => {
    if (!/^(?:chrome-extension|blob|data|chrome):/u.test(request.url())) requests.push(request.url());
  });
  const page = await browser.context.newPage();
  await page.goto(`${browser.base}check.html${language === null ? '' : `?picture-language=${language}`}`);
  await page.waitForSelector('#picture-files', { state: 'attached' });
  return {
    page,
    requests,
    async read(file) {
      if (!existsSync(file)) return { error: 'There is no such file.' };
      try {
        return await readOnPage(page, file);
      } catch (error) {
        return { error: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) };
      }
    },
    close: () => browser.close(),
  };
}

async function readOnPage(page: Page, file: string): Promise<PictureResult | { error: string }> {
  // What is shown belongs to the picture before.
  await page.evaluate(
    `for (const id of ['read-pictures', 'picture-fault']) document.getElementById(id)?.removeAttribute('id')`,
  );
  await page.setInputFiles('#picture-files', file);
  await page.waitForSelector(DONE_SELECTOR, { state: 'attached', timeout: READ_TIMEOUT_MS });
  return page.evaluate(`(async () => {
    const fault = document.querySelector('#picture-fault');
    if (fault !== null) return { error: fault.textContent };
    const { quality, codes } = document.querySelector('#read-pictures').dataset;
    const text = document.querySelector('#message').value;
    const answer = await chrome.runtime.sendMessage({ name: 'check.text', data: { text, own: null } });
    if (!answer.ok) throw new Error(answer.error);
    return { text, codes: JSON.parse(codes), confidence: Number(quality), verdict: answer.value.verdict };
  })()`);
}
