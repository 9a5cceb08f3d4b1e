import { describe, expect, it, vi } from 'vitest';
import { hasDataConsent, type ConsentBrowser } from '../../../utils/background/has-data-consent.ts';

const browserOf = (runtime: object, isAllowed: boolean) => {
  const contains = vi.fn(async () => isAllowed);
  return { browser: { runtime, permissions: { contains } } as unknown as ConsentBrowser, contains };
};

describe('hasDataConsent', () => {
  it.each([true, false])('is what Firefox says now: %s', async (isAllowed) => {
    const { browser, contains } = browserOf({ getBrowserInfo: () => null }, isAllowed);
    expect(await hasDataConsent(browser, ['websiteContent'])).toBe(isAllowed);
    expect(contains).toHaveBeenCalledWith({ data_collection: ['websiteContent'] });
  });

  it('is given in Chromium, which asks no such question', async () => {
    const { browser, contains } = browserOf({}, false);
    expect(await hasDataConsent(browser, ['websiteContent'])).toBe(true);
    expect(contains).not.toHaveBeenCalled();
  });
});
