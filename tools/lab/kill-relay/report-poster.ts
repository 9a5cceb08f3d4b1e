/** Posts reports as the outbox does: each under one key, again and again until it is accepted. */
import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { sealReportJson } from '../../../utils/report/seal-report.ts';

export interface ReportPoster {
  /** Digests of the sealed files that the relay confirmed. */
  accepted: Set<string>;
  /** Posts or confirmations that a kill interrupted. */
  cutOff: number;
  /**
   * Posts several reports at a time until `over` returns true.
   * @param ports relays; each post goes to any of them
   * @param isLast posts no new reports, and ends when all begun ones are accepted
   */
  run(ports: readonly number[], over: () => boolean, isLast: boolean): Promise<void>;
}

const SENDERS = 6;

export async function createReportPoster(random: () => number): Promise<ReportPoster> {
  const sealed = await sealReportJson('{}', [await identityToRecipient(await generateX25519Identity())]);
  /** Sent and perhaps stored, but not confirmed yet. */
  const open: string[] = [];
  let made = 0;

  /** The digest when the relay confirms it. Null when no answer came, or the store cannot be reached. */
  async function post(port: number, name: string): Promise<string | null> {
    // Each report has its own body. The relay cannot read it, so its last bytes may be any.
    const body = Uint8Array.from(sealed);
    body.set(createHash('sha256').update(name).digest(), body.length - 32);
    const key = createHash('sha256').update(`key of ${name}`).digest('base64url');
    // Each post comes from another network (all of 127/8 is this machine), or the rate limit would refuse it.
    const localAddress = `127.${1 + Math.floor(random() * 250)}.${Math.floor(random() * 256)}.1`;
    const answer = await new Promise<{ status: number; text: string } | null>((resolve) => {
      const sent = request(
        { port, host: '127.0.0.1', path: '/v1/reports', method: 'POST', localAddress, agent: false },
        (response) => {
          let text = '';
          response.on('data', (data) => (text += String(data)));
          response.on('error', () => resolve(null));
          response.on('close', () => resolve(response.complete ? { status: response.statusCode ?? 0, text } : null));
        },
      );
      sent.on('error', () => resolve(null));
      sent.setHeader('Idempotency-Key', key);
      sent.end(body);
    });
    if (answer === null || answer.status === 500) return null;
    const digest = createHash('sha256').update(body).digest('hex');
    if (answer.status !== 201 && answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
    if (!answer.text.includes(digest)) throw new Error(`the relay confirmed another report: ${answer.text}`);
    return digest;
  }

  const posting: ReportPoster = {
    accepted: new Set(),
    cutOff: 0,
    async run(ports, over, isLast) {
      const sender = async (): Promise<void> => {
        while (!over()) {
          const name = open.pop() ?? (isLast ? undefined : `report-${(made += 1)}`);
          if (name === undefined) return;
          const digest = await post(ports[Math.floor(random() * ports.length)] as number, name);
          if (digest === null) {
            posting.cutOff += 1;
            open.push(name);
            // A relay without its store answers at once; a reader's device would wait half a minute.
            await new Promise((resolve) => setTimeout(resolve, 20));
          } else posting.accepted.add(digest);
        }
      };
      await Promise.all(Array.from({ length: SENDERS }, sender));
    },
  };
  return posting;
}
