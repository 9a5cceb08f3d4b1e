// @vitest-environment jsdom
/** What the check page shows while it reads pictures. */
import { act } from 'preact/test-utils';
import { describe, expect, it, vi } from 'vitest';
import { PictureChoice } from '../../../components/check/PictureChoice.tsx';
import { MAX_PICTURES, usePictures, type Pictures } from '../../../components/check/use-pictures.ts';
import type { PictureClient } from '../../../utils/picture-reader/picture-client.ts';
import type { PictureReading } from '../../../utils/picture-reader/picture-reading.ts';
import { clickButton, renderComponent } from './render-component.tsx';

const pictures = (change: Partial<Pictures> = {}): Pictures => ({
  pictures: [],
  progress: null,
  left: 0,
  fault: null,
  read: vi.fn(),
  download: vi.fn(),
  cancel: vi.fn(),
  clear: vi.fn(),
  ...change,
});

describe('the choice of pictures', () => {
  const reading = { progress: { at: 2, count: 3, part: 0.45 } };

  it('shows which picture is read, how far it is in percent, and a way to stop', async () => {
    const state = pictures(reading);
    const root = await renderComponent(<PictureChoice pictures={state} />);
    const progress = root.querySelector('#picture-progress')!;
    expect(progress.querySelector('[role=status]')!.textContent).toBe('Reading picture 2 of 3…');
    expect(progress.querySelector('.percent')!.textContent).toBe('45%');
    expect(progress.querySelector('progress')!.value).toBe(0.45);
    await clickButton(root, 'Stop');
    expect(state.cancel).toHaveBeenCalledOnce();
  });

  it('writes the percent as the language does', async () => {
    const root = await renderComponent(<PictureChoice pictures={pictures(reading)} />, 'fr');
    expect(root.querySelector('.percent')!.textContent).toMatch(/^45\s%$/u);
  });

  it('shows neither before pictures are chosen', async () => {
    const root = await renderComponent(<PictureChoice pictures={pictures()} />);
    expect(root.querySelector('#picture-progress')).toBeNull();
    expect(root.querySelector('#picture-cancel')).toBeNull();
  });
});

describe('pictures of one check', () => {
  const reading = { text: 'words', codes: [], quality: 1 } as unknown as PictureReading;
  const read = vi.fn(() => Promise.resolve(reading));
  let chosen: Pictures;
  function Check() {
    chosen = usePictures({ read } as unknown as PictureClient, 'en', () => undefined);
    return <PictureChoice pictures={chosen} />;
  }

  it.each([
    [MAX_PICTURES, null],
    [MAX_PICTURES + 2, 'The text is very long. Only its first part was read.'],
  ])('of %i are read to the limit, and the page says when some are left', async (count, note) => {
    vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: () => 'blob:x', revokeObjectURL: () => undefined }));
    read.mockClear();
    const root = await renderComponent(<Check />);
    await act(() => chosen.read(Array.from({ length: count }, () => new Blob(['x']))));
    await vi.waitFor(() => expect(chosen.pictures).toHaveLength(MAX_PICTURES));
    expect(read).toHaveBeenCalledTimes(MAX_PICTURES);
    expect(root.querySelector('#pictures-left')?.textContent ?? null).toBe(note);
  });
});
