/** Reads the body of a request. */
import type { IncomingMessage } from 'node:http';

/**
 * The body, read from the connection itself, which is several times faster than through a web stream. Null when it is longer
 * than `maxBytes` or was cut off. Nothing beyond `maxBytes` is kept.
 */
export async function readBody(incoming: IncomingMessage, maxBytes: number): Promise<Uint8Array | null> {
  if (Number(incoming.headers['content-length'] ?? 0) > maxBytes) return null;
  return await new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    incoming.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > maxBytes) {
        incoming.pause();
        resolve(null);
      } else chunks.push(chunk);
    });
    incoming.on('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    incoming.on('close', () => resolve(null));
  });
}
