import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readBody } from '../../../hub/relay/read-body.ts';

/** A request whose body the test writes. @param length what its header says */
function requestOf(length?: number) {
  const headers = length === undefined ? {} : { 'content-length': String(length) };
  return Object.assign(new PassThrough(), { headers });
}
const read = (request: PassThrough, maxBytes = 4): Promise<Uint8Array | null> =>
  readBody(request as unknown as IncomingMessage, maxBytes);

describe('the body of a request', () => {
  it('is joined from its parts, up to the limit', async () => {
    for (const parts of [
      [[1, 2, 3, 4]],
      [
        [1, 2],
        [3, 4],
      ],
      [[1], [2, 3], [4]],
    ]) {
      const request = requestOf(4);
      const body = read(request);
      for (const part of parts) request.write(Buffer.from(part));
      request.end();
      expect([...((await body) ?? [])]).toEqual([1, 2, 3, 4]);
    }
    const empty = requestOf();
    empty.end();
    expect(await read(empty)).toHaveLength(0);
  });

  it('is not read where its header says that it is too long', async () => {
    const request = requestOf(5);
    expect(await read(request)).toBeNull();
    expect(request.listenerCount('data')).toBe(0);
  });

  it('is given up where it becomes too long, and no more is taken in', async () => {
    const request = requestOf();
    const body = read(request);
    request.write(Buffer.from([1, 2, 3]));
    request.write(Buffer.from([4, 5]));
    expect(await body).toBeNull();
    expect(request.isPaused()).toBe(true);
  });

  it('is cut off where it comes in very many pieces of a few bytes, and read where they are larger', async () => {
    for (const [size, isRead] of [
      [1, false],
      [63, false],
      [64, true],
    ] as const) {
      const request = requestOf();
      const body = read(request, 100_000);
      for (let count = 0; count < 300; count += 1) request.write(Buffer.alloc(size));
      request.end();
      expect((await body)?.length).toBe(isRead ? 300 * size : undefined);
      expect(request.readableEnded).toBe(isRead);
    }
    const few = requestOf();
    const body = read(few, 100_000);
    for (let count = 0; count < 256; count += 1) few.write(Buffer.alloc(1));
    few.end();
    expect(await body).toHaveLength(256);
  });

  it('is none where the connection ends before it', async () => {
    const request = requestOf(4);
    const body = read(request);
    request.write(Buffer.from([1, 2]));
    request.destroy();
    expect(await body).toBeNull();
  });
});
