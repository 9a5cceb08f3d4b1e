// @vitest-environment jsdom
import { act } from 'preact/test-utils';
import { describe, expect, it, vi } from 'vitest';
import type { SubscriptionsProps } from '../../../components/options/SubscriptionsPart.tsx';
import { readPublishers, shownPublishers } from '../../../tools/knowledge/read-publishers.ts';
import { parseInvitation } from '../../../utils/channel/invitation.ts';
import { OptionsPage } from '../../../components/options/OptionsPage.tsx';
import { OPTION_PARTS, UNMANAGED } from '../../../utils/brand/managed-policy.ts';
import { interfaceLanguages } from '../../../utils/i18n/interface-languages.ts';
import type { ChannelStatus } from '../../../utils/contracts/channel-status.ts';
import type { Settings } from '../../../utils/storage/settings.ts';
import { clickButton, renderComponent } from './render-component.tsx';

const settings: Settings = {
  version: 2,
  paused: ['jobs.example'],
  language: null,
  sensitivity: 'normal',
  remembersPosts: false,
  asksFeedback: false,
};
const list: ChannelStatus = {
  publisher: 'Example Shelter',
  fingerprint: '0123456789abcdef'.repeat(4),
  version: 3,
  entries: 12,
  checkedAt: '2026-11-25T09:00:00Z',
  stale: false,
  newerFiles: [],
  syncing: false,
  progress: null,
  problem: null,
};

const publisherProps = {
  list,
  hasChannel: true,
  isUpdating: false,
  isOffline: false,
  now: 0,
  onUpdate: (): void => undefined,
  others: [],
  statistics: null,
  hasOthers: false,
  colour: null,
};

function page(changes: Partial<Parameters<typeof OptionsPage>[0]> = {}): Promise<HTMLElement> {
  const nothing = (): void => undefined;
  return renderComponent(
    <OptionsPage
      name="JobLantern"
      managed={UNMANAGED}
      sites={{ groups: [], refused: null, onSwitch: nothing }}
      publisher={publisherProps}
      subscriptions={otherLists()}
      settings={settings}
      languages={interfaceLanguages()}
      dataOutcome={null}
      onResume={nothing}
      onLanguage={nothing}
      onSensitivity={nothing}
      feedback={null}
      onRemember={nothing}
      onForget={async () => undefined}
      onExport={nothing}
      onErase={nothing}
      onQuickExit={nothing}
      {...changes}
    />,
  );
}

function otherLists(changes: Partial<SubscriptionsProps> = {}): SubscriptionsProps {
  const nothing = (): void => undefined;
  const calls = { onRead: nothing, onAdd: nothing, onCancel: nothing, onRemove: nothing };
  return { channels: [], preview: null, problem: null, isBusy: false, known: [], now: 0, ...calls, ...changes };
}

async function change(root: HTMLElement, selector: string, value: string): Promise<void> {
  const select = root.querySelector<HTMLSelectElement>(selector)!;
  await act(() => {
    select.value = value;
    select.dispatchEvent(new Event('change', { bubbles: true }));
  });
}

describe('what is remembered of posts', () => {
  it.each([
    ['is forgotten at a press, and the page says so', async () => undefined, 'Forgotten.'],
    [
      'is said to be still there when it could not be erased',
      () => Promise.reject(new Error('The background does not answer.')),
      'Something could not be erased. Please try again.',
    ],
  ])('%s', async (_title, onForget: () => Promise<void>, note) => {
    const root = await page({ onForget });
    await act(() => root.querySelector<HTMLButtonElement>('#remember-forget')!.click());
    await vi.waitFor(() => expect(root.querySelector('#remember [role=status]')?.textContent).toBe(note));
  });
});

describe('the option "Was this right?"', () => {
  it('is off at first, says what leaves, and is absent where answers reach nobody', async () => {
    expect((await page()).querySelector('#feedback')).toBeNull();
    const onChange = vi.fn<(value: boolean) => void>();
    const root = await page({ feedback: { publisher: 'Example Shelter', onChange } });
    const box = root.querySelector<HTMLInputElement>('#ask-feedback')!;
    expect(box.checked).toBe(false);
    expect(root.querySelector('#feedback')?.textContent).toContain('Nothing leaves until you press an answer.');
    await act(() => box.click());
    expect(onChange).toHaveBeenCalledWith(true);
  });
});

describe('OptionsPage', () => {
  it('names the publishers that can be added, and looks at a list when its button is pressed', async () => {
    const onRead = vi.fn();
    const known = readPublishers();
    expect(known.map(({ example }) => example)).toContain(true);
    const root = await page({ subscriptions: otherLists({ known, onRead }) });
    expect(root.querySelector('#known-publishers')?.textContent).toContain('Example Shelter');
    await act(() => root.querySelector<HTMLButtonElement>('#known-publishers button')!.click());
    expect(onRead).toHaveBeenCalledWith(known[0]?.link);
    expect(parseInvitation(known[0]?.link ?? '')?.fingerprint).toHaveLength(64);
    const none = await page({ subscriptions: otherLists({ known: shownPublishers() }) });
    expect(none.querySelector('#known-publishers')?.textContent).not.toContain('Example Shelter');
  });

  it('shows the publisher and the fingerprint of its root in groups of four', async () => {
    const { textContent } = await page();
    expect(textContent).toContain('Published by Example Shelter');
    expect(textContent).toContain('0123 4567 89ab cdef');
  });

  it('offers each language by its own name, and the browser’s language', async () => {
    const onLanguage = vi.fn();
    const root = await page({ onLanguage });
    const names = [...root.querySelectorAll('#language-choice option')].map(({ textContent }) => textContent);
    expect(names).toEqual(expect.arrayContaining(['Same as the browser', 'English', 'ไทย', 'العربية']));
    await change(root, '#language-choice', 'th');
    await change(root, '#language-choice', '');
    expect(onLanguage.mock.calls).toEqual([['th'], [null]]);
  });

  it('offers the sensitivity and names what it never hides', async () => {
    const onSensitivity = vi.fn();
    const root = await page({ onSensitivity });
    expect(root.querySelector<HTMLInputElement>('#sensitivity-normal')?.checked).toBe(true);
    expect(root.textContent).toContain('Danger and reported recruiters are shown at every setting.');
    await act(() => root.querySelector<HTMLInputElement>('#sensitivity-calm')?.click());
    expect(onSensitivity).toHaveBeenCalledWith('calm');
  });

  it('lets the reader resume a paused site', async () => {
    const onResume = vi.fn();
    await clickButton(await page({ onResume }), 'Check jobs.example again');
    expect(onResume).toHaveBeenCalledWith('jobs.example');
    expect((await page({ settings: { ...settings, paused: [] } })).textContent).toContain('No site is paused.');
  });

  it('erases with one press and confirms it', async () => {
    const onErase = vi.fn();
    await clickButton(await page({ onErase }), 'Erase all of it now');
    expect(onErase).toHaveBeenCalledOnce();
    expect((await page({ dataOutcome: 'erased' })).textContent).toContain('Everything of yours was erased.');
    expect((await page({ dataOutcome: 'failed' })).textContent).toContain('could not be erased');
  });
});

describe('SubscriptionsPart', () => {
  const fingerprint = 'fedc'.repeat(16);
  const partner = {
    id: fingerprint,
    url: 'https://partner.example/',
    colour: '#1f5f8b',
    own: false,
    state: { ...list, publisher: 'Partner Union', fingerprint, entries: 7 },
  };
  const own = { id: list.fingerprint!, url: 'https://own.example/', colour: null, own: true, state: list };
  const within = (root: HTMLElement): HTMLElement => root.querySelector('#other-lists')!;

  it('previews a link, shows its fingerprint and adds it only after that', async () => {
    const onRead = vi.fn();
    const root = within(await page({ subscriptions: otherLists({ onRead }) }));
    const input = root.querySelector<HTMLInputElement>('#list-link')!;
    await act(() => {
      input.value = 'https://partner.example/#joblantern-channel=x';
      input.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await clickButton(root, 'Look at it');
    expect(onRead).toHaveBeenCalledWith('https://partner.example/#joblantern-channel=x');

    const onAdd = vi.fn();
    const preview = { fingerprint, url: partner.url, publisher: 'Partner Union', colour: '#1f5f8b' };
    const compare = within(await page({ subscriptions: otherLists({ preview, onAdd }) }));
    for (const part of ['Partner Union', 'https://partner.example/', 'fedc fedc', 'by phone or in person']) {
      expect(compare.textContent).toContain(part);
    }
    await clickButton(compare, 'They are the same: add it');
    expect(onAdd).toHaveBeenCalledOnce();
  });

  it('shows the age and problem of each subscription and removes it in two steps', async () => {
    const onRemove = vi.fn();
    const troubled = { ...partner, state: { ...partner.state, problem: { key: 'rollback', at: '', detail: '' } } };
    const root = within(await page({ subscriptions: otherLists({ channels: [own, troubled], onRemove }) }));
    expect(root.textContent).toContain('Partner Union · 7 entries');
    expect(root.textContent).toContain('older list');
    expect(root.textContent).not.toContain('Example Shelter');
    await clickButton(root, 'Remove the list of Partner Union');
    expect(onRemove).not.toHaveBeenCalled();
    expect(document.activeElement?.textContent).toContain('nothing of it stays');
    await clickButton(root, 'Remove it');
    expect(onRemove).toHaveBeenCalledWith(fingerprint);
  });

  it('shows why a channel was not added', async () => {
    const { textContent } = await page({ subscriptions: otherLists({ problem: 'channel-other-fingerprint' }) });
    expect(textContent).toContain('Do not add this list.');
  });
});

describe('OptionsPage under a policy', () => {
  it('names the organisation and the faults of the policy', async () => {
    const managed = { ...UNMANAGED, organisation: 'City Library', faults: ['publisher.root: must be a signed root'] };
    const { textContent } = await page({ managed });
    expect(textContent).toContain('set up by City Library');
    expect(textContent).toContain('publisher.root: must be a signed root');
  });

  it.each(OPTION_PARTS)('hides %s and keeps the rest', async (part) => {
    const root = await page({ managed: { ...UNMANAGED, hidden: [part] } });
    for (const each of OPTION_PARTS) {
      expect(root.querySelector(`#${each}`) === null, each).toBe(each === part);
    }
  });
});
