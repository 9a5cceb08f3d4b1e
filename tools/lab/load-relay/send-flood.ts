/**
 * Sends a flood: four kinds of junk, each post from another network. Meanwhile the extension's own code sends honest
 * reports.
 */
import { randomBytes } from 'node:crypto';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { sealReportJson } from '../../../utils/report/seal-report.ts';
import { SEALED_SIZES } from '../../../utils/report/sealed-format.ts';
import { sendReport } from '../../../utils/report/send-report.ts';
import { sendLoad } from './send-load.ts';

export interface FloodFigures {
  posts: number;
  statuses: Record<string, number>;
  /** The slowest honest report, from its first attempt to "stored", seconds; Infinity when one was not accepted. */
  honestSeconds: number;
}

const HONEST_REPORTS = 3;

export async function sendFlood(port: number, posts: number, connections: number): Promise<FloodFigures> {
  const sealed = await sealReportJson('{"words":"help"}', [await identityToRecipient(await generateX25519Identity())]);
  const noise = randomBytes(SEALED_SIZES[0] as number);
  // Well-formed reports, noise of the right size, noise of a wrong size, and nothing.
  const junk = (index: number): Uint8Array => {
    if (index % 4 === 1) return noise;
    if (index % 4 === 2) return noise.subarray(0, 100);
    if (index % 4 === 3) return new Uint8Array(0);
    const own = Uint8Array.from(sealed);
    new DataView(own.buffer).setFloat64(own.length - 8, index);
    return own;
  };
  const running = { done: false };
  const flood = sendLoad({ ports: [port], connections, posts, seconds: 600, plainBytes: 4_096, junk }).finally(() => {
    running.done = true;
  });
  let slowest = 0;
  for (let i = 0; i < HONEST_REPORTS; i++) {
    // Starts after the flood has built up.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    slowest = Math.max(slowest, await sendHonest(port, i));
  }
  const { statuses } = await flood;
  return { posts, statuses, honestSeconds: slowest };
}

/** Seconds until the report was stored. It tries again each second, more often than a reader's device. */
async function sendHonest(port: number, index: number): Promise<number> {
  const sealed = await sealReportJson(`{"words":"${index}"}`, [
    await identityToRecipient(await generateX25519Identity()),
  ]);
  const key = randomBytes(16).toString('hex');
  const started = performance.now();
  const fromElsewhere: typeof fetch = async (url, init) =>
    await fetch(url, {
      ...init,
      headers: { ...(init?.headers as Record<string, string>), 'X-Forwarded-For': `230.0.${index}.1` },
    });
  while (performance.now() - started < 60_000) {
    const sent = await sendReport({ fetch: fromElsewhere, relayUrl: `http://127.0.0.1:${port}` }, key, sealed);
    if (sent.done) return (performance.now() - started) / 1000;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
  return Infinity;
}
