import { describe, expect, it, vi } from 'vitest';
import { createInjection } from '../../../utils/background/injection.ts';
import { EMPTY_READER_DATA } from '../../../utils/report/reader-data.ts';

type Browser = Parameters<typeof createInjection>[0];

function browserWith({
  origins = [],
  builtIn = ['https://board.example/*'],
  registered = [],
  result,
}: {
  origins?: string[];
  builtIn?: string[];
  registered?: object[];
  result?: unknown;
} = {}) {
  const scripting = {
    executeScript: vi.fn(async (_injection: unknown): Promise<unknown[]> => await Promise.resolve([{ result }])),
    getRegisteredContentScripts: vi.fn(async () => registered),
    unregisterContentScripts: vi.fn(async () => undefined),
    registerContentScripts: vi.fn(async (_scripts: object[]) => undefined),
    updateContentScripts: vi.fn(async (_scripts: object[]) => undefined),
  };
  const browser = {
    scripting,
    permissions: { getAll: async () => ({ origins }) },
    runtime: { getManifest: () => ({ content_scripts: [{ matches: builtIn }] }) },
  } as unknown as Browser;
  return { scripting, injection: createInjection(browser) };
}

describe('createInjection', () => {
  it('puts each script into the frame that needs it, at once', async () => {
    const { scripting, injection } = browserWith();
    await injection.injectOverlay(7, 1);
    await injection.injectPageController(7, 2, false);
    await injection.injectPageController(7, 3, true);
    await injection.injectFinder(7, 4);
    await injection.injectPageTest(7);
    const script = (name: string): string => `content-scripts/${name}.js`;
    const frame = (frameId: number) => ({ tabId: 7, frameIds: [frameId] });
    const injectImmediately = true;
    expect(scripting.executeScript.mock.calls.map(([call]) => call)).toEqual([
      { target: frame(1), files: [script('warn')], injectImmediately },
      { target: frame(2), files: [script('read')], injectImmediately },
      { target: frame(3), files: [script('find'), script('read')], injectImmediately },
      { target: frame(4), files: [script('find')], injectImmediately },
      { target: { tabId: 7, allFrames: true }, files: [script('scan')], injectImmediately },
    ]);
  });

  it('reads the reader’s own data, and none where the page is closed or answers nothing', async () => {
    const data = { ...EMPTY_READER_DATA, names: ['Nadia'] };
    const { scripting, injection } = browserWith({ result: data });
    expect(await injection.readReaderData(7, 1)).toEqual(data);
    expect(scripting.executeScript).toHaveBeenCalledWith({
      target: { tabId: 7, frameIds: [1] },
      files: ['content-scripts/self.js'],
      injectImmediately: true,
    });
    expect(await browserWith().injection.readReaderData(7, 1)).toEqual(EMPTY_READER_DATA);
    scripting.executeScript.mockResolvedValueOnce([]);
    expect(await injection.readReaderData(7, 1)).toEqual(EMPTY_READER_DATA);
    scripting.executeScript.mockRejectedValueOnce(new Error('no access'));
    expect(await injection.readReaderData(7, 1)).toEqual(EMPTY_READER_DATA);
  });

  it('reads the structure of the page itself, and says when it cannot', async () => {
    const { scripting, injection } = browserWith({ result: { site: 'x', outline: 'main' } });
    expect(await injection.readOutline(7)).toEqual({ site: 'x', outline: 'main' });
    expect(scripting.executeScript).toHaveBeenCalledWith({
      target: { tabId: 7 },
      files: ['content-scripts/outline.js'],
      injectImmediately: true,
    });
    scripting.executeScript.mockRejectedValueOnce(new Error('no access'));
    await expect(injection.readOutline(7)).rejects.toThrow('no access');
  });
});

describe('registerGrantedHosts', () => {
  const granted = 'https://granted.example/*';
  const script = {
    id: 'scan-granted',
    matches: [granted],
    js: ['content-scripts/scan.js'],
    runAt: 'document_start',
    allFrames: true,
    persistAcrossSessions: true,
  };

  it('registers the page test for hosts that the manifest does not name', async () => {
    const { scripting, injection } = browserWith({ origins: ['https://board.example/*', granted] });
    await injection.registerGrantedHosts();
    expect(scripting.registerContentScripts.mock.calls).toEqual([[[{ ...script, matchOriginAsFallback: true }]]]);
    expect(scripting.unregisterContentScripts).not.toHaveBeenCalled();
  });

  it('changes in one step what was registered: a worker may end between two', async () => {
    const { scripting, injection } = browserWith({ origins: [granted], registered: [{}] });
    await injection.registerGrantedHosts();
    expect(scripting.updateContentScripts.mock.calls).toEqual([[[{ ...script, matchOriginAsFallback: true }]]]);
    expect(scripting.unregisterContentScripts).not.toHaveBeenCalled();
    expect(scripting.registerContentScripts).not.toHaveBeenCalled();
  });

  it('keeps every host when the reader grants two at once', async () => {
    const origins = [granted];
    const { scripting, injection } = browserWith({ origins });
    const second = 'https://second.example/*';
    let stored: { matches: string[] }[] = [];
    // As browsers do: a second script of the same id is refused.
    scripting.getRegisteredContentScripts.mockImplementation(async () => stored);
    scripting.registerContentScripts.mockImplementation(async (scripts) => {
      if (stored.length > 0) throw new Error('Duplicate script ID');
      stored = scripts as typeof stored;
    });
    scripting.updateContentScripts.mockImplementation(async (scripts) => void (stored = scripts as typeof stored));
    const first = injection.registerGrantedHosts();
    origins.push(second);
    await Promise.all([first, injection.registerGrantedHosts()]);
    expect(stored[0]!.matches).toEqual([granted, second]);
  });

  it('removes what was registered when no host is left', async () => {
    const { scripting, injection } = browserWith({ registered: [{}] });
    await injection.registerGrantedHosts();
    expect(scripting.getRegisteredContentScripts).toHaveBeenCalledWith({ ids: ['scan-granted'] });
    expect(scripting.unregisterContentScripts).toHaveBeenCalledWith({ ids: ['scan-granted'] });
    expect(scripting.registerContentScripts).not.toHaveBeenCalled();
  });

  it('registers nothing where the manifest reads every page', async () => {
    const { scripting, injection } = browserWith({ origins: [granted], builtIn: ['<all_urls>'] });
    await injection.registerGrantedHosts();
    expect(scripting.registerContentScripts).not.toHaveBeenCalled();
  });

  it('goes without the fallback where the browser does not know it', async () => {
    const { scripting, injection } = browserWith({ origins: [granted] });
    scripting.registerContentScripts.mockRejectedValueOnce(new TypeError('unexpected property'));
    await injection.registerGrantedHosts();
    expect(scripting.registerContentScripts.mock.lastCall).toEqual([[script]]);
  });
});
