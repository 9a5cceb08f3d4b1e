import { describe, expect, test } from 'vitest';
import { createPauses } from '../../../utils/background/pauses.ts';
import { memoryArea } from './memory-area.ts';

describe('createPauses', () => {
  test('stores a pause for its host until it is revoked', async () => {
    const pauses = createPauses(memoryArea(), memoryArea());
    await pauses.set('jobs.example', true, false);
    expect(await pauses.isPaused('jobs.example', false)).toBe(true);
    expect(await pauses.isPaused('other.example', false)).toBe(false);
    await pauses.set('jobs.example', false, false);
    expect(await pauses.isPaused('jobs.example', false)).toBe(false);
  });

  test('never writes a pause of a private window to disk', async () => {
    const area = memoryArea();
    const pauses = createPauses(area, memoryArea());
    await pauses.set('secret.example', true, true);
    expect(await pauses.isPaused('secret.example', true)).toBe(true);
    expect(await pauses.isPaused('secret.example', false)).toBe(false);
    expect(JSON.stringify(area.stored)).not.toContain('secret.example');
  });

  test('keeps a pause of a private window for the next worker', async () => {
    const session = memoryArea();
    await createPauses(memoryArea(), session).set('secret.example', true, true);
    expect(await createPauses(memoryArea(), session).isPaused('secret.example', true)).toBe(true);
  });

  test('treats damaged settings as defaults', async () => {
    const pauses = createPauses(memoryArea({ settings: { paused: 'all', language: 7 } }), memoryArea());
    expect(await pauses.isPaused('jobs.example', false)).toBe(false);
    await pauses.set('jobs.example', true, false);
    expect(await pauses.isPaused('jobs.example', false)).toBe(true);
  });

  test('lets a private window end a pause for itself only', async () => {
    const pauses = createPauses(memoryArea(), memoryArea());
    await pauses.set('jobs.example', true, false);
    expect(await pauses.isPaused('jobs.example', true)).toBe(true);
    await pauses.set('jobs.example', false, true);
    expect(await pauses.isPaused('jobs.example', true)).toBe(false);
    expect(await pauses.isPaused('jobs.example', false)).toBe(true);
  });

  test('forgets the pauses of private windows, and keeps the others', async () => {
    const pauses = createPauses(memoryArea(), memoryArea());
    await pauses.set('jobs.example', true, false);
    await pauses.set('secret.example', true, true);
    await pauses.forgetPrivate();
    expect(await pauses.isPaused('secret.example', true)).toBe(false);
    expect(await pauses.isPaused('jobs.example', true)).toBe(true);
  });

  test('keeps each host once, and the last thousand', async () => {
    const paused = Array.from({ length: 1000 }, (_, at) => `host${at}.example`);
    const area = memoryArea({ settings: { paused } });
    const pauses = createPauses(area, memoryArea());
    await pauses.set('host5.example', true, false);
    expect(await pauses.isPaused('host0.example', false)).toBe(true);
    await pauses.set('new.example', true, false);
    expect(await pauses.isPaused('host0.example', false)).toBe(false);
    expect(await pauses.isPaused('host1.example', false)).toBe(true);
    expect(await pauses.isPaused('host5.example', false)).toBe(true);
    await pauses.set('host5.example', false, false);
    expect(await pauses.isPaused('host5.example', false)).toBe(false);
  });
});
