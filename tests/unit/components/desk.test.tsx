// @vitest-environment jsdom
import { generateX25519Identity } from 'age-encryption';
import { act } from 'preact/test-utils';
import type { ComponentProps } from 'preact';
import { describe, expect, test, vi } from 'vitest';
import { DeskPage } from '../../../components/desk/DeskPage.tsx';
import type { SetupInput } from '../../../components/desk/LockPart.tsx';
import type { DecisionInput } from '../../../utils/desk/sign-decisions.ts';
import en from '../../../public/messages/en.json';
import { body, desk, deskProps, manyCases, withFeedback } from '../../../tools/lab/gallery/example-desk.ts';
import { clickButton, renderComponent } from './render-component.tsx';

const nothing = (): void => undefined;

function page(changes: Partial<ComponentProps<typeof DeskPage>> = {}, language = 'en'): Promise<HTMLElement> {
  return renderComponent(<DeskPage {...deskProps} {...changes} />, language);
}

async function enter(root: HTMLElement, selector: string, text: string): Promise<void> {
  const field = root.querySelector<HTMLInputElement>(selector)!;
  await act(() => {
    field.value = text;
    field.dispatchEvent(new Event(field.tagName === 'SELECT' ? 'change' : 'input', { bubbles: true }));
  });
}
const press = (root: HTMLElement, selector: string): Promise<void> =>
  act(() => root.querySelector<HTMLElement>(selector)!.click());
const key = (element: Element, name: string, more: KeyboardEventInit = {}): Promise<void> =>
  act(() => void element.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, ...more })));
const FIRST = '.queue li:nth-child(1) button';

test('a notice is followed by what the person can do about it', async () => {
  const values = { from: 'Ana', added: 0, known: 2 };
  const root = await page({ notice: { key: 'desk.merged', values, advice: 'problem.clock', isProblem: true } });
  expect(root.querySelector('#notice')?.textContent).toBe(
    `From Ana: 0 new decisions, 2 known before. ${en['problem.clock']}`,
  );
});

describe('the picture of a report', () => {
  const picture = { type: 'image/jpeg', data: 'AAAA' } as const;
  const withPicture = { ...body, document: { ...body.document, picture } };

  test('is decoded only when it is asked for, never as an image of the page, and its words are text', async () => {
    const bitmap = { width: 30, height: 40, close: nothing } as ImageBitmap;
    const show = vi.fn<() => Promise<ImageBitmap | null>>(async () => bitmap);
    const root = await page({
      onBody: async () => withPicture,
      pictures: { show, read: async () => '<b>Mae Sot</b>' },
    });
    await press(root, FIRST);
    await vi.waitFor(() => expect(root.querySelector('#show-picture')).not.toBeNull());
    expect(show).not.toHaveBeenCalled();
    await press(root, '#show-picture');
    const canvas = (): HTMLCanvasElement | null => root.querySelector('canvas.report-picture');
    await vi.waitFor(() => expect(canvas()?.width).toBe(30));
    expect(show).toHaveBeenCalledTimes(1);
    expect(document.activeElement?.id).toBe('read-picture');
    await press(root, '#read-picture');
    await vi.waitFor(() => expect(root.querySelector('#picture-words')?.textContent).toBe('<b>Mae Sot</b>'));
    expect(root.querySelector('.report img, .report svg, .report b')).toBeNull();
  });

  test('is replaced by a message when it was left out or cannot be decoded', async () => {
    const root = await page({ onBody: async () => withPicture });
    await press(root, FIRST);
    await vi.waitFor(() => expect(root.querySelector('#show-picture')).not.toBeNull());
    await press(root, '#show-picture');
    await vi.waitFor(() => expect(root.textContent).toContain(en['desk.picture.left-out.broken']));
    const reading = { ...body.reading, pictureFault: 'size' } as const;
    const other = await page({ onBody: async () => ({ ...body, reading }) });
    await press(other, FIRST);
    await vi.waitFor(() => expect(other.textContent).toContain(en['desk.picture.left-out.size']));
  });
});

describe('the locked desk', () => {
  test('shows nothing of what it holds, and gives the passphrase away once', async () => {
    const onUnlock = vi.fn<(passphrase: string) => void>();
    const root = await page({ state: null, onUnlock });
    expect(root.textContent).not.toContain('Customer chat support');
    await enter(root, '#passphrase', 'five words');
    await clickButton(root, 'Unlock');
    expect(onUnlock).toHaveBeenCalledWith('five words');
    expect(root.querySelector<HTMLInputElement>('#passphrase')?.value).toBe('');
  });

  test('is set up with what is right only, and says what is not', async () => {
    const onSetUp = vi.fn<(input: SetupInput) => void>();
    const root = await page({ state: null, isSetUp: false, onSetUp });
    await enter(root, '#identity', 'age1notasecret');
    await enter(root, '#passphrase', 'short');
    await press(root, '#set-up');
    for (const words of ['Give your name', 'AGE-SECRET-KEY-1', 'jlr_', '12 characters', 'not the same']) {
      expect(root.querySelector('[role="alert"]')?.textContent).toContain(words);
    }
    const identity = await generateX25519Identity();
    const mistyped = `${identity.slice(0, -1)}${identity.endsWith('Q') ? 'P' : 'Q'}`;
    const token = `jlr_${'x'.repeat(43)}`;
    await enter(root, '#name', 'Ana');
    await enter(root, '#identity', mistyped);
    await enter(root, '#token', ` ${token} `);
    await enter(root, '#passphrase', 'lantern copper river');
    await enter(root, '#again', 'lantern copper river');
    await press(root, '#set-up');
    // With one wrong letter the desk would take each report for damaged, and never ask for it again.
    await vi.waitFor(() => expect(root.querySelector('[role="alert"]')?.textContent).toContain('AGE-SECRET-KEY-1'));
    expect(onSetUp).not.toHaveBeenCalled();
    await enter(root, '#identity', `# created\n${identity}\n`);
    await press(root, '#set-up');
    await vi.waitFor(() => expect(onSetUp).toHaveBeenCalledOnce());
    expect(onSetUp).toHaveBeenCalledWith({ name: 'Ana', identity, token, passphrase: 'lantern copper river' });
  });
});

describe('the queue', () => {
  test('shows the most urgent cases first, fifty at a time, and closed ones on request', async () => {
    const root = await page();
    expect(root.querySelector(FIRST)?.textContent).toContain('Someone is held');
    const many = await page({ state: manyCases });
    expect(many.querySelectorAll('.queue button')).toHaveLength(50);
    await clickButton(many, 'More cases');
    expect(many.textContent).toContain('Page 2 of 3');
  });

  test('arrows move, J and K open the next and the one before', async () => {
    const root = await page();
    const buttons = [...root.querySelectorAll<HTMLButtonElement>('.queue button')];
    buttons[0]!.focus();
    await key(buttons[0]!, 'ArrowDown');
    expect(document.activeElement).toBe(buttons[1]);
    await key(buttons[1]!, 'j');
    expect(root.querySelector('.queue [aria-current="true"]')).toBe(buttons[0]);
    await key(buttons[0]!, 'j');
    expect(root.querySelector('.queue [aria-current="true"]')).toBe(buttons[1]);
    await key(buttons[0]!, 'k');
    expect(root.querySelector('.queue [aria-current="true"]')).toBe(buttons[0]);
  });
});

describe('the answers to "Was this right?"', () => {
  test('are counted by sign and language, saved as a file, and shown as text', async () => {
    const onExportFeedback = vi.fn<() => void>();
    const root = await page({ state: withFeedback, onExportFeedback });
    await press(root, '[data-tab="feedback"]');
    const [first] = root.querySelectorAll('#feedback tbody tr');
    expect([...(first?.children ?? [])].map((cell) => cell.textContent?.trim())).toEqual([
      `${en['reason.travel-paid']} travel-paid`,
      'th',
      '1',
      '2',
      '0',
    ]);
    expect(root.textContent).toContain('No sign was shown');
    await press(root, '#feedback-csv');
    expect(onExportFeedback).toHaveBeenCalledOnce();
    await press(root, '#feedback-texts button');
    await act(async () => undefined);
    expect(root.querySelector('#feedback-texts .report')).not.toBeNull();
  });

  test('show the newest texts, however many came before', async () => {
    const [answer] = [...withFeedback.reports.values()].filter(({ facts }) => facts.title !== '');
    const reports = new Map(
      Array.from({ length: 300 }, (_, at) => {
        const facts = { ...answer!.facts, id: String(at), title: `text ${at}` };
        return [facts.id, { ...answer!, facts }] as const;
      }),
    );
    const root = await page({ state: { ...withFeedback, reports } });
    await press(root, '[data-tab="feedback"]');
    const lines = Array.from(root.querySelectorAll('#feedback-texts li'), ({ textContent }) => textContent);
    expect([lines.length, lines[0], lines.at(-1)]).toEqual([
      200,
      expect.stringContaining('text 299'),
      expect.stringContaining('text 100'),
    ]);
  });
});

describe('a case', () => {
  test('shows a stranger’s text without elements or links, and writes out what is hidden in it', async () => {
    const root = await page();
    await press(root, FIRST);
    await act(async () => undefined);
    const report = root.querySelector('.report')!;
    expect(report.querySelectorAll('a, img, script, iframe, svg')).toHaveLength(0);
    expect(report.textContent).toContain('<script>alert(1)</script>');
    expect(report.textContent).toContain('https://board.example/jobs/417');
    expect(report.textContent).toContain('U+202E');
    expect(report.textContent).not.toContain('\u202E');
  });

  test('the second person finds the first one’s names ticked, and must choose by themselves', async () => {
    const onDecide = vi.fn<(choice: DecisionInput) => void>();
    const root = await page({ onDecide });
    await press(root, FIRST);
    expect(root.querySelector<HTMLInputElement>('input[data-name="telegram:bkk_dream_team"]')?.checked).toBe(true);
    await press(root, '#decide');
    expect(root.querySelector('.decision [role="alert"]')?.textContent).toContain('Choose what to decide');
    expect(onDecide).not.toHaveBeenCalled();
    await key(root.querySelector('.case')!, 'l');
    await key(root.querySelector('.case')!, 'Enter', { ctrlKey: true });
    expect(onDecide.mock.calls[0]?.[0]).toMatchObject({
      action: 'list',
      indicators: [{ kind: 'telegram', value: 'bkk_dream_team' }],
      category: 'trafficking',
      evidence: 'case 7',
    });
    expect(onDecide.mock.calls[0]?.[0].reports).toHaveLength(2);
  });

  test('a listing needs names, category and evidence; letters typed into a field decide nothing', async () => {
    const onDecide = vi.fn<(choice: DecisionInput) => void>();
    const root = await page({ onDecide });
    await press(root, '.queue li:nth-child(2) button');
    await key(root.querySelector('#note')!, 'l');
    expect(root.querySelector('input[type="radio"]:checked')).toBeNull();
    await press(root, 'input[value="list"]');
    await press(root, '#decide');
    const words = root.querySelector('.decision [role="alert"]')?.textContent ?? '';
    for (const need of ['Tick', 'what they are listed for', 'reference']) expect(words).toContain(need);
    await press(root, 'input[value="confirm-public"]');
    await press(root, '#decide');
    expect(root.querySelector('.decision [role="alert"]')?.textContent).toContain('how you know');
    expect(onDecide).not.toHaveBeenCalled();
  });

  test('says why an indicator is held back', async () => {
    const root = await page();
    const held = [...root.querySelectorAll<HTMLElement>('.queue button')].find((one) =>
      one.textContent?.includes('Held back'),
    );
    await act(() => held!.click());
    expect(root.querySelector('.names')?.textContent).toContain('only private messages have it');
  });

  test('a dispute has its own decisions', async () => {
    const root = await page();
    await press(root, '[data-tab="disputes"]');
    await press(root, FIRST);
    expect(root.querySelector<HTMLInputElement>('input[data-name="company:goldenexample"]')?.checked).toBe(true);
    const actions = [...root.querySelectorAll<HTMLInputElement>('input[name="action"]')].map(({ value }) => value);
    expect(actions).toEqual(['take-up', 'accept', 'uphold', 'need-more']);
  });
});

describe('files and team', () => {
  test('a key that was not compared does not count until it has a name', async () => {
    const onTeam = vi.fn<ComponentProps<typeof DeskPage>['onTeam']>();
    const root = await page({ onTeam });
    await press(root, '[data-tab="hand-over"]');
    expect(root.textContent).toContain('e5f6 e5f6 e5f6 e5f6');
    expect(root.querySelector<HTMLButtonElement>('.trust')?.disabled).toBe(true);
    await enter(root, '.note input', 'Cho');
    await press(root, '.trust');
    expect(onTeam.mock.calls[0]?.[0].members.at(-1)).toEqual({ name: 'Cho', key: 'e5f6'.repeat(16) });
  });

  test('a name that is typed for one key stands beside no other key', async () => {
    const other = 'a7b8'.repeat(16);
    const state = { ...desk, unknownKeys: [...desk.unknownKeys, other] };
    const root = await page({ state });
    await press(root, '[data-tab="hand-over"]');
    await enter(root, `#name-${other.slice(0, 8)}`, 'Cho');
    const [first, second] = root.querySelectorAll<HTMLInputElement>('.note input');
    expect([first?.value, second?.value]).toEqual(['', 'Cho']);
    const [trust, trustOther] = root.querySelectorAll<HTMLButtonElement>('.trust');
    expect([trust?.disabled, trustOther?.disabled]).toEqual([true, false]);
  });

  test('a file full of invented keys draws twenty forms at a time, and says how many pages there are', async () => {
    const unknownKeys = Array.from({ length: 2_001 }, (_, at) => at.toString(16).padStart(4, '0').repeat(16));
    const root = await page({ state: { ...desk, unknownKeys } });
    await press(root, '[data-tab="hand-over"]');
    expect(root.querySelectorAll('.trust')).toHaveLength(20);
    expect(root.querySelector('#unknown-keys')?.textContent).toContain('Page 1 of 101');
    await press(root, '#unknown-keys [aria-label="Page 2 of 101"]');
    expect(root.querySelectorAll('.trust')).toHaveLength(20);
    expect(root.querySelector('#unknown-keys')?.textContent).toContain('0014 0014 0014 0014');
  });

  test('says what could not be opened, in words', async () => {
    const root = await page();
    await press(root, '[data-tab="hand-over"]');
    expect(root.textContent).toContain('2 reports could not be opened');
    expect(root.textContent).toContain('larger than a report can be');
  });
});
