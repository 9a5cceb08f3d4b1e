import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const background = vi.hoisted(() => ({ text: null as string | null, fails: false }));

vi.mock('webextension-polyfill', () => ({
  default: {
    runtime: {
      getURL: (path: string) => path,
      async sendMessage() {
        if (background.fails) throw new Error('no background');
        return { ok: true, value: { text: background.text } };
      },
    },
  },
}));

const Schema = v.object({ version: v.literal(1), who: v.string() });

describe('readKnowledge', () => {
  beforeEach(() => vi.stubGlobal('fetch', async () => new Response('{"version":1,"who":"package"}')));
  afterEach(() => vi.unstubAllGlobals());

  async function readBy(text: string | null, fails = false): Promise<(string | null)[]> {
    Object.assign(background, { text, fails });
    const { readKnowledge } = await import('../../../utils/pages/read-knowledge.ts');
    const read: (string | null)[] = [];
    await readKnowledge('help.json', Schema, (value) => read.push(value?.who ?? null));
    return read;
  }

  it('reads the bundled file, then the file of the channel', async () => {
    expect(await readBy('{"version":1,"who":"channel"}')).toEqual(['package', 'channel']);
  });

  it('keeps the bundled file without a channel, with a broken file, and without the background', async () => {
    expect(await readBy(null)).toEqual(['package']);
    expect(await readBy('{"version":2}')).toEqual(['package']);
    expect(await readBy('not JSON')).toEqual(['package']);
    expect(await readBy(null, true)).toEqual(['package']);
  });
});
