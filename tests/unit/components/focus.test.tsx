// @vitest-environment jsdom
/** A control that goes with its press hands the focus on. Else a keyboard would begin anew at the top of the page. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { act } from 'preact/test-utils';
import { expect, test } from 'vitest';
import { PausedPart } from '../../../components/options/PausedPart.tsx';
import { SubscriptionsPart } from '../../../components/options/SubscriptionsPart.tsx';
import { FeedbackChoice, type FeedbackState } from '../../../components/reasons/FeedbackChoice.tsx';
import { keepFocus } from '../../../entrypoints/warn.content/keep-focus.ts';
import { useFocusAfterTask } from '../../../components/ui/use-focus.ts';
import type { ChannelInfo } from '../../../utils/contracts/channel-status.ts';
import { findButton, renderComponent } from './render-component.tsx';

const focused = (): string => document.activeElement?.textContent ?? '';

/** Presses a button as a keyboard does: it has the focus first. */
async function press(root: HTMLElement, label: string | RegExp): Promise<void> {
  const button = findButton(root, label);
  button.focus();
  await act(() => button.click());
}

function Paused(): JSX.Element {
  const [hosts, setHosts] = useState(['jobs.example', 'board.example']);
  return <PausedPart hosts={hosts} onResume={(host) => setHosts(hosts.filter((other) => other !== host))} />;
}

test('a site that is resumed leaves the focus in its list', async () => {
  const root = await renderComponent(<Paused />);
  await press(root, 'jobs.example');
  expect(focused()).toBe('Paused sites');
});

const partner: ChannelInfo = {
  id: 'fedc'.repeat(16),
  url: 'https://partner.example/',
  colour: null,
  own: false,
  state: {
    publisher: 'Partner Union',
    fingerprint: 'fedc'.repeat(16),
    version: 3,
    entries: 7,
    checkedAt: null,
    stale: false,
    newerFiles: [],
    syncing: false,
    progress: null,
    problem: null,
  },
};
const preview = { fingerprint: partner.id, url: partner.url, publisher: 'Partner Union', colour: '#1f5f8b' };

function Lists({ first }: { first: 'listed' | 'previewed' }): JSX.Element {
  const [isListed, setListed] = useState(first === 'listed');
  const [isPreviewed, setPreviewed] = useState(first === 'previewed');
  return (
    <SubscriptionsPart
      channels={isListed ? [partner] : []}
      preview={isPreviewed ? preview : null}
      problem={null}
      isBusy={false}
      known={[]}
      now={0}
      onRead={() => undefined}
      onAdd={() => (setListed(true), setPreviewed(false))}
      onCancel={() => setPreviewed(false)}
      onRemove={() => setListed(false)}
    />
  );
}

test('a list that is removed, added or left alone leaves the focus with the lists', async () => {
  const listed = await renderComponent(<Lists first="listed" />);
  await press(listed, 'Remove the list');
  await press(listed, 'Cancel');
  expect(focused()).toBe('Remove the list of Partner Union');
  await press(listed, 'Remove the list');
  await press(listed, 'Remove it');
  expect(focused()).toBe('Lists of other publishers');
  for (const answer of ['They are the same', 'Cancel']) {
    await press(await renderComponent(<Lists first="previewed" />), answer);
    expect(focused()).toBe('Lists of other publishers');
  }
});

function Feedback(): JSX.Element {
  const [state, setState] = useState<FeedbackState>('open');
  return (
    <FeedbackChoice
      state={state}
      publisher="Example Shelter"
      onPreview={async () => null}
      onAnswer={() => setState('sent')}
    />
  );
}

test('an answer leaves the focus on what became of it', async () => {
  await press(await renderComponent(<Feedback />), /^Yes$/u);
  expect(focused()).toMatch(/^Thank you/u);
});

test('the warning keeps the focus that it had, and takes none that it had not', () => {
  document.body.innerHTML = '<div></div><input>';
  const root = document.querySelector('div')!.attachShadow({ mode: 'open' });
  const draw = (label: string): void => void (root.innerHTML = `<button>${label}</button>`);
  const first = (): HTMLElement | null => root.querySelector('button');
  draw('Hide');
  keepFocus(root, () => draw('Undo'), first);
  expect(root.activeElement).toBeNull();
  first()!.focus();
  keepFocus(root, () => draw('Help'), first);
  expect(root.activeElement?.textContent).toBe('Help');
  keepFocus(root, () => root.replaceChildren(), first);
  expect(root.activeElement).toBeNull();
});

function Task(): JSX.Element {
  const [isRunning, setRunning] = useState(false);
  useFocusAfterTask(isRunning);
  return (
    <>
      <button type="button" disabled={isRunning} onClick={() => setRunning(true)}>
        begin
      </button>
      <button type="button" onClick={() => setRunning(false)}>
        end
      </button>
    </>
  );
}

test('a button that was disabled while its task ran has the focus again, unless another took it', async () => {
  const root = await renderComponent(<Task />);
  for (const [elsewhere, after] of [
    [false, 'begin'],
    [true, 'end'],
  ] as const) {
    await press(root, 'begin');
    // As Chromium does at the next frame.
    const other = document.body.appendChild(document.createElement('input'));
    other.focus();
    other.remove();
    expect(document.activeElement).toBe(document.body);
    if (elsewhere) findButton(root, 'end').focus();
    await act(() => findButton(root, 'end').click());
    expect(focused()).toBe(after);
  }
});
