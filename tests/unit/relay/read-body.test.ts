import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readBody } from '../../../hub/relay/read-body.ts';

/** A request whose body the test writes. @param length what its header says */
function requestOf(length?: number) {
  const headers = length === undefined ? {} : { 'content-length': String(length) };
  return Object.assign(new PassThrough(), { headers });
}
const read = (request: PassThrough): Promise<Uint8Array | null> => readBody(request as unknown as IncomingMessage, 4);

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

  it('is none where the connection ends before it', async () => {
    const request = requestOf(4);
    const body = read(request);
    request.write(Buffer.from([1, 2]));
    request.destroy();
    expect(await body).toBeNull();
  });
});
