import { describe, expect, it } from 'vitest';
import { createPastedTexts } from '../../../utils/background/pasted-texts.ts';
import { memoryArea } from './memory-area.ts';

function start() {
  const area = memoryArea();
  let last = 0;
  return { area, pasted: createPastedTexts(area, () => `n${(last += 1)}`) };
}

describe('createPastedTexts', () => {
  it('gives a text out once', async () => {
    const { area, pasted } = start();
    const nonce = await pasted.save('Work in Poipet');
    expect(await pasted.take(nonce)).toBe('Work in Poipet');
    expect(await pasted.take(nonce)).toBeNull();
    expect(JSON.stringify(area.stored)).not.toContain('Poipet');
  });

  it('answers null for an unknown nonce and keeps the texts', async () => {
    const { pasted } = start();
    const nonce = await pasted.save('a');
    expect(await pasted.take('')).toBeNull();
    expect(await pasted.take(nonce)).toBe('a');
  });

  it('keeps at most five texts and clears them all', async () => {
    const { area, pasted } = start();
    const nonces = [];
    for (let at = 0; at < 8; at += 1) nonces.push(await pasted.save(`text ${at}`));
    expect(await pasted.take(nonces[0] ?? '')).toBeNull();
    expect(await pasted.take(nonces[7] ?? '')).toBe('text 7');
    await pasted.clear();
    expect(JSON.stringify(area.stored)).not.toContain('text');
  });
});
