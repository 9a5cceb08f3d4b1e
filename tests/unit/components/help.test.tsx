// @vitest-environment jsdom
import { act } from 'preact/test-utils';
import * as v from 'valibot';
import { beforeAll, describe, expect, test } from 'vitest';
import { chooseHelp, countriesOf } from '../../../components/help/choose-help.ts';
import { telephoneLink } from '../../../components/help/HelpEntryItem.tsx';
import { HelpPage } from '../../../components/help/HelpPage.tsx';
import { compileHelp } from '../../../tools/knowledge/help.ts';
import { HelpSchema, type Help } from '../../../utils/model/help.ts';
import { draw } from './render.tsx';

let help: Help;
beforeAll(async () => {
  const files = await compileHelp('knowledge');
  help = v.parse(HelpSchema, JSON.parse(Buffer.from(files['help.json']!).toString('utf8')));
});

const numbers = (countries: { entries: { number?: string | undefined }[] }[]): (string | undefined)[] =>
  countries.flatMap(({ entries }) => entries.map(({ number }) => number));

describe('which numbers', () => {
  test('a Thai in Thailand: emergency first, the rest by urgency', () => {
    const { here } = chooseHelp(help, 'TH', 'TH');
    expect(numbers(here).slice(0, 4)).toEqual(['191', '1155', '1300', '1599']);
  });

  test('a Filipina in Myanmar: her embassy there, and what home offers from abroad', () => {
    const { here, home } = chooseHelp(help, 'MM', 'PH');
    expect(numbers(here)).toEqual(['+95-998-521-0991']);
    expect(numbers(home)).not.toContain('1343');
  });

  test('an embassy is not offered to citizens of other countries', () => {
    expect(numbers(chooseHelp(help, 'MM', 'TH').here)).toEqual([]);
    expect(numbers(chooseHelp(help, 'MM', 'TH').home)).toContain('+66-99-130-1300');
  });

  test('every entry is somewhere, whatever is chosen', () => {
    const all = help.countries.reduce((sum, { entries }) => sum + entries.length, 0);
    for (const where of ['', ...countriesOf(help)]) {
      for (const passport of ['', ...countriesOf(help)]) {
        const { here, home, elsewhere } = chooseHelp(help, where, passport);
        expect(numbers([...here, ...home, ...elsewhere])).toHaveLength(all);
      }
    }
  });
});

describe('the facts', () => {
  test('nothing claims to have been called, and whatever no page says is marked', () => {
    for (const { entries } of help.countries) {
      for (const { called, source, old } of entries) {
        expect(called).toBeNull();
        if (source === null) expect(old).toBe(true);
      }
    }
  });

  test('numbers are dialled as written', () => {
    expect(telephoneLink('+66-99-130-1300')).toBe('tel:+66991301300');
    expect(telephoneLink('0800 0121 700')).toBe('tel:08000121700');
    expect(telephoneLink('#9110')).toBe('tel:%239110');
  });
});

describe('the page', () => {
  test('numbers as links to call, with their source and that nobody called them', async () => {
    const root = await draw(<HelpPage name="JobLantern" help={help} onQuickExit={() => undefined} />);
    const select = root.querySelector<HTMLSelectElement>('#where')!;
    await act(() => {
      select.value = 'KH';
      select.dispatchEvent(new Event('change', { bubbles: true }));
    });
    expect(root.textContent).toContain('Numbers in Cambodia');
    const call = root.querySelector<HTMLAnchorElement>('a[href="tel:117"]');
    expect(call?.closest('li')?.textContent).toMatch(/not yet called by us\. Source: 0404\.go\.kr/u);
  });

  test('keeps nothing for the next visit', async () => {
    const root = await draw(<HelpPage name="JobLantern" help={help} onQuickExit={() => undefined} />);
    for (const select of root.querySelectorAll('select')) expect(select.getAttribute('autocomplete')).toBe('off');
    expect(window.localStorage).toHaveLength(0);
    expect(window.location.hash).toBe('');
  });

  test('a damaged package still says whom to call', async () => {
    const root = await draw(<HelpPage name="JobLantern" help={null} onQuickExit={() => undefined} />);
    expect(root.textContent).toContain('Call the police or your embassy.');
  });
});
