// @vitest-environment jsdom
import { readFileSync } from 'node:fs';
import { act } from 'preact/test-utils';
import * as v from 'valibot';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { authoritiesOf } from '../../../components/report/authorities.ts';
import { letterFile } from '../../../components/report/letter-file.tsx';
import { emptyDispute } from '../../../components/report/report-form.ts';
import { ReportPage } from '../../../components/report/ReportPage.tsx';
import { compileHelp } from '../../../tools/knowledge/help.ts';
import { createTranslator, type Translator } from '../../../utils/i18n/messages.ts';
import type { Messages } from '../../../utils/i18n/message-types.ts';
import { HelpSchema, type Help } from '../../../utils/model/help.ts';
import type { ReportDocument } from '../../../utils/report/report-document.ts';
import { renderComponent } from './render-component.tsx';

const REPORT: ReportDocument = {
  version: 1,
  id: 'a'.repeat(32),
  kind: 'suspicious-post',
  createdOn: '2026-11-25',
  post: { kind: 'detail', site: 'generic', title: 'Chat <b>support</b>', contacts: ['@x', '+66 1'] },
  verdict: { level: 'danger', kind: 'lure', language: 'en', reasons: ['travel-paid'], listedBy: null },
  categories: ['asks-money'],
  words: 'They took my passport.',
  reach: '',
  locale: 'en',
  appVersion: '0.1.0',
};

let help: Help;
beforeAll(async () => {
  const files = await compileHelp('knowledge');
  help = v.parse(HelpSchema, JSON.parse(Buffer.from(files['help.json']!).toString('utf8')));
});

function translator(language: string): Translator {
  const messages = JSON.parse(readFileSync(`public/messages/${language}.json`, 'utf8')) as Messages;
  return createTranslator({ language, messages });
}

describe('letterFile', () => {
  it('contains every line of the report and the authorities of the country, without scripts or links', () => {
    const file = letterFile(REPORT, translator('en'), help, 'IN');
    for (const part of ['They took my passport.', '@x\n+66 1', '1930', 'Chat &lt;b&gt;support&lt;/b&gt;']) {
      expect(file).toContain(part);
    }
    expect(file).not.toMatch(/<script|<a |href=|src=|<b>/u);
    expect(file).not.toContain(REPORT.id);
  });

  it('is written in the language and direction of the reader', () => {
    expect(letterFile(REPORT, translator('ar'), null, '')).toMatch(/<html lang="ar" dir="rtl">/u);
  });
});

describe('authoritiesOf', () => {
  it('names local lines only, and those against trafficking and scams first', () => {
    const entries = authoritiesOf(help, 'IN');
    expect(entries.map(({ number }) => number)).toContain('1930');
    expect(entries.every((entry) => entry.in === undefined)).toBe(true);
  });
});

describe('the report page without a publisher', () => {
  it('offers the authorities of the chosen country and puts them into the letter', async () => {
    const onSaveReadable = vi.fn<(document: ReportDocument, country: string) => void>();
    const nothing = (): void => undefined;
    const draft = { ...emptyDispute(false), dispute: false };
    const root = await renderComponent(
      <ReportPage
        name="JobLantern"
        draft={draft}
        facts={{ id: 'a'.repeat(32), locale: 'en', appVersion: '0', today: '2026-11-25' }}
        publisher=""
        canSend={false}
        canSeal={false}
        mail={null}
        help={help}
        items={[]}
        result={null}
        isBusy={false}
        onSend={nothing}
        onSaveSealed={nothing}
        onSaveReadable={onSaveReadable}
        onCopySealed={nothing}
        onTryAgain={nothing}
        onSaveItem={nothing}
        onErase={nothing}
        onQuickExit={nothing}
      />,
    );
    const select = root.querySelector<HTMLSelectElement>('#country')!;
    await act(() => {
      select.value = 'IN';
      select.dispatchEvent(new Event('change', { bubbles: true }));
    });
    expect(root.querySelector('#authorities')?.textContent).toContain('1930');
    const words = root.querySelector<HTMLTextAreaElement>('#words')!;
    await act(() => {
      words.value = 'They took my passport.';
      words.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await act(() => root.querySelector<HTMLButtonElement>('#save')!.click());
    expect(onSaveReadable.mock.calls[0]?.[1]).toBe('IN');
  });
});
