// @vitest-environment jsdom
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { KEYS_FILE, packedText, shownKeys } from '../../../tools/brand/pack-texts.ts';

/** The browser's policy, which each test resolves when it wants. */
const managed = vi.hoisted(() => ({ resolve: (_policy: unknown): void => undefined }));
/** Answers for the browser's storage of settings. */
const stored = vi.hoisted(() => ({ get: async (): Promise<object> => ({}) }));

vi.mock('webextension-polyfill', () => ({
  default: {
    i18n: { getUILanguage: () => 'en' },
    runtime: { getURL: (path: string) => path },
    storage: {
      local: { get: () => stored.get() },
      managed: { get: () => new Promise((resolve) => void (managed.resolve = resolve)) },
      onChanged: { addListener: () => undefined },
    },
  },
}));

/** The content of a file in the package. */
function readPackaged(path: string): string {
  if (path === KEYS_FILE) return JSON.stringify(shownKeys(false));
  const source = `public/${path}`;
  return packedText(path, source, false) ?? readFileSync(source, 'utf8');
}

describe('startPage', () => {
  beforeEach(() => {
    vi.resetModules();
    vi.useFakeTimers();
    vi.stubGlobal('fetch', async (path: string) => new Response(readPackaged(path)));
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
    stored.get = async () => ({});
  });

  it.each([
    ['is broken', () => Promise.reject(new Error('IO error: Corruption'))],
    ['never answers', () => new Promise<never>(() => undefined)],
  ])('starts in the language of the browser where the storage %s', async (_how, get) => {
    stored.get = get;
    const { startPage } = await import('../../../utils/pages/start-page.ts');
    const starting = startPage('help.title');
    await vi.advanceTimersByTimeAsync(2_100);
    expect((await starting).translator.t('help.title')).toBe('Get help');
  });

  it('starts within 50 ms with the brand of the package when the policy is late', async () => {
    const { startPage } = await import('../../../utils/pages/start-page.ts');
    const starting = startPage('help.title');
    await vi.advanceTimersByTimeAsync(50);
    expect(await starting).toMatchObject({ policy: { organisation: null }, brand: { name: 'JobLantern' } });
    expect(document.title).toMatch(/JobLantern$/u);
  });

  it('passes on the new context when a late policy arrives', async () => {
    const { startPage } = await import('../../../utils/pages/start-page.ts');
    const onChange = vi.fn();
    const starting = startPage('help.title', onChange);
    await vi.advanceTimersByTimeAsync(50);
    await starting;
    managed.resolve({ organisation: 'City Library', language: 'th' });
    await vi.waitFor(() => expect(onChange).toHaveBeenCalledOnce());
    expect(onChange.mock.calls[0]?.[0]).toMatchObject({ policy: { organisation: 'City Library' } });
    expect(document.documentElement.lang).toBe('th');
  });

  it('waits for a policy that is prompt', async () => {
    const { startPage } = await import('../../../utils/pages/start-page.ts');
    const starting = startPage('help.title');
    await vi.advanceTimersByTimeAsync(10);
    managed.resolve({ organisation: 'City Library' });
    expect((await starting).policy.organisation).toBe('City Library');
  });
});
