import { expect, it, vi } from 'vitest';
import { createUploadLimit, type Upload } from '../../../hub/relay/upload-limit.ts';

it('cuts off the report that has been on its way for longest, and none that was read', () => {
  const uploads = createUploadLimit(3);
  const cutOffs = Array.from({ length: 5 }, () => vi.fn<() => void>());
  const [first, second, third] = cutOffs.slice(0, 3).map((cutOff) => uploads.open(cutOff)) as Upload[];
  first?.finishReading();
  const fourth = uploads.open(cutOffs[3] as () => void);
  expect(cutOffs.map((cutOff) => cutOff.mock.calls.length)).toEqual([0, 1, 0, 0, 0]);
  second?.close();
  third?.finishReading();
  fourth?.finishReading();
  // All of the room is taken by what waits for the store.
  expect(uploads.open(cutOffs[4] as () => void)).toBeNull();
  third?.close();
  expect(uploads.open(cutOffs[4] as () => void)).not.toBeNull();
  expect(cutOffs.map((cutOff) => cutOff.mock.calls.length)).toEqual([0, 1, 0, 0, 0]);
});
