// @vitest-environment jsdom
import { describe, expect, test, vi } from 'vitest';
import { Marker } from '../../../components/warning/Marker.tsx';
import { Panel, type PanelActions } from '../../../components/warning/Panel.tsx';
import type { Verdict } from '../../../utils/model/verdict.ts';
import { findButton, clickButton, renderComponent } from './render-component.tsx';
import { cautionVerdict, listedVerdict, lureVerdict } from './verdicts.ts';

const actions = (): PanelActions => ({
  onQuote: vi.fn(),
  onHelp: vi.fn(),
  onReport: vi.fn(),
  onFine: vi.fn(),
  onDispute: vi.fn(),
  onHide: vi.fn(),
  onCollapse: vi.fn(),
  onPreview: vi.fn(async (): Promise<string | null> => 'Chat support\n\nFree air ticket, […]'),
  onFeedback: vi.fn(),
});
const panel = (verdict: Verdict, does = actions(), language = 'en'): Promise<HTMLElement> =>
  renderComponent(
    <Panel verdict={verdict} title="Chat support" productName="JobLantern" onDrawn={() => undefined} {...does} />,
    language,
  );

describe('the panel', () => {
  test('says what was seen in the post’s words, and keeps the rest behind a click', async () => {
    const root = await panel(lureVerdict);
    expect(root.textContent).toContain('This post shows signs seen in offers that trap people.');
    expect([...root.querySelectorAll('q')].map((quote) => quote.textContent)).toEqual([
      'Free air ticket',
      'No interview',
      'Mae Sot',
    ]);
    // The marks follow the page, the words their own direction.
    expect(root.querySelector('q')?.hasAttribute('dir')).toBe(false);
    expect(root.querySelector('q > bdi')?.textContent).toBe('Free air ticket');
    await clickButton(root, '2 more signs');
    expect(root.textContent).toContain('Telegram only');
    expect(root.textContent).toContain('What speaks for this offer');
    expect(root.textContent).toContain('A written contract is named.');
  });

  test('explains each reason and names its source as text, not as a link', async () => {
    const root = await panel(lureVerdict);
    const places = [...root.querySelectorAll('li')].find((item) => item.textContent?.includes('Mae Sot'))!;
    expect(places.textContent).not.toContain('unodc.org');
    await clickButton(places, 'Why?');
    expect(places.textContent).toContain('Many trapped people were brought through it.');
    expect(places.textContent).toContain('www.unodc.org');
    expect(root.querySelector('a')).toBeNull();
  });

  test('a listing names its author, its day, its reason and its case', async () => {
    const root = await panel(listedVerdict);
    expect(root.textContent).toContain('Reported by Example Shelter on 3 Nov 2026.');
    expect(root.textContent).toContain('trapping people');
    expect(root.textContent).toContain('case 12');
    const disputed = { ...listedVerdict, listing: { ...listedVerdict.listing!, disputedSince: '2026-11-20' } };
    expect((await panel(disputed)).textContent).toContain('disputed since 20 Nov 2026');
    const does = actions();
    await clickButton(await panel(listedVerdict, does), 'Dispute it');
    expect(does.onDispute).toHaveBeenCalledOnce();
    expect((await panel(lureVerdict)).textContent).not.toContain('Dispute');
  });

  test('calls the handler of each button', async () => {
    const does = actions();
    const root = await panel(lureVerdict, does);
    for (const [label, name] of [
      ['Get help', 'onHelp'],
      ['Report…', 'onReport'],
      ['This is fine', 'onFine'],
      ['Hide', 'onHide'],
      ['Fold', 'onCollapse'],
      ['Free air ticket', 'onQuote'],
    ] as const) {
      await clickButton(root, label);
      expect(does[name]).toHaveBeenCalledTimes(1);
    }
    expect(does.onQuote).toHaveBeenCalledWith(lureVerdict.reasons[0], expect.anything());
  });

  test('a stranger’s words are shown as text', async () => {
    const root = await panel({
      ...lureVerdict,
      reasons: [{ ...lureVerdict.reasons[0]!, quote: '<img src=x onerror=alert(1)>\u202egnp' }],
    });
    expect(root.querySelector('img')).toBeNull();
    expect(root.querySelector('q')?.textContent).toBe('<img src=x onerror=alert(1)>gnp');
  });

  test('never holds a field to type in', async () => {
    expect((await panel(lureVerdict)).querySelector('input,textarea,select,[contenteditable]')).toBeNull();
  });

  test('asks "Was this right?" only where answers are taken, and sends the text only when it is ticked', async () => {
    expect((await panel(lureVerdict)).textContent).not.toContain('Was this right?');
    const does = actions();
    const root = await renderComponent(
      <Panel
        verdict={lureVerdict}
        title=""
        productName="JobLantern"
        brandHelp={{ publisher: 'Example Shelter' }}
        feedback="open"
        onDrawn={() => undefined}
        {...does}
      />,
    );
    expect(root.textContent).toContain('One press tells Example Shelter your answer');
    expect(root.querySelector('input')).toBeNull();
    await clickButton(root, /^No$/u);
    expect(root.textContent).toContain('The text is not in it.');
    expect(root.textContent).not.toContain('Free air ticket, […]');
    await clickButton(root, 'Send the text too');
    await vi.waitFor(() => expect(root.querySelector('.sent-text')?.textContent).toContain('Free air ticket, […]'));
    expect(root.textContent).not.toContain('The text is not in it.');
    expect(root.textContent).toContain('the language and the text. It is sealed.');
    expect(root.querySelector('[role="checkbox"]')?.getAttribute('aria-checked')).toBe('true');
    await clickButton(root, 'Not sure');
    expect(does.onFeedback).toHaveBeenNthCalledWith(1, 'wrong', false, expect.anything());
    expect(does.onFeedback).toHaveBeenNthCalledWith(2, 'unsure', true, expect.anything());
  });

  test('a text that cannot be shown is not sent, nor one that is not shown yet', async () => {
    let resolve: (text: string | null) => void = () => undefined;
    const does = { ...actions(), onPreview: () => new Promise<string | null>((done) => (resolve = done)) };
    const root = await renderComponent(
      <Panel verdict={lureVerdict} title="" productName="JobLantern" feedback="open" onDrawn={vi.fn()} {...does} />,
    );
    await clickButton(root, 'Send the text too');
    expect(findButton(root, /^No$/u).disabled).toBe(true);
    resolve(null);
    await vi.waitFor(() => expect(root.querySelector('[aria-checked="false"]')).not.toBeNull());
    await clickButton(root, /^No$/u);
    expect(does.onFeedback).toHaveBeenCalledWith('wrong', false, expect.anything());
  });

  test('shows the level by word and shape, not by colour alone', async () => {
    const danger = await panel(lureVerdict);
    expect(danger.querySelector('h2')?.textContent).toContain('Danger');
    const octagon = danger.querySelector('.shape .body')?.getAttribute('d');
    const mild = await panel(cautionVerdict);
    expect(mild.querySelector('h2')?.textContent).toContain('Caution');
    expect(mild.querySelector('.shape .body')?.getAttribute('d')).not.toBe(octagon);
  });

  test('is shown in Thai', async () => {
    const root = await panel(lureVerdict, actions(), 'th');
    expect(root.textContent).toContain('ประกาศนี้มีสัญญาณ');
    expect(root.textContent).toContain('มีคนออกค่าเดินทางให้');
  });

  test('a reason that this version does not know still has words', async () => {
    const root = await panel({ ...lureVerdict, reasons: [{ ...lureVerdict.reasons[0]!, id: 'from-a-later-version' }] });
    expect(root.textContent).toContain('One more sign seen in such offers.');
  });
});

describe('the panel of one of several posts', () => {
  test('shows the title of its post and steps to the others', async () => {
    const onStep = vi.fn();
    const root = await panel(lureVerdict, { ...actions(), onStep });
    expect(root.querySelector('.post-title')?.textContent).toBe('Chat support');
    root.querySelector<HTMLButtonElement>('[aria-label="Next warning"]')!.click();
    root.querySelector<HTMLButtonElement>('[aria-label="Previous warning"]')!.click();
    expect(onStep.mock.calls.map(([step]) => step as number)).toEqual([1, -1]);
    expect((await panel(lureVerdict)).querySelector('.step')).toBeNull();
  });
});

describe('a marker', () => {
  const marker = (verdict: Verdict, open = false): Promise<HTMLElement> =>
    renderComponent(<Marker verdict={verdict} isOpen={open} onDrawn={() => undefined} onToggle={() => undefined} />);

  test('says what the warning is', async () => {
    expect(findButton(await marker(lureVerdict), /^May be a trap/u).getAttribute('aria-expanded')).toBe('false');
    const scam: Verdict = { ...lureVerdict, kind: 'job-scam' };
    expect(findButton(await marker(scam), /^Looks like a scam/u).getAttribute('aria-expanded')).toBe('false');
    const { publisher } = listedVerdict.listing!;
    expect((await marker(listedVerdict)).textContent).toContain(`Listed by ${publisher}`);
  });

  test('says at caution that the post is to be checked first', async () => {
    const root = await marker(cautionVerdict, true);
    expect(findButton(root, /^Check this first/u).getAttribute('aria-expanded')).toBe('true');
  });
});

describe('what the brand adds', () => {
  const own = {
    publisher: 'Example Shelter',
    dispute: 'https://shelter.example/dispute',
    hotline: {
      label: { en: 'Our line', th: 'สายของเรา' },
      number: '+66 2 555 0143',
      hours: null,
      source: 'https://a.example',
    },
  };
  const drawn = (verdict: Verdict, added = own, language = 'en'): Promise<HTMLElement> =>
    renderComponent(
      <Panel
        verdict={verdict}
        title=""
        productName="JobLantern"
        brandHelp={added}
        onDrawn={() => undefined}
        {...actions()}
      />,
      language,
    );

  test('shows the brand’s telephone number in the reader’s language, as text without a link', async () => {
    const root = await drawn(lureVerdict, own, 'th');
    expect(root.querySelector('.hotline')?.textContent).toBe('สายของเรา+66 2 555 0143');
    expect(root.querySelector('a')).toBeNull();
    expect((await panel(lureVerdict)).querySelector('.hotline')).toBeNull();
  });

  test('says where a listing of the brand is disputed, and not where another publisher’s is', async () => {
    expect((await drawn(listedVerdict)).querySelector('.listing')?.textContent).toContain(own.dispute);
    const other = { ...own, publisher: 'City Library' };
    expect((await drawn(listedVerdict, other)).querySelector('.listing')?.textContent).not.toContain(own.dispute);
  });
});
