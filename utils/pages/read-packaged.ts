/** Reads a file of the package; null when it is missing or damaged. */
import browser from 'webextension-polyfill';

/** @param parse throws when the content is not of its form */
export async function readPackaged<T>(path: string, parse: (json: unknown) => T): Promise<T | null> {
  try {
    const response = await fetch(browser.runtime.getURL(path));
    return parse(await response.json());
  } catch {
    return null;
  }
}
