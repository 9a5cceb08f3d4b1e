// @vitest-environment jsdom
import { act } from 'preact/test-utils';
import * as v from 'valibot';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { CheckPage } from '../../../components/check/CheckPage.tsx';
import { compileHelp } from '../../../tools/knowledge/help.ts';
import type { CheckResult } from '../../../utils/check/check-text.ts';
import type { PictureClient } from '../../../utils/picture-reader/picture-client.ts';
import { HelpSchema, type Help } from '../../../utils/model/help.ts';
import { renderComponent } from './render-component.tsx';

let help: Help;
beforeAll(async () => {
  const files = await compileHelp('knowledge');
  help = v.parse(HelpSchema, JSON.parse(Buffer.from(files['help.json']!).toString('utf8')));
  // jsdom has no canvas
  HTMLCanvasElement.prototype.getContext = () => null;
});

const PLACES = {
  myawaddy: { id: 'myawaddy', kind: 'compound', country: 'MM', coordinates: [16.69, 98.51], start: 0, end: 4 },
  sihanoukville: { id: 'sihanoukville', kind: 'compound', country: 'KH', coordinates: null, start: 0, end: 4 },
} as const;

const cryFrom = (...places: CheckResult['places']): CheckResult => ({
  verdict: { level: 'none', kind: 'held', score: 0, language: 'en', reasons: [] },
  style: null,
  messages: [],
  senders: [],
  marks: [],
  places,
  contacts: [],
  truncated: false,
});

async function page(
  check: (text: string) => Promise<CheckResult>,
  changes: Partial<Parameters<typeof CheckPage>[0]> = {},
  answers = true,
): Promise<HTMLElement> {
  const root = await renderComponent(
    <CheckPage
      name="JobLantern"
      organisation={null}
      text="help us"
      isTextLost={false}
      data={{ questions: null, help, outlines: null, hasList: null }}
      today="2026-11-28"
      check={check}
      onQuickExit={() => undefined}
      {...changes}
    />,
  );
  if (answers) await vi.waitFor(() => expect(root.querySelector('#result, [role="alert"]')).not.toBeNull());
  return root;
}

const callsOf = (root: HTMLElement): (string | null)[] =>
  [...root.querySelectorAll('#held a[href^="tel:"]')].map((link) => link.getAttribute('href'));

async function choose(root: HTMLElement, selector: string, country: string): Promise<void> {
  const select = root.querySelector<HTMLSelectElement>(selector)!;
  await act(() => {
    select.value = country;
    select.dispatchEvent(new Event('change', { bubbles: true }));
  });
}

describe('a text that is stored backwards', () => {
  it('is judged in the order in which it is shown', async () => {
    const check = vi.fn(async (_text: string) => cryFrom());
    const backwards = `\u202e${Array.from('no passport needed').toReversed().join('')}`;
    await page(check, { text: backwards });
    expect(check.mock.calls.map(([text]) => text)).toEqual(['no passport needed']);
  });
});

describe('the answer to a cry for help', () => {
  it('from Myawaddy shows Thai lines first, then the choice, and the embassy of a chosen passport', async () => {
    const root = await page(async () => cryFrom(PLACES.myawaddy));
    expect(callsOf(root)).toEqual(['tel:1300', 'tel:1599', 'tel:199']);
    expect(root.querySelector('#held')?.textContent).toContain('Numbers in Thailand');
    expect(root.querySelector<HTMLSelectElement>('#held-where')?.value).toBe('MM');
    expect(isBefore(root.querySelector('#held a[href="tel:1300"]'), root.querySelector('#held-where'))).toBe(true);
    await choose(root, '#held-from', 'PH');
    expect(callsOf(root)[0]).toBe('tel:+959985210991');
    expect(root.querySelector('#card')?.textContent).toContain('+95-998-521-0991');
  });

  it('without a place begins with the choice of a country, which leads to its numbers', async () => {
    const root = await page(async () => cryFrom());
    expect(callsOf(root)).toEqual([]);
    expect(isBefore(root.querySelector('#held-where'), root.querySelector('#held .office'))).toBe(true);
    await choose(root, '#held-where', 'TH');
    expect(callsOf(root)).toEqual(['tel:1300', 'tel:1599']);
    // The choice does not move while it is used
    expect(isBefore(root.querySelector('#held-where'), root.querySelector('#held .office'))).toBe(true);
  });

  it('from Cambodia has the steps to report oneself', async () => {
    const root = await page(async () => cryFrom(PLACES.sihanoukville));
    expect(callsOf(root)[0]).toBe('tel:117');
    expect(root.querySelector('#self-report')?.textContent).toMatch(/Report it yourself in Cambodia.*Telegram/u);
    await choose(root, '#held-where', 'TH');
    expect(root.querySelector('#self-report')).toBeNull();
  });

  it('keeps no choice for the next visit', async () => {
    const root = await page(async () => cryFrom(PLACES.myawaddy));
    for (const select of root.querySelectorAll('#held select')) expect(select.getAttribute('autocomplete')).toBe('off');
  });
});

describe('a check that fails', () => {
  it('leads to the help page, too', async () => {
    const root = await page(() => Promise.reject(new Error('no answer')));
    expect(root.querySelector('[role="alert"]')?.textContent).toMatch(/could not be checked/u);
    expect(root.querySelector('a[href="help.html"]')?.textContent).toBe('Get help');
  });
});

/** An answer that is given when the test wants. */
function later<T>(): { promise: Promise<T>; give: (value: T) => Promise<void> } {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((give) => void (resolve = give));
  const give = async (value: T): Promise<void> => {
    resolve(value);
    await act(async () => void (await promise));
  };
  return { promise, give };
}

const verdictOf = (level: CheckResult['verdict']['level']): CheckResult => {
  const result = cryFrom();
  return { ...result, verdict: { ...result.verdict, level, kind: null } };
};

async function write(root: HTMLElement, text: string): Promise<void> {
  await act(() => {
    const field = root.querySelector<HTMLTextAreaElement>('#message')!;
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
}
const press = async (root: HTMLElement, selector: string): Promise<void> =>
  await act(() => root.querySelector<HTMLElement>(selector)!.click());

describe('a result', () => {
  it('is not shown for another text, before its check or during it', async () => {
    const second = later<CheckResult>();
    const answers = [Promise.resolve(verdictOf('none')), second.promise];
    const root = await page(() => answers.shift()!);
    expect(root.querySelector('#verdict')?.textContent).toContain('No known signs');
    await write(root, 'another offer');
    expect(root.querySelector('#verdict')).toBeNull();
    await write(root, 'help us');
    expect(root.querySelector('#verdict')).not.toBeNull();
    await write(root, 'another offer');
    await press(root, '#check');
    expect(root.querySelector('#verdict')).toBeNull();
    await second.give(verdictOf('danger'));
    expect(root.querySelector('#verdict')?.textContent).toContain('signs seen in offers that trap');
  });

  it('of a text that is gone does not come any more', async () => {
    const slow = later<CheckResult>();
    const root = await page(() => slow.promise, { text: '' }, false);
    await write(root, 'an offer');
    await press(root, '#check');
    await write(root, '');
    await act(() => root.querySelector('form')!.requestSubmit());
    await slow.give(verdictOf('none'));
    expect(root.querySelector('#verdict')).toBeNull();
  });

  it('does not stand beside a picture that was chosen later', async () => {
    const client = { read: async () => await new Promise<never>(() => undefined) };
    const root = await page(async () => verdictOf('none'), { pictureClient: client });
    await act(() => {
      const field = root.querySelector<HTMLInputElement>('#picture-files')!;
      Object.defineProperty(field, 'files', { value: [new Blob(['not a picture'])] });
      field.dispatchEvent(new Event('change', { bubbles: true }));
    });
    expect(root.querySelector('#picture-progress')).not.toBeNull();
    expect(root.querySelector('#verdict')).toBeNull();
  });

  it('of words typed beside a picture without words is about these words', async () => {
    const reading = { text: '', codes: [], quality: 0, lines: [], width: 1, height: 1, preview: null };
    const client = { read: async () => await Promise.resolve(reading) } as unknown as PictureClient;
    vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: () => 'blob:1', revokeObjectURL: () => undefined }));
    const root = await page(async () => verdictOf('none'), { pictureClient: client });
    await act(() => {
      const field = root.querySelector<HTMLInputElement>('#picture-files')!;
      Object.defineProperty(field, 'files', { value: [new Blob(['picture'])] });
      field.dispatchEvent(new Event('change', { bubbles: true }));
    });
    await vi.waitFor(() => expect(root.querySelector('#read-pictures')).not.toBeNull());
    expect(root.querySelector<HTMLTextAreaElement>('#message')!.value).toBe('help us');
    await press(root, '#check');
    await vi.waitFor(() => expect(root.querySelector('#verdict')?.textContent).toContain('No known signs'));
  });

  it('that does not take the focus is said to screen readers', async () => {
    const root = await page(async () => verdictOf('danger'));
    const announced = [...root.querySelectorAll('[role="status"]')].map(({ textContent }) => textContent).join('');
    expect(announced).toContain('This post shows signs seen in offers that trap people.');
  });
});

it('leads to help while a check takes long', async () => {
  vi.useFakeTimers();
  try {
    const root = await page(() => new Promise(() => undefined), {}, false);
    expect(root.querySelector('a[href="help.html"]')).toBeNull();
    await act(async () => void (await vi.advanceTimersByTimeAsync(4_000)));
    expect(root.querySelector('a[href="help.html"]')?.textContent).toBe('Get help');
  } finally {
    vi.useRealTimers();
  }
});

it('names the organisation that manages the browser', async () => {
  const root = await page(async () => cryFrom(), { organisation: 'City Library' });
  expect(root.querySelector('.head')?.textContent).toContain('Set up by City Library');
});

function isBefore(a: Element | null, b: Element | null): boolean {
  return a !== null && b !== null && (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}

describe('a text of megabytes', () => {
  const WORDS = 'see you at noon in the market '.repeat(5_000);
  const found: CheckResult = {
    ...cryFrom(),
    verdict: { level: 'none', kind: null, score: 0, language: 'en', reasons: [] },
    messages: [{ sender: '', time: '', start: 0, end: WORDS.length, level: 'none' }],
    marks: [{ start: 60_000, end: 60_003, severity: 'note' }],
  };
  const directionIn = async (text: string): Promise<string | undefined> =>
    (await page(async () => found, { text })).querySelector<HTMLTextAreaElement>('#message')?.dir;

  it('is shown shortened around its marks, as one line of it would stop the page', async () => {
    const root = await page(async () => found, { text: WORDS });
    const shown = root.querySelector('.marked')!;
    expect(shown.textContent.length).toBeLessThan(20_000);
    expect(shown.querySelector('mark')?.textContent).toBe('see');
    expect(shown.textContent).toMatch(/^see you.* … .*market $/u);
  });

  it('has the direction of its first letter: browsers look for it in each line again and again', async () => {
    expect(await directionIn(WORDS)).toBe('ltr');
    expect(await directionIn(`12:30 ${'مرحبا '.repeat(4_000)}`)).toBe('rtl');
    expect(await directionIn('see you at noon')).toBe('auto');
  });

  it('has that direction before the browser lays out what is pasted', async () => {
    const root = await page(async () => found, { text: '' }, false);
    const field = root.querySelector<HTMLTextAreaElement>('#message')!;
    field.dispatchEvent(new InputEvent('beforeinput', { data: 'a', bubbles: true }));
    expect(field.dir).toBe('auto');
    field.dispatchEvent(new InputEvent('beforeinput', { data: WORDS, bubbles: true }));
    expect(field.dir).toBe('ltr');
  });
});

describe('a dropped file', () => {
  const pictureClient = {
    read: vi.fn(async () => Promise.reject(new Error('no picture'))),
  } as unknown as PictureClient;
  async function drop(file: File): Promise<{ root: HTMLElement; check: ReturnType<typeof vi.fn> }> {
    const check = vi.fn(async () => verdictOf('danger'));
    const root = await page(check, { text: '', pictureClient }, false);
    const event = Object.assign(new Event('drop', { bubbles: true, cancelable: true }), {
      dataTransfer: { files: [file], types: ['Files'] },
    });
    await act(() => void document.dispatchEvent(event));
    return { root, check };
  }

  it('with a chat is read and checked', async () => {
    const { root, check } = await drop(new File(['Anna: Mae Sot'], 'chat.txt', { type: 'text/plain' }));
    await vi.waitFor(() => expect(root.querySelector('#verdict')).not.toBeNull());
    expect(check).toHaveBeenCalledWith('Anna: Mae Sot', null);
    expect(root.querySelector<HTMLTextAreaElement>('#message')?.value).toBe('Anna: Mae Sot');
    expect(root.querySelector('#lost')).toBeNull();
  });

  it('can be chosen by a button, too: a keyboard cannot drop', async () => {
    const check = vi.fn(async () => verdictOf('danger'));
    const root = await page(check, { text: '', pictureClient }, false);
    const field = root.querySelector<HTMLInputElement>('#text-files')!;
    expect(root.querySelector('label[for="text-files"]')?.textContent).toBe('Choose a file');
    expect(field.accept.split(',')).toEqual(expect.arrayContaining(['.txt', '.zip']));
    Object.defineProperty(field, 'files', { value: [new File(['Anna: Mae Sot'], 'chat.txt')] });
    await act(() => void field.dispatchEvent(new Event('change', { bubbles: true })));
    await vi.waitFor(() => expect(check).toHaveBeenCalledWith('Anna: Mae Sot', null));
  });

  it('that cannot be read as text asks for the words', async () => {
    const { root, check } = await drop(
      new File([Buffer.from('caf\u00e9', 'latin1')], 'chat.txt', { type: 'text/plain' }),
    );
    await vi.waitFor(() =>
      expect(root.querySelector('#lost')?.textContent).toContain('The text did not arrive. Paste it here.'),
    );
    expect(check).not.toHaveBeenCalled();
  });
});

describe('a link alone', () => {
  const link: CheckResult = {
    ...cryFrom(),
    verdict: { ...cryFrom().verdict, kind: 'too-little' },
    contacts: [{ kind: 'domain', raw: 'x.example' }],
  };
  const wordsOf = async (result: CheckResult, hasList: boolean): Promise<string> =>
    (await page(async () => result, { data: { questions: null, help, outlines: null, hasList } })).querySelector(
      '#too-little ul',
    )!.textContent;

  it('is said to be in no list only where the lists answered', async () => {
    expect(await wordsOf(link, true)).toContain('None of your lists names it.');
    expect(await wordsOf(link, false)).toContain('This version has no list.');
    const silent = await wordsOf({ ...link, areListsSilent: true }, true);
    expect(silent).not.toContain('None of your lists');
    expect(silent).toContain('It could not be checked. Reload the page and try again.');
  });
});
