// @vitest-environment jsdom
import { act } from 'preact/test-utils';
import { describe, expect, it, vi } from 'vitest';
import { Popup } from '../../../components/popup/Popup.tsx';
import type { TabState } from '../../../components/popup/popup-state.ts';
import type { ChannelStatus } from '../../../utils/contracts/channel-status.ts';
import type { JudgedPost, PageDescription } from '../../../utils/contracts/page-summary.ts';
import { findButton, clickButton, renderComponent } from './render-component.tsx';
import { foundLure } from './verdicts.ts';

const NOW = Date.parse('2026-11-25T12:00:00Z');
const list: ChannelStatus = {
  publisher: 'Example Shelter',
  fingerprint: '5ab1'.repeat(16),
  version: 3,
  entries: 1204,
  checkedAt: '2026-11-25T09:00:00Z',
  stale: false,
  newerFiles: [],
  syncing: false,
  progress: null,
  problem: null,
};
const page: PageDescription = {
  status: 'read',
  adapter: 'generic',
  posts: 2,
  caution: 0,
  danger: 1,
  drawn: 1,
  found: [
    foundLure,
    { post: { ...foundLure.post, id: 'p2' }, verdict: { ...foundLure.verdict, level: 'none', kind: null } },
  ],
  problem: null,
};
const host = 'board.example';

function popup(tab: TabState, changes: Partial<Parameters<typeof Popup>[0]> = {}): Promise<HTMLElement> {
  const nothing = (): void => undefined;
  return renderComponent(
    <Popup
      name="JobLantern"
      organisation={null}
      isPrivate={false}
      isOffline={false}
      onAllow={nothing}
      onCheck={nothing}
      onOptions={nothing}
      tab={tab}
      list={list}
      hasChannel
      channels={null}
      isUpdating={false}
      statistics={null}
      now={NOW}
      onCheckOnce={nothing}
      onPause={nothing}
      onUpdate={nothing}
      onHelp={nothing}
      onReport={nothing}
      onShow={nothing}
      onTellLayout={nothing}
      onCheckMarked={nothing}
      onCheckCopied={() => Promise.resolve()}
      nothingFound={null}
      waitingReports={0}
      onQuickExit={nothing}
      {...changes}
    />,
  );
}

describe('ThisPage', () => {
  const states: [string, TabState, RegExp][] = [
    ['loading', { state: 'loading' }, /One moment/u],
    ['no page', { state: 'not-a-page' }, /nothing to check in this tab/u],
    ['no permission', { state: 'no-permission', host }, /not checked.*Check this page once/u],
    ['no answer', { state: 'broken' }, /did not answer/u],
    ['a private conversation', { state: 'private-conversation', host }, /Private messages are not read here/u],
    [
      'a page that could not be read',
      { state: 'page', host, page: { ...page, status: 'could-not-read', posts: 0, found: [], problem: 'wall' } },
      /could not be read.*Check a text from this page yourself.*Tell us the layout changed/u,
    ],
    ['paused', { state: 'paused', host }, /paused on board\.example.*Check board\.example again/u],
    ['a warning', { state: 'page', host, page }, /2 posts were checked\. 1 post shows signs.*Chat support/u],
    [
      'nothing found, and no promise',
      { state: 'page', host, page: { ...page, danger: 0, drawn: 0, found: page.found.slice(1) } },
      /No known signs found\. That is not a guarantee/u,
    ],
    [
      'no posts',
      { state: 'page', host, page: { ...page, status: 'nothing-here', posts: 0, found: [] } },
      /No job posts were found/u,
    ],
    [
      'a wall',
      { state: 'page', host, page: { ...page, status: 'could-not-read', posts: 0, found: [], problem: 'wall' } },
      /could not be read.*login/u,
    ],
    [
      'a layout that changed',
      { state: 'page', host, page: { ...page, status: 'could-not-read', problem: 'layout' } },
      /could not be read.*layout/u,
    ],
    [
      'a page that hides warnings',
      { state: 'page', host, page: { ...page, drawn: 0, problem: 'hidden' } },
      /hides our warnings.*Chat support/u,
    ],
  ];
  it.each(states)('shows the state: %s', async (_name, tab, words) => {
    expect((await popup(tab)).textContent).toMatch(words);
  });
});

describe('Popup', () => {
  it('says in a private window that nothing is stored', async () => {
    const { textContent } = await popup({ state: 'page', host, page }, { isPrivate: true });
    expect(textContent).toContain('Private window: nothing of this page is stored.');
  });

  it('says once that the browser is offline and disables the update', async () => {
    const problem = { key: 'offline', at: '2026-11-25T09:00:00Z', detail: 'fetch failed' };
    const root = await popup({ state: 'page', host, page }, { isOffline: true, list: { ...list, problem } });
    expect(root.textContent).toContain('You are offline.');
    expect(root.textContent).not.toContain('could not be reached');
    expect(findButton(root, 'Update now').disabled).toBe(true);
  });

  it('says in one line how many reports wait', async () => {
    const tab: TabState = { state: 'not-a-page' };
    expect((await popup(tab)).querySelector('#waiting-reports')).toBeNull();
    const root = await popup(tab, { waitingReports: 2 });
    expect(root.querySelector('#waiting-reports')?.textContent).toBe('Reports that wait to be sent: 2');
  });

  it('names a post without a title by its poster or its first words', async () => {
    const nameOf = async (post: Partial<JudgedPost['post']>): Promise<string> => {
      const found = [{ ...foundLure, post: { ...foundLure.post, title: '', ...post } }];
      const root = await popup({ state: 'page', host, page: { ...page, found } });
      return root.querySelector('summary bdi')?.textContent ?? '';
    };
    expect(await nameOf({ poster: 'HR Lily' })).toBe('HR Lily');
    expect(await nameOf({ poster: '' })).toBe('Free air ticket. No interview. Telegram only: @team');
    expect(await nameOf({ poster: '', text: '' })).toBe('Post without a title');
  });

  it('names the organisation', async () => {
    const { textContent } = await popup({ state: 'loading' }, { organisation: 'City Library' });
    expect(textContent).toContain('Set up by City Library');
  });

  it('shows the twenty worst of many posts and counts the rest', async () => {
    const many = Array.from({ length: 45 }, (_, at) => ({
      post: { ...foundLure.post, id: `p${at}`, title: `Post ${at}` },
      verdict: { ...foundLure.verdict, level: at === 44 ? ('danger' as const) : ('caution' as const) },
    }));
    const root = await popup({
      state: 'page',
      host,
      page: { ...page, posts: 45, danger: 1, caution: 44, found: many },
    });
    const shown = [...root.querySelectorAll('details.found summary bdi')].map(({ textContent }) => textContent);
    expect(shown).toHaveLength(20);
    expect(shown[0]).toBe('Post 44');
    expect(root.textContent).toContain('25 more posts');
  });
});

describe('ChannelPart', () => {
  it('shows publisher, number of entries and age', async () => {
    const { textContent } = await popup({ state: 'loading' });
    expect(textContent).toMatch(/Published by Example Shelter · 1,204 entries.*3 hours ago/u);
  });

  it.each([
    ['rollback', /older list/u],
    ['expired', /past its date/u],
    ['bad-signature', /signature/u],
    ['from-a-later-version', /went wrong/u],
  ])('a last update refused as %s says so, and that the good list stays', async (key, words) => {
    const problem = { key, at: '2026-11-25T09:00:00Z', detail: 'timestamp.json: v3 < v4' };
    const { textContent } = await popup({ state: 'loading' }, { list: { ...list, problem } });
    expect(textContent).toMatch(words);
    expect(textContent).toContain('The last good list stays in use.');
    expect(textContent).toContain('timestamp.json: v3 < v4');
  });

  it('shows, folded, the figures that the publisher publishes about its work', async () => {
    const statistics = {
      listed: 120,
      withdrawn: 7,
      waiting: 2,
      reports: { decided: 40, listed: 20, notListed: 10, watched: 5, moreNeeded: 5 },
      disputes: { underReview: 3, accepted: 1, upheld: 2 },
      daysToDecide: { median: 4, ninthTenth: 9 },
    };
    const shown = await popup({ state: 'loading' }, { statistics });
    expect(shown.querySelector('details#statistics')?.textContent).toMatch(/120.*2.*7.*3.*4/u);
    expect((await popup({ state: 'loading' })).querySelector('#statistics')).toBeNull();
  });

  it('says that a list is stale', async () => {
    const { textContent } = await popup({ state: 'loading' }, { list: { ...list, stale: true } });
    expect(textContent).toContain('The list is past its date.');
  });

  it('says when the own list or an added one needs a newer version', async () => {
    const newer = { ...list, newerFiles: ['lexicon.bin'] };
    const words = 'Parts of this list need a newer version.';
    expect((await popup({ state: 'loading' })).textContent).not.toContain(words);
    expect((await popup({ state: 'loading' }, { list: newer })).textContent).toContain(words);
    const added = { id: 'a'.repeat(64), url: 'https://partner.example/', colour: null, own: false, state: newer };
    expect((await popup({ state: 'loading' }, { channels: [added] })).textContent).toContain(words);
  });

  it('shows the state before the first sync and without a channel', async () => {
    const none = { ...list, version: null, entries: 0, checkedAt: null };
    expect((await popup({ state: 'loading' }, { list: none })).textContent).toContain('No list was fetched yet.');
    const without = await popup({ state: 'loading' }, { list: none, hasChannel: false });
    expect(without.textContent).toContain('This version has no list.');
    expect(() => findButton(without, 'Update now')).toThrow();
  });

  it('shows the progress of an update', async () => {
    const at = (received: number, expected: number | null) =>
      popup({ state: 'loading' }, { list: { ...list, syncing: true, progress: { received, expected } } });
    expect((await at(20_480, null)).textContent).toContain('20 KB so far');
    const root = await at(2_048_000, 5_756_080);
    expect(root.textContent).toContain('2,000 of 5,621 KB');
    const bar = root.querySelector<HTMLProgressElement>('#list-progress')!;
    expect([bar.getAttribute('value'), bar.getAttribute('max')]).toEqual(['2048000', '5756080']);
  });

  it('names other channels with their problems', async () => {
    const state = { ...list, publisher: 'Seafarers Union', problem: { key: 'rollback', at: '', detail: '' } };
    const own = { id: 'a', url: 'https://a.example/', colour: '#0b57d0', own: true, state: list };
    const partner = { id: 'b', url: 'https://b.example/', colour: '#1e6b3c', own: false, state };
    const root = await popup({ state: 'loading' }, { channels: [own, partner] });
    const others = root.querySelector('#list-others')!;
    expect(others.textContent).toMatch(/Seafarers Union · 1,204 entries.*older list/u);
    expect(others.textContent).not.toContain('Example Shelter');
    expect((await popup({ state: 'loading' }, { channels: [own] })).querySelector('#list-others')).toBeNull();
    // Without an own channel, subscriptions are still updated.
    const onUpdate = vi.fn();
    const none = { ...list, version: null, entries: 0, checkedAt: null };
    await clickButton(
      await popup({ state: 'loading' }, { channels: [partner], list: none, hasChannel: false, onUpdate }),
      'Update now',
    );
    expect(onUpdate).toHaveBeenCalledOnce();
  });

  it('disables the button during an update', async () => {
    expect(findButton(await popup({ state: 'loading' }, { isUpdating: true }), 'Updating').disabled).toBe(true);
  });
});

describe('clicks in the popup', () => {
  it('hand a pasted message to the check page', async () => {
    const onCheck = vi.fn();
    const root = await popup({ state: 'not-a-page' }, { onCheck });
    const box = root.querySelector('textarea')!;
    await act(() => {
      box.value = 'Work in Poipet';
      box.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await clickButton(root, 'Check this text');
    expect(onCheck).toHaveBeenCalledWith('Work in Poipet');
  });

  it('ask for access to a site whose name is known', async () => {
    const onAllow = vi.fn();
    await clickButton(await popup({ state: 'no-permission', host }, { onAllow }), 'Always check board.example');
    expect(onAllow).toHaveBeenCalledWith(host);
    const unknown = await popup({ state: 'no-permission', host: '' });
    expect(() => findButton(unknown, 'Always check')).toThrow();
  });

  it('show a post in the page', async () => {
    const onShow = vi.fn();
    const root = await popup({ state: 'page', host, page }, { onShow });
    await clickButton(root, 'Show in page');
    expect(onShow).toHaveBeenCalledWith(foundLure);
  });

  it('offer no pause on a page that is not read', async () => {
    for (const tab of [
      { state: 'no-permission', host },
      { state: 'private-conversation', host },
      { state: 'page', host, page: { ...page, adapter: null, posts: 0, found: [] } },
    ] satisfies TabState[]) {
      expect((await popup(tab)).textContent).not.toContain('Pause on');
    }
  });

  it('check the text that is marked in a private chat, or say that nothing is marked', async () => {
    const onCheckMarked = vi.fn();
    const root = await popup({ state: 'private-conversation', host }, { onCheckMarked });
    await clickButton(root, 'Check the text you marked');
    expect(onCheckMarked).toHaveBeenCalledOnce();
    const again = await popup({ state: 'private-conversation', host }, { nothingFound: 'marked' });
    expect(again.querySelector('[role="status"]')?.textContent).toContain('Nothing is marked');
  });

  it('check the text in the clipboard, or say that there is none', async () => {
    const onCheckCopied = vi.fn(() => Promise.resolve());
    const root = await popup({ state: 'private-conversation', host }, { onCheckCopied });
    await clickButton(root, 'Check the text you copied');
    expect(onCheckCopied).toHaveBeenCalledOnce();
    const again = await popup({ state: 'private-conversation', host }, { nothingFound: 'copied' });
    expect(again.querySelector('[role="status"]')?.textContent).toContain('Nothing was copied');
  });

  it.each([
    ['no note', null, undefined],
    ['the note of before', 'marked', 'Nothing is marked. Mark a message in the chat, then press again.'],
  ] as const)('name the Paste menu of the browser while it waits, then show %s', async (_name, nothingFound, after) => {
    let endRead = (): void => undefined;
    const read = new Promise<void>((resolve) => (endRead = resolve));
    const root = await popup({ state: 'private-conversation', host }, { onCheckCopied: () => read, nothingFound });
    const status = (): string | undefined => root.querySelector('[role="status"]')?.textContent;
    expect(status()).toBe(after);
    await clickButton(root, 'Check the text you copied');
    expect(status()).toBe('If your browser shows “Paste”, press it.');
    await act(async () => {
      endRead();
      await read;
    });
    expect(status()).toBe(after);
  });

  it('offer to tell about a changed layout only where reports reach somebody', async () => {
    const tab: TabState = { state: 'page', host, page: { ...page, status: 'could-not-read', problem: 'layout' } };
    expect((await popup(tab)).querySelector('#tell-layout')).not.toBeNull();
    expect((await popup(tab, { onTellLayout: null })).querySelector('#tell-layout')).toBeNull();
  });

  it('pause and resume a site', async () => {
    const onPause = vi.fn();
    await clickButton(await popup({ state: 'page', host, page }, { onPause }), 'Pause on board.example');
    await clickButton(await popup({ state: 'paused', host }, { onPause }), 'Check board.example again');
    expect(onPause.mock.calls).toEqual([[true], [false]]);
  });

  it('let the reader choose the post to report', async () => {
    const onReport = vi.fn();
    const root = await popup({ state: 'page', host, page }, { onReport });
    await clickButton(root, 'Report a post');
    await clickButton(root, 'Chat support');
    await clickButton(root, 'Another post or a message');
    expect(onReport.mock.calls).toEqual([[foundLure], [null]]);
  });

  it('open the report at once on a page without posts', async () => {
    const onReport = vi.fn();
    await clickButton(await popup({ state: 'not-a-page' }, { onReport }), 'Report a post');
    expect(onReport).toHaveBeenCalledWith(null);
  });
});
