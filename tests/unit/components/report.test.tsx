// @vitest-environment jsdom
import { act } from 'preact/test-utils';
import * as v from 'valibot';
import { describe, expect, test, vi } from 'vitest';
import type { FormResult } from '../../../components/report/FormResultNote.tsx';
import { emptyDispute } from '../../../components/report/report-form.ts';
import { ReportPage } from '../../../components/report/ReportPage.tsx';
import type { CodeResult } from '../../../utils/contracts/report-result.ts';
import { EnteredReportSchema, type EnteredReport } from '../../../utils/report/entered-report.ts';
import type { ReportDocument } from '../../../utils/report/report-document.ts';
import type { ReportDraft } from '../../../utils/report/report-draft.ts';
import type { OutboxItem } from '../../../utils/report/outbox.ts';
import { findButton, clickButton, renderComponent } from './render-component.tsx';
import { listedVerdict, lureVerdict, lurePost } from './verdicts.ts';

const draft: ReportDraft = {
  post: lurePost,
  verdict: lureVerdict,
  wrong: false,
  taken: ['name', 'key'],
  private: false,
};
const facts = { id: 'a'.repeat(32), locale: 'en', appVersion: '0.1.0', today: '2026-11-25' };
const item: OutboxItem = {
  key: 'k',
  state: 'waiting',
  reason: 'offline',
  savedOn: '2026-11-25',
  deliveredOn: null,
  receipt: false,
  nextAt: 0,
};

function page(changes: Partial<Parameters<typeof ReportPage>[0]> = {}): Promise<HTMLElement> {
  const nothing = (): void => undefined;
  return renderComponent(
    <ReportPage
      name="JobLantern"
      draft={draft}
      facts={facts}
      publisher="Example Shelter"
      canSend
      canSeal
      mail={null}
      items={[]}
      result={null}
      isBusy={false}
      onSend={nothing}
      onSaveSealed={nothing}
      onSaveReadable={nothing}
      onCopySealed={nothing}
      onTryAgain={nothing}
      onSaveItem={nothing}
      onErase={nothing}
      onQuickExit={nothing}
      {...changes}
    />,
  );
}

async function enter(root: HTMLElement, id: string, text: string): Promise<void> {
  const field = root.querySelector<HTMLTextAreaElement>(`#${id}`)!;
  await act(() => {
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

async function tick(root: HTMLElement, label: string): Promise<void> {
  const box = [...root.querySelectorAll('label')]
    .find((one) => one.textContent?.includes(label))
    ?.querySelector('input');
  await act(() => box!.click());
}

describe('what was entered before the form was loaded anew', () => {
  test('is there again, and what was taken out stays out', async () => {
    const onEntered = vi.fn<(entered: EnteredReport) => void>();
    const before = await page({ onEntered });
    expect(onEntered).not.toHaveBeenCalled();
    await enter(before, 'words', 'They wanted my passport.');
    await tick(before, 'They ask for money');
    await act(() => before.querySelector<HTMLElement>('[aria-label="Take out: Site"]')!.click());
    const entered = onEntered.mock.lastCall![0];
    expect(v.parse(EnteredReportSchema, entered)).toEqual(entered);

    const onSend = vi.fn<(document: ReportDocument) => void>();
    const root = await page({ onSend, draft: { ...draft, entered } });
    expect(root.querySelector<HTMLTextAreaElement>('#words')?.value).toBe('They wanted my passport.');
    await clickButton(root, 'Send sealed report');
    const sent = onSend.mock.lastCall![0];
    expect(sent).toMatchObject({ words: 'They wanted my passport.', post: { site: '' } });
    expect(sent.categories).toEqual(['asks-money']);
  });
});

describe('the number of names under which the reader saw the text', () => {
  const seen = { ...draft, verdict: { ...lureVerdict, seenNames: 4 } };

  test('goes into the report only when it is ticked, and then stands in the letter', async () => {
    const onSend = vi.fn<(document: ReportDocument) => void>();
    const root = await page({ draft: seen, onSend });
    await clickButton(root, 'Send sealed report');
    expect(onSend.mock.calls[0]?.[0]).not.toHaveProperty('seenNames');
    expect(root.querySelector('.letter')?.textContent).not.toContain('Names under which you saw this text');
    await act(() => root.querySelector<HTMLInputElement>('#seen-names')!.click());
    expect(root.querySelector('.letter')?.textContent).toContain('Names under which you saw this text: 4');
    await clickButton(root, 'Send sealed report');
    expect(onSend.mock.calls[1]?.[0]).toMatchObject({ seenNames: 4 });
  });

  test('is not offered where no other name was seen, nor in a dispute', async () => {
    expect((await page()).querySelector('#seen-names')).toBeNull();
    expect((await page({ draft: { ...seen, dispute: true } })).querySelector('#seen-names')).toBeNull();
  });
});

describe('the report page', () => {
  test('sends exactly what is shown, without the fields that the reader took out', async () => {
    const onSend = vi.fn<(document: ReportDocument, receipt: boolean) => void>();
    const root = await page({ onSend });
    await clickButton(root, 'Take out: Place');
    await clickButton(root, 'Take out: Result of the check');
    await tick(root, 'They ask for money');
    await tick(root, 'Keep the day of delivery');
    await enter(root, 'words', 'They asked for 500 USD.');
    await enter(root, 'reach', 'signal: example.1');
    await clickButton(root, 'Send sealed report');
    const [document, receipt] = onSend.mock.calls[0]!;
    expect(receipt).toBe(true);
    expect(document).toMatchObject({
      kind: 'suspicious-post',
      post: { title: 'Chat support', text: lurePost.text, contacts: ['@team'] },
      verdict: null,
      categories: ['asks-money'],
      words: 'They asked for 500 USD.',
      reach: 'signal: example.1',
    });
    expect(document.post).not.toHaveProperty('location');
    const letter = root.querySelector('.letter')?.textContent ?? '';
    for (const value of [
      'Chat support',
      lurePost.text,
      '@team',
      'They ask for money',
      '500 USD',
      'signal: example.1',
    ]) {
      expect(letter).toContain(value);
    }
    expect(letter).not.toContain('Mae Sot');
    await clickButton(root, 'Put back: Place');
    expect(root.querySelector('.letter')?.textContent).toContain('Mae Sot');
  });

  test('shows every field of the document that is sealed, also those of the verdict', async () => {
    const onSend = vi.fn<(document: ReportDocument, receipt: boolean) => void>();
    const listed = { ...draft, verdict: listedVerdict };
    const root = await page({ onSend, draft: listed, facts: { ...facts, outcome: 'f'.repeat(64) } });
    await tick(root, 'They ask for money');
    await tick(root, 'Give me a code');
    await clickButton(root, 'Send sealed report');
    const document = onSend.mock.calls[0]![0];
    expect(document.verdict?.reasons).not.toEqual([]);
    expect(document.verdict?.listedBy).not.toBeNull();
    expect(JSON.parse(root.querySelector('#as-sent')?.querySelector('pre')?.textContent ?? '')).toEqual(document);
  });

  test('takes the site out together with the address, which names it', async () => {
    const onSend = vi.fn<(document: ReportDocument, receipt: boolean) => void>();
    const root = await page({ onSend });
    const sent = async (): Promise<ReportDocument['post']> => {
      await clickButton(root, 'Send sealed report');
      return onSend.mock.calls.at(-1)![0].post;
    };
    const { site, url } = await sent();
    expect([site, url]).toEqual([lurePost.site, lurePost.url]);
    await clickButton(root, 'Take out: Address of the post');
    expect(await sent()).toMatchObject({ site: '' });
    expect(await sent()).not.toHaveProperty('url');
    expect(root.querySelector('#as-sent')?.textContent).not.toContain(site);
    await clickButton(root, 'Put back: Site');
    expect(await sent()).toMatchObject({ site });
    expect(await sent()).not.toHaveProperty('url');
    await clickButton(root, 'Put back: Address of the post');
    await clickButton(root, 'Take out: Site');
    expect(await sent()).not.toHaveProperty('url');
    await clickButton(root, 'Put back: Address of the post');
    expect(await sent()).toMatchObject({ site, url });
  });

  test('names the reader’s own data that were taken out', async () => {
    expect((await page()).textContent).toContain('We took out what seems to be yours: your name, keys in addresses.');
  });

  test('asks other questions about a wrong warning, and warns of nothing', async () => {
    const root = await page({ draft: { ...draft, wrong: true } });
    expect(root.textContent).toContain('What is wrong with the warning?');
    expect(root.textContent).toContain('It is an honest offer');
    expect(root.querySelector('#help-first')).toBeNull();
    expect((await page()).querySelector('#help-first')).not.toBeNull();
  });

  test('a dispute says what follows, and cannot leave without what is listed', async () => {
    const onSaveReadable = vi.fn<(document: ReportDocument) => void>();
    const root = await page({ draft: emptyDispute(false), dispute: 'https://shelter.example/dispute', onSaveReadable });
    expect(root.textContent).toContain('A person at Example Shelter looks at it.');
    expect(root.textContent).toContain('https://shelter.example/dispute');
    expect(root.querySelector('#help-first')).toBeNull();
    await tick(root, 'It was listed by mistake');
    await enter(root, 'reach', 'office@golden.example');
    expect(findButton(root, 'Send sealed report').disabled).toBe(true);
    await enter(root, 'message', ' @gold_hr \n\n+66 81 234 5678');
    await clickButton(root, 'Save as a readable file');
    expect(onSaveReadable.mock.calls[0]?.[0]).toMatchObject({
      kind: 'dispute',
      post: { contacts: ['@gold_hr', '+66 81 234 5678'] },
      categories: ['listed-by-mistake'],
      reach: 'office@golden.example',
    });
  });

  test('a dispute of what another publisher listed says whom it reaches', async () => {
    const verdict = { ...listedVerdict, listing: { ...listedVerdict.listing!, publisher: 'Other NGO' } };
    const root = await page({ draft: { ...draft, verdict, dispute: true } });
    expect(root.textContent).toContain('This is listed by Other NGO. This form reaches only Example Shelter.');
  });

  test('a message that is on no page can be pasted; an empty report cannot leave', async () => {
    const empty = {
      ...lurePost,
      title: '',
      text: '',
      url: '',
      location: '',
      salary: '',
      contacts: [],
      kind: 'message' as const,
    };
    const onSaveReadable = vi.fn<(document: ReportDocument) => void>();
    const root = await page({ draft: { ...draft, post: empty, verdict: null, taken: [] }, onSaveReadable });
    expect(findButton(root, 'Send sealed report').disabled).toBe(true);
    await enter(root, 'message', 'Hello dear, easy job in Poipet');
    await clickButton(root, 'Save as a readable file');
    expect(onSaveReadable.mock.calls[0]?.[0]).toMatchObject({
      kind: 'suspicious-message',
      post: { text: 'Hello dear, easy job in Poipet' },
    });
  });

  test('saves the report instead of sending it when there is no publisher’s list', async () => {
    const root = await page({ canSend: false, canSeal: false });
    expect(() => findButton(root, 'Send sealed report')).toThrow();
    expect(() => findButton(root, 'sealed file')).toThrow();
    expect(findButton(root, 'Save as a readable file').className).toBe('main');
  });

  test('does not promise a later delivery from a private window', async () => {
    const root = await page({ draft: { ...draft, private: true } });
    expect(root.textContent).toContain('From a private window nothing is stored here.');
    expect(root.textContent).not.toContain('receipt');
  });

  const outcomes: [string, FormResult, RegExp][] = [
    [
      'delivered',
      { what: 'sent', item: { ...item, state: 'delivered', reason: null } },
      /was delivered\. Example Shelter/u,
    ],
    ['waiting', { what: 'sent', item }, /waits on this device.*no connection/u],
    [
      'refused',
      { what: 'sent', item: { ...item, state: 'refused', reason: 'not-accepted' } },
      /not accepted.*of this form/u,
    ],
    ['no readers', { what: 'problem', key: 'no-recipients' }, /nobody who may read reports/u],
    ['an unknown fault', { what: 'problem', key: 'from-a-later-version' }, /went wrong/u],
    ['no consent', { what: 'no-consent' }, /Nothing was sent/u],
    ['saved', { what: 'saved' }, /file was saved/u],
  ];
  test.each(outcomes)('shows the outcome in words: %s', async (_name, result, words) => {
    expect((await page({ result })).querySelector('#outcome')?.textContent).toMatch(words);
  });

  test('says of a report that could not be stored that nothing was sent, and not that a list is missing', async () => {
    const root = await page({ result: { what: 'problem', key: 'not-stored' } });
    expect(root.querySelector('#outcome')?.textContent).toMatch(
      /^The report could not be stored here\. Nothing was sent/u,
    );
  });

  test('removes the form after sending, and keeps it after a fault', async () => {
    expect((await page({ result: { what: 'sent', item } })).querySelector('#send')).toBeNull();
    expect((await page({ result: { what: 'problem', key: 'offline' } })).querySelector('#send')).not.toBeNull();
  });

  test('sends waiting reports again on request, and erases all by one press', async () => {
    const [onTryAgain, onErase] = [vi.fn(), vi.fn()];
    const root = await page({ items: [item], onTryAgain, onErase });
    await clickButton(root, 'Try again now');
    await clickButton(root, 'Erase all reports and drafts here');
    expect(onTryAgain).toHaveBeenCalledTimes(1);
    expect(onErase).toHaveBeenCalledTimes(1);
  });

  test('says that a report for another publisher is not sent, and saves it and refused ones by their keys', async () => {
    const onSaveItem = vi.fn();
    const items: OutboxItem[] = [
      { ...item, key: 'held', reason: 'other-relay' },
      { ...item, key: 'refused', state: 'refused', reason: 'not-accepted' },
      { ...item, key: 'old', state: 'refused', reason: 'too-old' },
      { ...item, key: 'waits' },
    ];
    const root = await page({ items: items.slice(0, 1), onSaveItem });
    expect(root.querySelector('#outbox')?.textContent).toContain('sealed for another publisher');
    expect(root.querySelector('#outbox')?.textContent).not.toContain('goes by itself');
    expect(root.querySelector('#try-again')).toBeNull();
    const delivered = await page({ items: [{ ...item, state: 'delivered', publisher: 'Our Shelter' }] });
    expect(delivered.querySelector('#outbox')?.textContent).toContain('Our Shelter can read it now');
    const all = await page({ items, onSaveItem });
    for (const button of all.querySelectorAll<HTMLElement>('#outbox .save-item')) button.click();
    expect(onSaveItem.mock.calls).toEqual([['held'], ['refused']]);
  });

  test('makes no code unless the reader asks for it; then the report has the hash of its outcome', async () => {
    const onSend = vi.fn<(document: ReportDocument, receipt: boolean) => void>();
    const root = await page({ onSend, facts: { ...facts, outcome: 'f'.repeat(64) } });
    await tick(root, 'They ask for money');
    await clickButton(root, 'Send sealed report');
    expect(onSend.mock.calls[0]?.[0]).not.toHaveProperty('outcome');
    await tick(root, 'Give me a code');
    expect(root.querySelector('.letter')?.textContent).toContain('f'.repeat(64));
    await clickButton(root, 'Send sealed report');
    expect(onSend.mock.calls[1]?.[0].outcome).toBe('f'.repeat(64));
  });

  test('shows a code once, in groups, and accepts it for its outcome and for a withdrawal', async () => {
    const code = `${'abcde'.repeat(8)}xyz`;
    expect((await page({ code })).querySelector('#new-code code')?.textContent).toMatch(/^abcde abcde .* xyz$/u);
    const onCode = vi.fn<(secret: string, withdraw: boolean) => void>();
    const root = await page({ draft: null, onCode });
    const field = root.querySelector<HTMLInputElement>('#code')!;
    await enter(root, 'code', 'abcde');
    expect(findButton(root, 'See what became of it').disabled).toBe(true);
    await enter(root, 'code', ` ${code.match(/.{1,5}/gu)!.join(' ')} `);
    expect(field.value).toContain('xyz');
    await clickButton(root, 'See what became of it');
    await clickButton(root, 'Take the report back');
    expect(onCode.mock.calls).toEqual([
      [code, false],
      [code, true],
    ]);
  });

  const answers: [string, CodeResult, RegExp][] = [
    [
      'listed',
      { withdrawal: null, outcome: { outcome: 'listed', on: '2026-11-25' } },
      /Shelter warns others with it\. 25 Nov/u,
    ],
    ['nothing yet', { withdrawal: null, outcome: null }, /Nothing is said/u],
    ['taken back', { withdrawal: 'taken-back', outcome: null }, /was taken back\. If somebody fetched it/u],
    ['too late', { withdrawal: 'gone', outcome: null }, /no such report/u],
    ['no network', { withdrawal: 'offline', outcome: null }, /could not be reached/u],
  ];
  test.each(answers)('shows the answer to a code in words: %s', async (_name, codeAnswer, words) => {
    const root = await page({ draft: null, onCode: () => undefined, codeAnswer });
    expect(root.querySelector('#code-answer')?.textContent).toMatch(words);
  });

  test('says that a draft no longer exists', async () => {
    const lost = await page({ draft: null });
    expect(lost.textContent).toContain('This post is no longer here.');
    expect(lost.querySelector('#paste-instead')?.getAttribute('href')).toBe('check.html');
  });
});
