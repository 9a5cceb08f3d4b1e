// @vitest-environment jsdom
import { act } from 'preact/test-utils';
import * as v from 'valibot';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { chooseHelp, countriesOf, hasLineForHeld, OTHER_COUNTRY } from '../../../components/help/choose-help.ts';
import { telegramLink, telephoneLink } from '../../../components/help/HelpEntryItem.tsx';
import { STAGES } from '../../../components/help/stages.ts';
import { HelpPage } from '../../../components/help/HelpPage.tsx';
import { compileHelp, helpFaults } from '../../../tools/knowledge/help.ts';
import { LANGUAGES } from '../../../utils/i18n/languages.ts';
import { HelpSchema, type Help, type HelpCountry } from '../../../utils/model/help.ts';
import { helpCoverage, NATIONALITIES } from '../../../tools/help/help-coverage.ts';
import { findButton, renderComponent } from './render-component.tsx';

let help: Help;
beforeAll(async () => {
  const files = await compileHelp('knowledge');
  help = v.parse(HelpSchema, JSON.parse(Buffer.from(files['help.json']!).toString('utf8')));
});

const numbers = (countries: { entries: { number?: string | undefined }[] }[]): (string | undefined)[] =>
  countries.flatMap(({ entries }) => entries.map(({ number }) => number));

async function choose(root: HTMLElement, selector: string, country: string): Promise<void> {
  const select = root.querySelector<HTMLSelectElement>(selector)!;
  await act(() => {
    select.value = country;
    select.dispatchEvent(new Event('change', { bubbles: true }));
  });
}

test('where the numbers could not be read, one press tries again', async () => {
  const root = await renderComponent(<HelpPage name="JobLantern" help={null} onQuickExit={() => undefined} />, 'my');
  expect(findButton(root, 'ထပ်').closest('.note.danger')).not.toBeNull();
});

describe('chooseHelp', () => {
  it('shows a Thai in Thailand emergency numbers first and the others by urgency', () => {
    const { here } = chooseHelp(help, 'TH', 'TH');
    expect(numbers(here).slice(0, 4)).toEqual(['191', '1155', '1300', '1599']);
  });

  it('shows a Filipina in Myanmar her embassy and the numbers of home that work from abroad', () => {
    const { here, home } = chooseHelp(help, 'MM', 'PH');
    expect(numbers(here)).toEqual(['199', '+95-998-521-0991']);
    expect(numbers(home)).not.toContain('1343');
  });

  it('shows an embassy only to its own citizens', () => {
    expect(numbers(chooseHelp(help, 'MM', 'TH').here)).toEqual(['199']);
    expect(numbers(chooseHelp(help, 'MM', 'TH').home)).toContain('+66-99-130-1300');
  });

  it('keeps the embassies apart while no passport is chosen', () => {
    const { here, embassies } = chooseHelp(help, 'MM', '');
    expect(numbers(here)).toEqual(['199']);
    expect(numbers(embassies)).toContain('+95-998-521-0991');
    expect(chooseHelp(help, 'MM', 'TH').embassies).toEqual([]);
  });

  it('knows where a line for people who are held exists', () => {
    expect(['TH', 'KH', 'LA', 'MM', 'BR', OTHER_COUNTRY, ''].filter((where) => hasLineForHeld(help, where))).toEqual([
      'TH',
      'KH',
      'LA',
    ]);
  });

  it('shows a Filipino in Cambodia the embassy there and not the one in Myanmar', () => {
    const { here, home } = chooseHelp(help, 'KH', 'PH');
    expect(numbers(here)).toContain('+855-98888771');
    expect(numbers([...here, ...home])).not.toContain('+95-998-521-0991');
  });

  it('shows an Indian in Myanmar the embassy in the country nearby', () => {
    expect(numbers(chooseHelp(help, 'MM', 'IN').nearby)).toContain('+66-618819218');
  });

  it('shows only local contacts to a reader whose country is not in the list', () => {
    const { here, home } = chooseHelp(help, 'TH', OTHER_COUNTRY);
    expect(numbers(here)).toContain('1300');
    expect(here.flatMap(({ entries }) => entries).every(({ in: place }) => place === undefined)).toBe(true);
    expect(home).toEqual([]);
  });

  it('shows every entry in exactly one part for every choice', () => {
    const all = help.countries.reduce((sum, { entries }) => sum + entries.length, 0);
    for (const where of ['', ...countriesOf(help)]) {
      for (const passport of ['', ...countriesOf(help)]) {
        const { here, home, nearby, embassies, elsewhere } = chooseHelp(help, where, passport);
        expect(numbers([...here, ...home, ...nearby, ...embassies, ...elsewhere])).toHaveLength(all);
      }
    }
  });
});

describe('help data', () => {
  it('claims no call and marks entries without a source', () => {
    for (const { entries } of help.countries) {
      for (const { called, source, old } of entries) {
        expect(called).toBeNull();
        if (source === null) expect(old).toBe(true);
      }
    }
  });

  it('has something to press and an official or press source for 30 nationalities in 8 places', () => {
    const rows = helpCoverage(help);
    expect(rows).toHaveLength(30 * 8);
    expect(rows.filter(({ contacts }) => contacts === 0)).toEqual([]);
    const sourced = rows.filter(({ bestRecent }) => bestRecent === 'official' || bestRecent === 'press');
    expect(sourced.length / rows.length).toBeGreaterThanOrEqual(0.9);
  });

  it('never leaves the police of Myanmar as the only contact', () => {
    for (const nationality of NATIONALITIES) {
      const { here, home, nearby } = chooseHelp(help, 'MM', nationality);
      const other = numbers([...here, ...home, ...nearby]).filter((number) => number !== '199');
      expect(other.length + help.international.entries.length).toBeGreaterThan(0);
      expect(other, nationality).not.toEqual([]);
    }
  });

  it('has the steps for people who are held in every language of the interface', () => {
    const steps = help.countries.flatMap(({ selfReport }) => selfReport?.steps ?? []);
    expect(steps.length).toBeGreaterThan(5);
    for (const step of steps) expect(Object.keys(step).toSorted()).toEqual(LANGUAGES.map(({ tag }) => tag).toSorted());
  });

  it('gives callers from abroad no short number, which reaches nobody there', () => {
    for (const { country, entries } of help.countries)
      for (const { number, reach } of entries)
        if (reach === 'abroad' && number !== undefined) expect(`${country} ${number}`).toMatch(/ \+/u);
    const entry = { topic: 'consular', name: { en: 'Line' }, number: '1348', reach: 'abroad' };
    const country = { country: 'PH', gathered: '2026-11-24', entries: [entry] } as unknown as HelpCountry;
    expect(helpFaults('ph.yaml', country)).toEqual(['ph.yaml: entries.0: a number for callers abroad begins with +']);
  });

  it('makes telephone links that dial the number as written', () => {
    expect(telephoneLink('+66-99-130-1300')).toBe('tel:+66991301300');
    expect(telephoneLink('0800 0121 700')).toBe('tel:08000121700');
    expect(telephoneLink('#9110')).toBe('tel:%239110');
    expect(telegramLink('+855-979-117-117')).toBe('https://t.me/+855979117117');
  });
});

test.each(['ar', 'ur'])('the help page isolates a number in text from right to left: %s', (language) => {
  const texts = help.countries.flatMap(({ entries, selfReport }) => [
    ...entries.flatMap(({ name, note }) => [name?.[language], note?.[language]]),
    ...(selfReport?.steps ?? []).map((step) => step[language]),
  ]);
  const numbered = texts.filter((text) => /\d-\d/u.test(text ?? ''));
  expect(numbered.length).toBeGreaterThan(0);
  for (const text of numbered) expect(text?.replaceAll(/\u2066[^\u2069]*\u2069/gu, '')).not.toMatch(/\d-\d/u);
});

test('a note in Urdu runs from right to left, also where it begins with a Latin name', async () => {
  const root = await renderComponent(<HelpPage name="JobLantern" help={help} onQuickExit={() => undefined} />, 'ur');
  await choose(root, '#where', 'TH');
  const note = [...root.querySelectorAll('p[lang="ur"]')].find(({ textContent }) => textContent.startsWith('LINE'));
  expect(note?.getAttribute('dir')).toBe('rtl');
  expect(note?.textContent).toContain('\u2066@HUMANTRAFFICKTH\u2069');
});

describe('HelpPage', () => {
  it('shows numbers as links with their source and that nobody has called them', async () => {
    const root = await renderComponent(<HelpPage name="JobLantern" help={help} onQuickExit={() => undefined} />);
    await choose(root, '#where', 'KH');
    expect(root.textContent).toContain('Numbers in Cambodia');
    const call = root.querySelector<HTMLAnchorElement>('a[href="tel:117"]');
    expect(call?.closest('li')?.textContent).toMatch(/not yet called by us\. Source: 0404\.go\.kr/u);
  });

  it('opens the chat of a number on Telegram, and offers no call to it', async () => {
    const root = await renderComponent(<HelpPage name="JobLantern" help={help} onQuickExit={() => undefined} />);
    await choose(root, '#where', 'KH');
    const link = root.querySelector<HTMLAnchorElement>('a[href="https://t.me/+855979117117"]');
    expect(link?.textContent).toBe('Telegram +855-979-117-117');
    expect(link?.closest('li')?.querySelector('a[href^="tel:"]')).toBeNull();
  });

  it('shows hours and languages from the source, or says that they are unknown', async () => {
    const root = await renderComponent(<HelpPage name="JobLantern" help={help} onQuickExit={() => undefined} />);
    const line = (href: string): string => root.querySelector(`a[href="${href}"]`)?.closest('li')?.textContent ?? '';
    await choose(root, '#where', 'KH');
    expect(line('tel:117')).toMatch(/Language: English, Vietnamese, Simplified Chinese.*Hours not known/u);
    await choose(root, '#where', 'TH');
    expect(line('tel:1300')).toMatch(/Hours not known.*Language not known/u);
    await choose(root, '#from', 'KR');
    expect(line('tel:+82232100404')).toMatch(/24 hours/u);
  });

  it('shows three contacts before a choice', async () => {
    const root = await renderComponent(<HelpPage name="JobLantern" help={help} onQuickExit={() => undefined} />);
    expect(root.querySelectorAll('li.office')).toHaveLength(3);
    for (const contact of root.querySelectorAll('li.office')) expect(contact.querySelector('a.button')).not.toBeNull();
  });

  it('composes the name of an embassy in the language of the reader', async () => {
    const root = await renderComponent(<HelpPage name="JobLantern" help={help} onQuickExit={() => undefined} />, 'my');
    await choose(root, '#where', 'TH');
    await choose(root, '#from', 'IN');
    const name = root.querySelector('a[href="tel:+66618819218"]')?.closest('li')?.querySelector('strong')?.textContent;
    expect(name).toMatch(/^[\u1000-\u109f\s()]+ \(Bangkok\)$/u);
  });

  it('keeps every doubt about a contact behind one line', async () => {
    const root = await renderComponent(<HelpPage name="JobLantern" help={help} onQuickExit={() => undefined} />);
    await choose(root, '#where', 'KH');
    const contact = root.querySelector('a[href="tel:117"]')?.closest('li');
    const doubt = contact?.querySelector('details');
    expect(doubt?.open).toBe(false);
    expect(doubt?.textContent).toMatch(/not yet called by us/u);
    doubt?.remove();
    expect(contact?.textContent).not.toMatch(/not yet called|not known/u);
  });

  it('shows for Cambodia how to report oneself, with sources', async () => {
    const root = await renderComponent(<HelpPage name="JobLantern" help={help} onQuickExit={() => undefined} />);
    expect(root.querySelector('#self-report')).toBeNull();
    await choose(root, '#where', 'KH');
    const part = root.querySelector('#self-report');
    expect(part?.querySelectorAll('li').length).toBeGreaterThan(5);
    expect(part?.textContent).toMatch(/Telegram.*not yet tried by us\. Source: 0404\.go\.kr/u);
    expect(part?.querySelector('bdi.whole')?.textContent).toBe('+855-979-117-117');
  });

  it('shows for Myanmar the lines nearby before its police, and embassies folded', async () => {
    const root = await renderComponent(<HelpPage name="JobLantern" help={help} onQuickExit={() => undefined} />);
    await choose(root, '#where', 'MM');
    const calls = [...root.querySelectorAll('a[href^="tel:"]')].map((link) => link.getAttribute('href'));
    expect(calls.slice(0, 3)).toEqual(['tel:1300', 'tel:1599', 'tel:199']);
    expect(root.textContent).toContain('These numbers work only on a phone network of that country.');
    expect(root.querySelector('#embassies a[href="tel:+959985210991"]')).not.toBeNull();
    expect(root.querySelector<HTMLDetailsElement>('#embassies')?.open).toBe(false);
    await choose(root, '#from', 'PH');
    expect(root.querySelector('#embassies')).toBeNull();
    expect(root.querySelector('a[href^="tel:"]')?.getAttribute('href')).toBe('tel:+959985210991');
  });

  it('says of short numbers where they work, unless the reader is there', async () => {
    const root = await renderComponent(<HelpPage name="JobLantern" help={help} onQuickExit={() => undefined} />);
    const note = 'These numbers work only on a phone network of that country.';
    const shortBefore = (part: string): string[] =>
      [...part.split(note)[0]!.matchAll(/Call ([\d+-]+)/gu)].flatMap(([, number]) =>
        number!.startsWith('+') ? [] : number!,
      );
    const shown = (): string => root.querySelector('[aria-live]')!.textContent;
    await choose(root, '#from', 'TH');
    expect(shown()).toContain('Call 191');
    expect(shortBefore(shown().split('Other countries')[0]!)).toEqual([]);
    for (const country of root.querySelectorAll('details.card h3')) {
      const list = country.parentElement!.textContent;
      expect(shortBefore(list), list).toEqual([]);
    }
    await choose(root, '#where', 'TH');
    expect(shown().split('Other countries')[0]).not.toContain(note);
  });

  it('names in no note a part of the page, which stands only at one country', () => {
    const notes = help.countries.flatMap(({ entries }) => entries.map(({ note }) => note?.en ?? ''));
    expect(notes.filter((note) => /this page/u.test(note))).toEqual([]);
  });

  it.each(STAGES)('has its own steps for %s in every language', async (stage) => {
    for (const language of ['en', 'th', 'ar']) {
      const root = await renderComponent(
        <HelpPage name="JobLantern" help={help} onQuickExit={() => undefined} />,
        language,
      );
      await act(() => root.querySelector<HTMLInputElement>(`#stage-${stage}`)?.click());
      const steps = [...root.querySelectorAll('#steps li')].map(({ textContent }) => textContent ?? '');
      expect(new Set(steps).size).toBe(5);
      for (const step of steps) expect(step).not.toMatch(/^help\.|^$/u);
    }
  });

  it('shows the register of the passport’s country before departure', async () => {
    const root = await renderComponent(<HelpPage name="JobLantern" help={help} onQuickExit={() => undefined} />);
    await choose(root, '#from', 'NP');
    expect(root.querySelector('#registers')).toBeNull();
    await act(() => root.querySelector<HTMLInputElement>('#stage-going')?.click());
    expect(root.querySelector<HTMLAnchorElement>('#registers a')?.href).toContain('dofe.gov.np');
  });

  it('keeps nothing for the next visit', async () => {
    const root = await renderComponent(<HelpPage name="JobLantern" help={help} onQuickExit={() => undefined} />);
    for (const select of root.querySelectorAll('select, input'))
      expect(select.getAttribute('autocomplete')).toBe('off');
    expect(window.localStorage).toHaveLength(0);
    expect(window.location.hash).toBe('');
  });

  it('still shows a message when the help data is damaged', async () => {
    const root = await renderComponent(<HelpPage name="JobLantern" help={null} onQuickExit={() => undefined} />);
    expect(root.textContent).toContain('Call the police or your embassy.');
  });
});

test('the help page shows the brand’s own number first', async () => {
  const hotline = {
    label: { en: 'Our line' },
    number: '+66 2 555 0143',
    hours: null,
    source: 'https://shelter.example/',
  };
  const root = await renderComponent(
    <HelpPage name="JobLantern" hotline={hotline} help={help} onQuickExit={() => undefined} />,
  );
  expect(root.querySelector('a[href^="tel:"]')?.getAttribute('href')).toBe('tel:+6625550143');
  expect(root.querySelector('#hotline')?.textContent).toMatch(/Our line.*Hours not known.*Open shelter\.example/u);
});
