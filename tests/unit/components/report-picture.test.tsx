// @vitest-environment jsdom
import { act } from 'preact/test-utils';
import { describe, expect, test, vi } from 'vitest';
import { moveInGrid, squareGrid, areaOfSquare } from '../../../components/report/picture-squares.ts';
import type { RedrawPicture } from '../../../components/report/PicturePart.tsx';
import { ReportPage } from '../../../components/report/ReportPage.tsx';
import { PictureError } from '../../../utils/picture-reader/picture-error.ts';
import type { EnteredReport } from '../../../utils/report/entered-report.ts';
import type { ReportDocument } from '../../../utils/report/report-document.ts';
import type { ReportPicture } from '../../../utils/report/report-picture.ts';
import { renderComponent } from './render-component.tsx';
import { lurePost, lureVerdict } from './verdicts.ts';

const nothing = (): void => undefined;
const draft = { post: lurePost, verdict: lureVerdict, wrong: false, private: false };
const facts = { id: 'a'.repeat(32), locale: 'en', appVersion: '0.1.0', today: '2026-11-25' };

async function openForm(redrawPicture: RedrawPicture, picture?: ReportPicture, entered?: EnteredReport) {
  const onEntered = vi.fn<(entered: EnteredReport) => void>();
  const onSend = vi.fn<(document: ReportDocument) => void>();
  const actions = { onSend, onSaveSealed: nothing, onSaveReadable: nothing, onCopySealed: nothing };
  const root = await renderComponent(
    <ReportPage
      name="JobLantern"
      draft={{ ...draft, ...(picture && { picture }), ...(entered && { entered }) }}
      facts={facts}
      publisher="Example Shelter"
      canSend
      canSeal
      mail={null}
      items={[]}
      result={null}
      isBusy={false}
      {...actions}
      onTryAgain={nothing}
      onSaveItem={nothing}
      onErase={nothing}
      onQuickExit={nothing}
      redrawPicture={redrawPicture}
      onEntered={onEntered}
    />,
  );
  const press = (selector: string): Promise<void> => act(() => root.querySelector<HTMLElement>(selector)!.click());
  return {
    root,
    press,
    entered: () => onEntered.mock.lastCall?.[0],
    paste: (): Promise<void> =>
      act(() => {
        const event = new Event('paste', { bubbles: true, cancelable: true });
        Object.defineProperty(event, 'clipboardData', { value: { files: [new File(['x'], 'poster.png')] } });
        document.dispatchEvent(event);
      }),
    sent: async (): Promise<ReportDocument | undefined> => {
      await press('#send');
      return onSend.mock.lastCall?.[0];
    },
  };
}

const drawn = (bytes: number[]) => ({ jpeg: Uint8Array.from(bytes), width: 100, height: 100 });

describe('a picture in the report form', () => {
  test('is shown as it will leave, and can be taken out again', async () => {
    const { root, press, paste, sent } = await openForm(async () => drawn([1, 2, 3]));
    await paste();
    const address = 'data:image/jpeg;base64,AQID';
    await vi.waitFor(() => expect(root.querySelector('.squares')).not.toBeNull());
    expect(Array.from(root.querySelectorAll('img[src^="data:"]'), (image) => image.getAttribute('src'))).toEqual([
      address,
      address,
    ]);
    expect((await sent())?.picture).toEqual({ type: 'image/jpeg', data: 'AQID' });
    await press('#remove-picture');
    expect(root.querySelector('img[src^="data:"]')).toBeNull();
    expect((await sent())?.picture).toBeUndefined();
  });

  test.each(['.squares button', '#remove-picture'])(
    'does not come back as it was once %s was pressed',
    async (pressed) => {
      const picture: ReportPicture = { type: 'image/jpeg', data: 'CQkJ' };
      const before = await openForm(async () => drawn([1, 2, 3]), picture);
      await vi.waitFor(() => expect(before.root.querySelector('.squares')).not.toBeNull());
      expect(before.entered()?.isPictureChanged).not.toBe(true);
      await before.press(pressed);
      await vi.waitFor(() => expect(before.entered()?.isPictureChanged).toBe(true));
      const redraw = vi.fn<RedrawPicture>(async () => drawn([1, 2, 3]));
      const after = await openForm(redraw, picture, before.entered());
      expect(redraw).not.toHaveBeenCalled();
      expect((await after.sent())?.picture).toBeUndefined();
    },
  );

  test('is there from the start when it was checked, drawn anew too, and can be taken out', async () => {
    const redraw = vi.fn<RedrawPicture>(async () => drawn([1, 2, 3]));
    const { root, press, sent } = await openForm(redraw, { type: 'image/jpeg', data: 'CQkJ' });
    await vi.waitFor(() => expect(root.querySelector('.squares')).not.toBeNull());
    expect(redraw.mock.lastCall?.[0]).toMatchObject({ size: 3, type: 'image/jpeg' });
    expect((await sent())?.picture?.data).toBe('AQID');
    await press('#remove-picture');
    expect((await sent())?.picture).toBeUndefined();
  });

  test('with a square just covered cannot be sent as it was before', async () => {
    let finish: (value: ReturnType<typeof drawn>) => void = nothing;
    const redraw = vi.fn<RedrawPicture>(async () => drawn([1]));
    const { root, press, paste, sent } = await openForm(redraw);
    await paste();
    await vi.waitFor(() => expect(root.querySelector('.squares')).not.toBeNull());
    redraw.mockImplementationOnce(
      () =>
        new Promise((resolve) => {
          finish = resolve;
        }),
    );
    await press('.squares button:nth-child(12)');
    expect(redraw.mock.lastCall?.[1]).toEqual([{ left: 0.1, top: 0.1, width: 0.1, height: 0.1 }]);
    expect(root.querySelector<HTMLButtonElement>('#send')?.disabled).toBe(true);
    await act(() => finish(drawn([9])));
    await vi.waitFor(() => expect(root.querySelector<HTMLButtonElement>('#send')?.disabled).toBe(false));
    expect((await sent())?.picture?.data).toBe(btoa('\u0009'));
    expect(root.querySelector('.squares button:nth-child(12)')?.getAttribute('aria-pressed')).toBe('true');
  });

  test('that cannot be read is refused in words, and the report can be sent without it', async () => {
    const { root, paste, sent } = await openForm(() => Promise.reject(new PictureError('kind', 'SVG')));
    await paste();
    await vi.waitFor(() => expect(root.querySelector('[data-fault]')).not.toBeNull());
    expect(root.querySelector('[data-fault="kind"]')?.textContent?.length).toBeGreaterThan(20);
    const report = await sent();
    expect(report?.post.title).toBe(lurePost.title);
    expect(report?.picture).toBeUndefined();
  });
});

describe('the squares', () => {
  test('are nearly square, and cover the whole picture', () => {
    expect(squareGrid(1080, 1920)).toEqual({ columns: 10, rows: 18 });
    expect(squareGrid(4000, 100)).toEqual({ columns: 10, rows: 2 });
    expect(squareGrid(300, 4000)).toEqual({ columns: 10, rows: 40 });
    const grid = squareGrid(1080, 1080);
    expect(areaOfSquare(99, grid)).toEqual({ left: 0.9, top: 0.9, width: 0.1, height: 0.1 });
  });

  test('are left by arrow keys up to the edges', () => {
    const grid = { columns: 3, rows: 2 };
    expect(['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp', 'x'].map((key) => moveInGrid(0, key, grid))).toEqual([
      1,
      3,
      null,
      null,
      null,
    ]);
    expect(['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp'].map((key) => moveInGrid(5, key, grid))).toEqual([
      null,
      null,
      4,
      2,
    ]);
  });
});
