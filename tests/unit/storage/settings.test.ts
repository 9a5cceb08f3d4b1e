import { describe, expect, it } from 'vitest';
import { updateSettings, readSettings } from '../../../utils/storage/settings.ts';
import { SETTINGS_VERSION } from '../../../utils/storage/settings-migrations.ts';
import { memoryArea } from '../background/memory-area.ts';

const DEFAULTS = {
  version: SETTINGS_VERSION,
  paused: [],
  language: null,
  sensitivity: 'normal',
  remembersPosts: false,
  asksFeedback: false,
};

/** Settings as each released version stored them. */
const FORMER: [version: number, stored: unknown][] = [
  [1, { paused: ['jobs.example'], language: 'th' }],
  [2, { version: 2, paused: ['jobs.example'], language: 'th', sensitivity: 'normal' }],
];

describe('readSettings and updateSettings', () => {
  it('returns the defaults when nothing is stored', async () => {
    expect(await readSettings(memoryArea())).toEqual(DEFAULTS);
  });

  it('has an example of every earlier version in this test', () => {
    expect(FORMER.map(([version]) => version)).toEqual(Array.from({ length: SETTINGS_VERSION }, (_, at) => at + 1));
  });

  it.each(FORMER)('migrates version %i and keeps the reader’s choices', async (_version, stored) => {
    const area = memoryArea({ settings: stored });
    const expected = { ...DEFAULTS, paused: ['jobs.example'], language: 'th' };
    expect(await readSettings(area)).toEqual(expected);
    await updateSettings(area, (settings) => ({ ...settings, sensitivity: 'calm' }));
    expect(area.stored['settings']).toEqual({ ...expected, sensitivity: 'calm' });
  });

  it('keeps the unknown fields of a later version', async () => {
    const area = memoryArea({ settings: { version: 9, paused: [], language: 'ar', colours: 'loud' } });
    await updateSettings(area, (settings) => ({ ...settings, sensitivity: 'watchful' }));
    expect(area.stored['settings']).toMatchObject({
      version: 9,
      language: 'ar',
      colours: 'loud',
      sensitivity: 'watchful',
    });
  });

  it.each([[null], ['text'], [[]], [{ version: 'x', paused: 7, language: {}, sensitivity: 'loud' }]])(
    'that are damaged (%j) fall back value by value',
    async (stored) => {
      expect(await readSettings(memoryArea({ settings: stored }))).toEqual(DEFAULTS);
    },
  );

  it('applies two concurrent updates', async () => {
    const area = memoryArea();
    await Promise.all([
      updateSettings(area, (settings) => ({ ...settings, language: 'ar' })),
      updateSettings(area, (settings) => ({ ...settings, sensitivity: 'calm' })),
    ]);
    expect(await readSettings(area)).toMatchObject({ language: 'ar', sensitivity: 'calm' });
  });

  it('runs the next update after one that failed', async () => {
    const area = memoryArea();
    const set = area.set;
    area.set = () => Promise.reject(new Error('disk full'));
    await expect(updateSettings(area, (settings) => settings)).rejects.toThrow('disk full');
    area.set = set;
    await updateSettings(area, (settings) => ({ ...settings, language: 'th' }));
    expect((await readSettings(area)).language).toBe('th');
  });
});
