import { expect, it } from 'vitest';
import { createLatestSender } from '../../../utils/pages/latest-sender.ts';

it('sends one value at a time, and of those that come meanwhile the newest', async () => {
  const sent: number[] = [];
  let answer = (): void => undefined;
  const send = createLatestSender((value: number) => {
    sent.push(value);
    return new Promise<void>((resolve, reject) => (answer = value === 1 ? () => reject(new Error('busy')) : resolve));
  });
  send(1);
  send(2);
  send(3);
  expect(sent).toEqual([1]);
  answer();
  await new Promise(setImmediate);
  expect(sent).toEqual([1, 3]);
  answer();
  await new Promise(setImmediate);
  send(4);
  expect(sent).toEqual([1, 3, 4]);
});
