import { describe, expect, test } from 'vitest';
import { updateSettings, readSettings } from '../../../utils/storage/settings.ts';
import { SETTINGS_VERSION } from '../../../utils/storage/settings-migrations.ts';
import { memoryArea } from '../background/memory-area.ts';

const DEFAULTS = { version: SETTINGS_VERSION, paused: [], language: null, sensitivity: 'normal' };

/** As each released version wrote them. */
const FORMER: [version: number, stored: unknown][] = [
  [1, { paused: ['jobs.example'], language: 'th' }],
  [2, { version: 2, paused: ['jobs.example'], language: 'th', sensitivity: 'normal' }],
];

describe('settings', () => {
  test('are the defaults before anything was chosen', async () => {
    expect(await readSettings(memoryArea())).toEqual(DEFAULTS);
  });

  test('every version has its example here', () => {
    expect(FORMER.map(([version]) => version)).toEqual(Array.from({ length: SETTINGS_VERSION }, (_, at) => at + 1));
  });

  test.each(FORMER)('of version %i are read and keep what the reader chose', async (_version, stored) => {
    const area = memoryArea({ settings: stored });
    const expected = { ...DEFAULTS, paused: ['jobs.example'], language: 'th' };
    expect(await readSettings(area)).toEqual(expected);
    await updateSettings(area, (settings) => ({ ...settings, sensitivity: 'calm' }));
    expect(area.stored['settings']).toEqual({ ...expected, sensitivity: 'calm' });
  });

  test('of a later version keep what this one does not know', async () => {
    const area = memoryArea({ settings: { version: 9, paused: [], language: 'ar', colours: 'loud' } });
    await updateSettings(area, (settings) => ({ ...settings, sensitivity: 'watchful' }));
    expect(area.stored['settings']).toMatchObject({
      version: 9,
      language: 'ar',
      colours: 'loud',
      sensitivity: 'watchful',
    });
  });

  test.each([[null], ['text'], [[]], [{ version: 'x', paused: 7, language: {}, sensitivity: 'loud' }]])(
    'that are damaged (%j) fall back value by value',
    async (stored) => {
      expect(await readSettings(memoryArea({ settings: stored }))).toEqual(DEFAULTS);
    },
  );

  test('two changes at once both count', async () => {
    const area = memoryArea();
    await Promise.all([
      updateSettings(area, (settings) => ({ ...settings, language: 'ar' })),
      updateSettings(area, (settings) => ({ ...settings, sensitivity: 'calm' })),
    ]);
    expect(await readSettings(area)).toMatchObject({ language: 'ar', sensitivity: 'calm' });
  });

  test('a change that fails does not hold up the next', async () => {
    const area = memoryArea();
    const set = area.set;
    area.set = () => Promise.reject(new Error('disk full'));
    await expect(updateSettings(area, (settings) => settings)).rejects.toThrow('disk full');
    area.set = set;
    await updateSettings(area, (settings) => ({ ...settings, language: 'th' }));
    expect((await readSettings(area)).language).toBe('th');
  });
});
