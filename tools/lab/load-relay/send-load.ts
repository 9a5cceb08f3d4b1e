/** Posts reports over kept-alive connections as fast as a relay answers, and measures each. */
import { createHash, randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { sealReportJson } from '../../../utils/report/seal-report.ts';

export interface Load {
  /** Answers by status. */
  statuses: Record<string, number>;
  seconds: number;
  perSecond: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  /** Connections that broke. */
  broken: number;
}

export interface LoadOptions {
  ports: readonly number[];
  connections: number;
  /** The run ends after this many posts, or this many seconds. */
  posts: number;
  seconds: number;
  /** Bytes of the report before sealing: one of `PLAIN_SIZES`. */
  plainBytes: number;
  /** What is sent instead of a sealed report. */
  junk?: (index: number) => Uint8Array;
}

/** The relay must run with `--behind-proxy`: each post names another network, or the rate limit would refuse it. */
export async function sendLoad(options: LoadOptions): Promise<Load> {
  const body = await makeSealedReport(options.plainBytes);
  const run = randomBytes(8).toString('hex');
  const statuses: Record<string, number> = {};
  const times: number[] = [];
  let [sent, broken] = [0, 0];
  const started = performance.now();
  const end = started + options.seconds * 1000;

  async function sender(index: number): Promise<void> {
    let connection = await open(options.ports[index % options.ports.length] as number);
    while (sent < options.posts && performance.now() < end) {
      const number = (sent += 1);
      const at = performance.now();
      const status = await connection.post(
        request(`${run} ${number}`, options.junk?.(number) ?? withSerialNumber(body, number)),
      );
      if (status === null) {
        broken += 1;
        connection = await open(options.ports[index % options.ports.length] as number);
        continue;
      }
      times.push(performance.now() - at);
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
    connection.close();
  }

  await Promise.all(Array.from({ length: options.connections }, (_, index) => sender(index)));
  const seconds = (performance.now() - started) / 1000;
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { statuses, seconds, perSecond: times.length / seconds, p50: at(0.5), p99: at(0.99), broken };
}

async function makeSealedReport(plain: number): Promise<Uint8Array> {
  const recipient = await identityToRecipient(await generateX25519Identity());
  return await sealReportJson(`{"words":"${'x'.repeat(Math.floor(plain * 0.8))}"}`, [recipient]);
}

/** Each report has its own body. The relay cannot read it, so its last bytes may be any. */
function withSerialNumber(body: Uint8Array, number: number): Uint8Array {
  const own = Uint8Array.from(body);
  new DataView(own.buffer).setFloat64(own.length - 8, number);
  return own;
}

/** Another network and another key for each post. */
function request(name: string, body: Uint8Array): Buffer {
  const mixed = createHash('sha256').update(name).digest();
  const head = [
    'POST /v1/reports HTTP/1.1',
    'Host: relay',
    'Content-Type: application/octet-stream',
    `Content-Length: ${body.length}`,
    `Idempotency-Key: ${mixed.toString('base64url').slice(0, 32)}`,
    `X-Forwarded-For: ${1 + ((mixed[0] ?? 0) % 220)}.${mixed[1]}.${mixed[2]}.1`,
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'), body]);
}

interface Connection {
  /** The answer's status; null when the connection broke. */
  post(bytes: Buffer): Promise<string | null>;
  close(): void;
}

async function open(port: number): Promise<Connection> {
  const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  let answer = '';
  let waiting: ((status: string | null) => void) | null = null;
  const settle = (status: string | null): void => {
    waiting?.(status);
    waiting = null;
  };
  socket.on('data', (data) => {
    answer += data.toString('latin1');
    const head = answer.indexOf('\r\n\r\n');
    const length = /content-length: (\d+)/iu.exec(answer)?.[1];
    if (head < 0 || length === undefined || answer.length < head + 4 + Number(length)) return;
    const status = answer.slice(9, 12);
    answer = '';
    settle(status);
  });
  socket.on('error', () => settle(null));
  socket.on('close', () => settle(null));
  return {
    post: (bytes) =>
      new Promise((resolve) => {
        if (socket.destroyed) return resolve(null);
        waiting = resolve;
        socket.write(bytes);
      }),
    close: () => socket.destroy(),
  };
}
