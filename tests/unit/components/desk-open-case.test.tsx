// @vitest-environment jsdom
/** A case that is open while others arrive, and where the focus goes when it is left. */
import { act } from 'preact/test-utils';
import { useState } from 'preact/hooks';
import type { JSX } from 'preact';
import { expect, test } from 'vitest';
import { DeskPage } from '../../../components/desk/DeskPage.tsx';
import type { DeskState } from '../../../utils/desk/desk-state.ts';
import { body, desk, deskProps, manyCases } from '../../../tools/lab/gallery/example-desk.ts';
import { renderComponent } from './render-component.tsx';

let show: (state: DeskState) => void;
let setRunning: (isRunning: boolean) => void;

function Desk({ first }: { first: DeskState }): JSX.Element {
  const [state, setState] = useState(first);
  const [isDeciding, setDeciding] = useState(false);
  [show, setRunning] = [setState, setDeciding];
  return (
    <DeskPage
      {...deskProps}
      state={state}
      isDeciding={isDeciding}
      onBody={async (id) =>
        await Promise.resolve({ ...body, document: { ...body.document, words: `words of ${id.slice(-2)}` } })
      }
    />
  );
}

test('a fetch that ends renames the case and adds reports: it stays open at its report, with the note', async () => {
  const root = await renderComponent(<Desk first={desk} />);
  const press = (selector: string): Promise<void> => act(() => root.querySelector<HTMLElement>(selector)!.click());
  await press('.queue li:nth-child(1) button');
  await press('.case > .bar:nth-of-type(2) button:last-child');
  const note = root.querySelector<HTMLTextAreaElement>('#note')!;
  await act(() => {
    note.value = 'called the sender';
    note.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await act(async () => await Promise.resolve());
  expect(root.querySelector('.report .words')?.textContent).toBe('words of 02');
  const [first, ...others] = desk.queue;
  const renamed = { ...first!, id: 'line:other', reports: ['f'.repeat(32), ...first!.reports] };
  const reports = new Map(desk.reports).set('f'.repeat(32), [...desk.reports.values()][0]!);
  await act(() => show({ ...desk, reports, queue: [...others, renamed] }));
  await act(async () => await Promise.resolve());
  expect(root.querySelector('.case h2')?.textContent).toContain('3 reports');
  expect(root.querySelector('.report .words')?.textContent).toBe('words of 02');
  expect(root.querySelector<HTMLTextAreaElement>('#note')?.value).toBe('called the sender');
  expect(root.querySelector('.queue [aria-current="true"]')?.closest('li')?.nextElementSibling).toBeNull();
});

test('the way back leads to the line of the case, also on a later page and when the case is done', async () => {
  const root = await renderComponent(<Desk first={manyCases} />);
  const press = (element: Element | null | undefined): Promise<void> => act(() => (element as HTMLElement).click());
  await press(root.querySelector('.queue ~ .bar button:last-child'));
  const line = root.querySelectorAll<HTMLElement>('.queue button')[3]!;
  await press(line);
  await press(root.querySelector('.back'));
  expect(document.activeElement).toBe(line);
  await press(line);
  await act(() =>
    show({
      ...manyCases,
      queue: manyCases.queue.map((each, place) => (place === 53 ? { ...each, status: 'done' as const } : each)),
    }),
  );
  await press(root.querySelector('.back'));
  expect(document.activeElement?.tagName).toBe('H2');
});

test('after a decision the keyboard is where it was, so that J opens the next case', async () => {
  const root = await renderComponent(<Desk first={desk} />);
  await act(() => root.querySelector<HTMLElement>('.queue li:nth-child(1) button')!.click());
  const decide = root.querySelector<HTMLButtonElement>('#decide')!;
  decide.focus();
  await act(() => setRunning(true));
  expect(decide.disabled).toBe(true);
  // Chromium takes the focus from a button that is disabled.
  const other = document.body.appendChild(document.createElement('input'));
  other.focus();
  other.remove();
  await act(() => setRunning(false));
  expect(document.activeElement).toBe(decide);
});
