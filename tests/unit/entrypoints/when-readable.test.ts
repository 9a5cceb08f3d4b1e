import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { whenReadable } from '../../../entrypoints/scan.content/when-readable.ts';

/** A document of which only this is read. */
function makeDocument(readyState: DocumentReadyState) {
  const events = new EventTarget();
  const document = Object.assign(events, { readyState, body: {} });
  return {
    document: document as unknown as Document,
    parse() {
      document.readyState = 'interactive';
      events.dispatchEvent(new Event('readystatechange'));
    },
  };
}

/** Milliseconds from now until it can be read. */
async function waitFor(document: Document, since: number): Promise<number> {
  const start = performance.now();
  const readable = whenReadable(document, since).then(() => performance.now() - start);
  await vi.advanceTimersByTimeAsync(5000);
  return readable;
}

describe('whenReadable', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('does not wait for a document that is parsed', async () => {
    expect(await waitFor(makeDocument('interactive').document, performance.now())).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('waits until a document is parsed, and sets no timer beyond', async () => {
    const { document, parse } = makeDocument('loading');
    setTimeout(parse, 300);
    expect(await waitFor(document, performance.now())).toBe(300);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('waits 700 ms from when parsing began, whatever part of it has passed', async () => {
    const since = performance.now();
    expect(await waitFor(makeDocument('loading').document, since)).toBe(700);
    const late = performance.now();
    await vi.advanceTimersByTimeAsync(600);
    expect(await waitFor(makeDocument('loading').document, late)).toBe(100);
    expect(await waitFor(makeDocument('loading').document, late)).toBe(0);
  });
});
