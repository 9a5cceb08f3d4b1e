import { afterEach, describe, expect, it, vi } from 'vitest';
import { createBundledKnowledge } from '../../../utils/background/bundled-knowledge.ts';
import { ALL_KNOWLEDGE_TARGETS } from '../../../utils/detect/knowledge.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A package whose files hold their own names. @param failing addresses that cannot be read now */
function packageOf(failing: Set<string> = new Set()) {
  const read: string[] = [];
  vi.stubGlobal('fetch', async (url: string) => {
    read.push(url);
    if (failing.has(url)) throw new TypeError('Failed to fetch');
    return new Response(url);
  });
  return { read, bundled: createBundledKnowledge((path) => `us://${path}`) };
}

describe('the bundled knowledge', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('reads each file once, and only those that are needed', async () => {
    const { read, bundled } = packageOf();
    expect(await bundled.file('sites.json')).toEqual(bytesOf('us://knowledge/sites.json'));
    const files = await bundled.engineFiles(new Set(['lexicon.bin']));
    const needed = ALL_KNOWLEDGE_TARGETS.filter((name) => name !== 'lexicon.bin');
    expect(Object.keys(files)).toEqual(needed);
    expect(files['pay.json']).toEqual(bytesOf('us://knowledge/pay.json'));
    expect(Object.keys(await bundled.engineFiles())).toEqual([...ALL_KNOWLEDGE_TARGETS]);
    expect(read).toEqual(['sites.json', ...needed, 'lexicon.bin'].map((name) => `us://knowledge/${name}`));
  });

  it('reads a file again that could not be read', async () => {
    const failing = new Set(['us://knowledge/model.bin']);
    const { bundled } = packageOf(failing);
    await expect(bundled.engineFiles()).rejects.toThrow('Failed to fetch');
    failing.clear();
    expect(Object.keys(await bundled.engineFiles())).toEqual([...ALL_KNOWLEDGE_TARGETS]);
  });
});
