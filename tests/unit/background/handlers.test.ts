/** The handlers of messages about reports, channels and settings: which part of the worker answers, and with what. */
import { describe, expect, it, vi } from 'vitest';
import { createReportHandlers, type ReportHandlerDeps } from '../../../utils/background/report-handlers.ts';
import { createSettingsHandlers, type SettingsHandlerDeps } from '../../../utils/background/settings-handlers.ts';
import type { Sender } from '../../../utils/messaging/router.ts';

const popup: Sender = { id: 'self', url: 'chrome-extension://self/popup.html' };
const PRIVATE_TAB = 4;
const privatePage: Sender = { ...popup, tab: { id: PRIVATE_TAB, incognito: true } };
const frame: Sender = {
  id: 'self',
  url: 'https://board.example/jobs',
  frameId: 3,
  tab: { id: 7, incognito: false, url: 'https://board.example/jobs' },
};
const privateFrame: Sender = { ...frame, tab: { id: 7, incognito: true, url: 'https://board.example/jobs' } };
const any = (value: object = {}): never => value as never;

function reportHandlers(isPrivate = false) {
  const reports = {
    open: vi.fn(async () => undefined),
    openLayout: vi.fn(async () => undefined),
    send: vi.fn(async (_request: unknown) => 'sent'),
    seal: vi.fn(async () => 'sealed'),
    checkCode: vi.fn(async () => 'outcome'),
    list: vi.fn(async () => ['waiting']),
    flush: vi.fn(async () => ['flushed']),
    file: vi.fn(async () => 'sealed'),
    erase: vi.fn(async () => undefined),
  };
  const feedback = {
    isEnabled: vi.fn(async () => true),
    preview: vi.fn(async () => ({ text: 'as it is sent' })),
    send: vi.fn(async () => 'answered'),
  };
  const drafts = { get: vi.fn(async () => 'draft') };
  const deps = { reports, feedback, drafts, isPrivateTab: vi.fn(async () => isPrivate) };
  return { ...deps, handlers: createReportHandlers(deps as unknown as ReportHandlerDeps) };
}

describe('createReportHandlers', () => {
  it('opens a report from the popup for the tab that it names, private where that tab is', async () => {
    for (const isPrivate of [false, true]) {
      const { handlers, reports, isPrivateTab } = reportHandlers(isPrivate);
      expect(await handlers['report.open'](any({ tabId: 7, wrong: true }), popup)).toBeNull();
      expect(isPrivateTab).toHaveBeenCalledWith(7);
      expect(reports.open).toHaveBeenCalledWith({ wrong: true }, { tabId: 7, frameId: 0, isPrivate });
    }
    const { handlers, reports } = reportHandlers();
    await handlers['report.open'](any({ wrong: false }), popup);
    expect(reports.open).toHaveBeenCalledWith({ wrong: false }, { tabId: null, frameId: 0, isPrivate: false });
  });

  it('treats a report from a page in a private window, or opened from one, as private', async () => {
    for (const [request, sender] of [
      [{ wrong: false }, privatePage],
      [{ wrong: false, private: true }, popup],
    ] as const) {
      const { handlers, reports, feedback } = reportHandlers();
      await handlers['report.open'](any(request), sender);
      expect(reports.open).toHaveBeenCalledWith({ wrong: false }, { tabId: null, frameId: 0, isPrivate: true });
      await handlers['feedback.send'](any(request), sender);
      expect(feedback.send).toHaveBeenCalledWith({ wrong: false }, { tabId: null, frameId: 0, isPrivate: true });
    }
    const { handlers, reports } = reportHandlers();
    for (const [request, sender] of [
      [{ private: false }, privatePage],
      [{ private: true }, popup],
      [{ private: false }, popup],
    ] as const)
      await handlers['report.send'](any(request), sender);
    expect(reports.send.mock.calls).toEqual([[{ private: true }], [{ private: true }], [{ private: false }]]);
  });

  it('opens a report from a page for the frame that the browser names, whatever the message says', async () => {
    for (const [sender, isPrivate] of [
      [frame, false],
      [privateFrame, true],
    ] as const) {
      const { handlers, reports } = reportHandlers();
      await handlers['report.open'](any({ tabId: 99, wrong: true }), sender);
      const place = { tabId: 7, frameId: 3, host: 'board.example', isPrivate };
      expect(reports.open).toHaveBeenCalledWith({ wrong: true }, place);
    }
  });

  it('reports a layout as private where its tab is', async () => {
    const { handlers, reports } = reportHandlers(true);
    expect(await handlers['layout.report'](any({ tabId: 7 }), popup)).toBeNull();
    expect(reports.openLayout).toHaveBeenCalledWith(7, true);
  });

  it('sends feedback from a page of the extension without a tab, and from a post with its frame', async () => {
    const { handlers, feedback } = reportHandlers();
    expect(await handlers['feedback.get'](null, popup)).toEqual({ asks: true });
    expect(await handlers['feedback.send'](any(), privatePage)).toBe('answered');
    await handlers['feedback.send'](any(), privateFrame);
    expect(await handlers['feedback.preview'](any(), privateFrame)).toEqual({ text: 'as it is sent' });
    expect(feedback.preview).toHaveBeenCalledWith({}, expect.objectContaining({ tabId: 7, frameId: 3 }));
    expect(feedback.send.mock.calls).toEqual([
      [{}, { tabId: null, frameId: 0, isPrivate: true }],
      [{}, { tabId: 7, frameId: 3, host: 'board.example', isPrivate: true }],
    ]);
  });

  it('answers the form and the outbox by the part that keeps them', async () => {
    const { handlers, reports, drafts } = reportHandlers();
    expect(await handlers['draft.get'](any({ nonce: 'n' }), popup)).toBe('draft');
    expect(drafts.get).toHaveBeenCalledWith('n');
    expect(await handlers['report.send'](any({ receipt: true, private: false }), popup)).toBe('sent');
    expect(reports.send).toHaveBeenCalledWith({ receipt: true, private: false });
    expect(await handlers['report.seal'](any({ document: 'd' }), popup)).toBe('sealed');
    expect(reports.seal).toHaveBeenCalledWith('d');
    expect(await handlers['report.code'](any({ secret: 's', withdraw: true }), popup)).toBe('outcome');
    expect(reports.checkCode).toHaveBeenCalledWith('s', true);
    expect(await handlers['outbox.list'](null, popup)).toEqual({ items: ['waiting'] });
    expect(await handlers['outbox.flush'](null, popup)).toEqual({ items: ['flushed'] });
    expect(reports.flush).toHaveBeenCalledWith(true);
    expect(await handlers['outbox.file'](any({ key: 'k' }), popup)).toEqual({ file: 'sealed' });
    expect(await handlers['outbox.erase'](any({ key: 'k' }), popup)).toBeNull();
    expect(reports.erase).toHaveBeenCalledWith('k');
  });
});

const REVOKED_TAB = 11;

describe('createSettingsHandlers', () => {
  function settingsHandlers() {
    const deps = {
      channels: { status: vi.fn(async () => 'status'), sync: vi.fn(async () => 'synced') },
      subscriptions: {
        list: vi.fn(async () => ['channel']),
        preview: vi.fn(async () => 'preview'),
        add: vi.fn(async () => 'added'),
        remove: vi.fn(async () => undefined),
      },
      settings: { get: vi.fn(async () => 'settings'), set: vi.fn(async () => 'changed') },
      ownData: { export: vi.fn(async () => 'data'), erase: vi.fn(async () => undefined) },
      seenPosts: { clear: vi.fn(async () => undefined) },
      pauses: { isPaused: vi.fn(async () => true), set: vi.fn(async () => undefined) },
      revoked: { has: vi.fn(async (tabId: number) => tabId === REVOKED_TAB) },
      isPrivateTab: vi.fn(async (tabId: number | null) => tabId === PRIVATE_TAB),
      sendPaused: vi.fn(async () => undefined),
    };
    return { ...deps, handlers: createSettingsHandlers(deps as unknown as SettingsHandlerDeps) };
  }

  it('answers for channels and subscriptions', async () => {
    const { handlers, subscriptions } = settingsHandlers();
    expect(await handlers['channel.status'](null, popup)).toBe('status');
    expect(await handlers['channels.sync'](null, popup)).toBe('synced');
    expect(await handlers['channels.list'](null, popup)).toEqual({ channels: ['channel'] });
    expect(await handlers['channels.preview'](any({ text: 't' }), popup)).toBe('preview');
    expect(subscriptions.preview).toHaveBeenCalledWith('t');
    expect(await handlers['channels.add'](any({ text: 't', fingerprint: 'f' }), popup)).toBe('added');
    expect(subscriptions.add).toHaveBeenCalledWith('t', 'f');
    expect(await handlers['channels.remove'](any({ id: 'i' }), popup)).toEqual({ channels: ['channel'] });
    expect(subscriptions.remove).toHaveBeenCalledWith('i');
  });

  it('answers for settings and own data', async () => {
    const { handlers, settings, seenPosts, ownData } = settingsHandlers();
    expect(await handlers['settings.get'](null, popup)).toBe('settings');
    expect(await handlers['settings.set'](any({ language: 'th' }), popup)).toBe('changed');
    expect(settings.set).toHaveBeenCalledWith({ language: 'th' });
    expect(seenPosts.clear).not.toHaveBeenCalled();
    await handlers['settings.set'](any({ remembersPosts: true }), popup);
    expect(seenPosts.clear).not.toHaveBeenCalled();
    await handlers['settings.set'](any({ remembersPosts: false }), popup);
    expect(seenPosts.clear).toHaveBeenCalledOnce();
    seenPosts.clear.mockClear();
    expect(await handlers['seen.clear'](null, popup)).toBeNull();
    expect(seenPosts.clear).toHaveBeenCalledOnce();
    expect(await handlers['data.export'](null, popup)).toBe('data');
    expect(await handlers['data.erase'](null, popup)).toBeNull();
    expect(ownData.erase).toHaveBeenCalledOnce();
  });

  it('pauses a host, in a private window for that window only, and tells its tabs', async () => {
    const { handlers, pauses, sendPaused } = settingsHandlers();
    expect(await handlers['pause.get'](any({ host: 'board.example' }), privatePage)).toEqual({
      paused: true,
      revoked: false,
    });
    expect(pauses.isPaused).toHaveBeenCalledWith('board.example', true);
    expect(await handlers['pause.set'](any({ host: 'board.example', paused: false }), popup)).toBeNull();
    expect(pauses.set).toHaveBeenCalledWith('board.example', false, false);
    expect(sendPaused).toHaveBeenCalledWith('board.example', false, false);
  });

  it('tells the popup of a tab to whose page the reader took back access', async () => {
    const { handlers } = settingsHandlers();
    const revokedIn = async (tabId: number): Promise<boolean> =>
      (await handlers['pause.get'](any({ host: 'board.example', tabId }), popup)).revoked;
    expect([await revokedIn(REVOKED_TAB), await revokedIn(7)]).toEqual([true, false]);
  });

  it('pauses for private windows only where the popup names a tab in one', async () => {
    for (const [tabId, isPrivate] of [
      [PRIVATE_TAB, true],
      [7, false],
    ] as const) {
      const { handlers, pauses, sendPaused } = settingsHandlers();
      await handlers['pause.get'](any({ host: 'board.example', tabId }), popup);
      expect(pauses.isPaused).toHaveBeenCalledWith('board.example', isPrivate);
      await handlers['pause.set'](any({ host: 'board.example', paused: true, tabId }), popup);
      expect(pauses.set).toHaveBeenCalledWith('board.example', true, isPrivate);
      expect(sendPaused).toHaveBeenCalledWith('board.example', true, isPrivate);
    }
  });
});
