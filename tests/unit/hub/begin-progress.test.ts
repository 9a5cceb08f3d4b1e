/** What `begin` remembers of an earlier run, in begin.json. */
import { mkdir, writeFile } from 'node:fs/promises';
import { beforeEach, expect, it } from 'vitest';
import { readProgress, writeProgress } from '../../../hub/begin/run-steps.ts';
import { createMachine, type Machine } from './publisher-machine.ts';

let anna: Machine;
beforeEach(async () => {
  anna = await createMachine();
  await mkdir(anna.path('to'));
});

const read = async (text: string) => {
  await writeFile(anna.path('to', 'begin.json'), text);
  return readProgress(anna.path('to'));
};

it('is nothing before the first run, and what was written after it', async () => {
  expect(await readProgress(anna.path('to'))).toEqual({ answers: {}, done: [], created: [] });
  const progress = { answers: { publisher: 'Example' }, done: [{ id: 'keys', took: 3 }], created: ['keys'] };
  await writeProgress(anna.path('to'), progress);
  expect(await readProgress(anna.path('to'))).toEqual(progress);
});

it('is read with the mark of byte order that an editor wrote', async () => {
  expect(await read('\uFEFF{"answers":{},"done":[],"created":["x"]}')).toMatchObject({ created: ['x'] });
});

it.each(['', '{', '[]', '{}'])('is named with what to do when it is damaged: %j', async (text) => {
  await expect(read(text)).rejects.toMatchObject({
    name: 'Refusal',
    message: expect.stringMatching(
      /^\S*begin\.json (?:is damaged|cannot be read: .*)\.?\nPut a copy of it back\. Without a copy, give another folder: keys that were made are in this one\.$/u,
    ),
  });
});
