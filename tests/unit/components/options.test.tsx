// @vitest-environment jsdom
import { act } from 'preact/test-utils';
import { describe, expect, test, vi } from 'vitest';
import { OptionsPage } from '../../../components/options/OptionsPage.tsx';
import { OPTION_PARTS, UNMANAGED } from '../../../utils/brand/managed.ts';
import { interfaceLanguages } from '../../../utils/i18n/interface-languages.ts';
import type { ListState } from '../../../utils/background/list-state.ts';
import type { Settings } from '../../../utils/storage/settings.ts';
import { click, draw } from './render.tsx';

const settings: Settings = { version: 2, paused: ['jobs.example'], language: null, sensitivity: 'normal' };
const list: ListState = {
  publisher: 'Example Shelter',
  fingerprint: '0123456789abcdef'.repeat(4),
  version: 3,
  entries: 12,
  checkedAt: '2026-11-25T09:00:00Z',
  stale: false,
  syncing: false,
  progress: null,
  problem: null,
};

function page(changes: Partial<Parameters<typeof OptionsPage>[0]> = {}): Promise<HTMLElement> {
  const nothing = (): void => undefined;
  return draw(
    <OptionsPage
      name="JobLantern"
      managed={UNMANAGED}
      sites={{ groups: [], refused: null, onSwitch: nothing }}
      list={{ list, hasChannel: true, updating: false, offline: false, now: 0, onUpdate: nothing }}
      settings={settings}
      languages={interfaceLanguages()}
      dataOutcome={null}
      onResume={nothing}
      onLanguage={nothing}
      onSensitivity={nothing}
      onExport={nothing}
      onErase={nothing}
      onQuickExit={nothing}
      {...changes}
    />,
  );
}

async function change(root: HTMLElement, selector: string, value: string): Promise<void> {
  const select = root.querySelector<HTMLSelectElement>(selector)!;
  await act(() => {
    select.value = value;
    select.dispatchEvent(new Event('change', { bubbles: true }));
  });
}

describe('the options', () => {
  test('whose list, and its root in groups that can be read out', async () => {
    const { textContent } = await page();
    expect(textContent).toContain('Published by Example Shelter');
    expect(textContent).toContain('0123 4567 89ab cdef');
  });

  test('each language by its own name, and the browser’s', async () => {
    const onLanguage = vi.fn();
    const root = await page({ onLanguage });
    const names = [...root.querySelectorAll('#language-choice option')].map(({ textContent }) => textContent);
    expect(names).toEqual(expect.arrayContaining(['Same as the browser', 'English', 'ไทย', 'العربية']));
    await change(root, '#language-choice', 'th');
    await change(root, '#language-choice', '');
    expect(onLanguage.mock.calls).toEqual([['th'], [null]]);
  });

  test('sensitivity, and what it never hides', async () => {
    const onSensitivity = vi.fn();
    const root = await page({ onSensitivity });
    expect(root.querySelector<HTMLInputElement>('#sensitivity-normal')?.checked).toBe(true);
    expect(root.textContent).toContain('Danger and reported recruiters are shown at every setting.');
    await act(() => root.querySelector<HTMLInputElement>('#sensitivity-calm')?.click());
    expect(onSensitivity).toHaveBeenCalledWith('calm');
  });

  test('a paused site can be checked again', async () => {
    const onResume = vi.fn();
    await click(await page({ onResume }), 'Check jobs.example again');
    expect(onResume).toHaveBeenCalledWith('jobs.example');
    expect((await page({ settings: { ...settings, paused: [] } })).textContent).toContain('No site is paused.');
  });

  test('one tap erases, and the end is said', async () => {
    const onErase = vi.fn();
    await click(await page({ onErase }), 'Erase all of it now');
    expect(onErase).toHaveBeenCalledOnce();
    expect((await page({ dataOutcome: 'erased' })).textContent).toContain('Everything of yours was erased.');
    expect((await page({ dataOutcome: 'failed' })).textContent).toContain('could not be erased');
  });
});

describe('under a policy', () => {
  test('who set it up, and what of it was not understood', async () => {
    const managed = { ...UNMANAGED, organisation: 'City Library', faults: ['publisher.root: must be a signed root'] };
    const { textContent } = await page({ managed });
    expect(textContent).toContain('set up by City Library');
    expect(textContent).toContain('publisher.root: must be a signed root');
  });

  test.each(OPTION_PARTS)('%s can be hidden, and the rest stays', async (part) => {
    const root = await page({ managed: { ...UNMANAGED, hidden: [part] } });
    for (const each of OPTION_PARTS) {
      expect(root.querySelector(`#${each}`) === null, each).toBe(each === part);
    }
  });
});
