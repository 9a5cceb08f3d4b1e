/** Reads the body of a request. */
import type { IncomingMessage } from 'node:http';

/**
 * Pieces of a body that may be small. Above, they must have some bytes on average: each costs a call, so that one sender of one-byte
 * chunks could fill memory and time with a few megabytes. Networks and proxies cut far larger pieces.
 */
const MAX_SMALL_PIECES = 256;
const MIN_AVERAGE_BYTES = 64;

/**
 * The body, read from the connection itself, which is several times faster than through a web stream. Null when it is longer
 * than `maxBytes`, in too many pieces, or was cut off. Nothing beyond `maxBytes` is kept.
 */
export async function readBody(incoming: IncomingMessage, maxBytes: number): Promise<Uint8Array | null> {
  if (Number(incoming.headers['content-length'] ?? 0) > maxBytes) return null;
  return await new Promise((resolve) => {
    const pieces: Buffer[] = [];
    let length = 0;
    incoming.on('data', (piece: Buffer) => {
      length += piece.length;
      pieces.push(piece);
      const isOver = length > maxBytes;
      if (!isOver && !isShredded(pieces.length, length)) return;
      pieces.length = 0;
      incoming.removeAllListeners('data');
      // No answer is worth reading the rest of what somebody shredded.
      if (isOver) incoming.pause();
      else incoming.destroy();
      resolve(null);
    });
    incoming.on('end', () => resolve(pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces)));
    incoming.on('close', () => resolve(null));
  });
}

function isShredded(pieces: number, bytes: number): boolean {
  return pieces > MAX_SMALL_PIECES && bytes < pieces * MIN_AVERAGE_BYTES;
}
