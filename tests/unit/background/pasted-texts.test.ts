import { describe, expect, it } from 'vitest';
import { createPastedTexts } from '../../../utils/background/pasted-texts.ts';
import { memoryArea } from './memory-area.ts';

const ordinary = (text: string) => ({ text, private: false });

function start() {
  const area = memoryArea();
  let last = 0;
  return { area, pasted: createPastedTexts(area, () => `n${(last += 1)}`) };
}

describe('createPastedTexts', () => {
  it('gives a text out once', async () => {
    const { area, pasted } = start();
    const nonce = await pasted.save(ordinary('Work in Poipet'));
    expect(await pasted.take(nonce)).toEqual(ordinary('Work in Poipet'));
    expect(await pasted.take(nonce)).toBeNull();
    expect(JSON.stringify(area.stored)).not.toContain('Poipet');
  });

  it('answers null for an unknown nonce and keeps the texts', async () => {
    const { pasted } = start();
    const nonce = await pasted.save(ordinary('a'));
    expect(await pasted.take('')).toBeNull();
    expect(await pasted.take(nonce)).toEqual(ordinary('a'));
  });

  it('forgets the texts from private windows alone', async () => {
    const { area, pasted } = start();
    const kept = await pasted.save(ordinary('a'));
    const gone = await pasted.save({ text: 'Work in Poipet', private: true });
    await pasted.forgetPrivate();
    expect(JSON.stringify(area.stored)).not.toContain('Poipet');
    expect(await pasted.take(gone)).toBeNull();
    expect(await pasted.take(kept)).toEqual(ordinary('a'));
  });

  it('keeps at most five texts and clears them all', async () => {
    const { area, pasted } = start();
    const nonces = [];
    for (let at = 0; at < 8; at += 1) nonces.push(await pasted.save(ordinary(`text ${at}`)));
    expect(await pasted.take(nonces[0] ?? '')).toBeNull();
    expect(await pasted.take(nonces[7] ?? '')).toEqual(ordinary('text 7'));
    await pasted.clear();
    expect(JSON.stringify(area.stored)).not.toContain('text');
  });
});
