/**
 * Runs everything that handles a stranger's bytes in a worker. The worker is terminated when a task takes too long, so that
 * no sealed file can block the page. The slow work on the passphrase runs there too.
 */
import { readAtMost, MAX_INPUT_BYTES, ReportRefusedError, type RefusalKey } from './open-report.ts';
import type { ReportReading, ReportFacts } from './report-facts.ts';
import type { ReportDocument } from '../report/report-document.ts';
import type { ReportPicture } from '../report/report-picture.ts';
import type { Secrets } from './vault.ts';

export interface OpenedReport {
  document: ReportDocument;
  facts: ReportFacts;
  reading: ReportReading;
}

export type DeskTask =
  | { do: 'open'; sealed: Uint8Array; identities: readonly string[]; today: string }
  | { do: 'show-picture'; picture: ReportPicture }
  | { do: 'unlock'; vault: Uint8Array; passphrase: string }
  | { do: 'lock-up'; secrets: Secrets; passphrase: string };

export type DeskTaskResult =
  | { done: 'opened'; opened: OpenedReport }
  | { done: 'refused'; key: RefusalKey; detail: string }
  | { done: 'shown'; bitmap: ImageBitmap }
  | { done: 'unlocked'; secrets: Secrets }
  | { done: 'locked'; vault: Uint8Array }
  | { done: 'wrong-passphrase' }
  | { done: 'failed'; detail: string };

export interface DeskWorkerClient {
  /** @throws ReportRefusedError */
  openReport(sealed: ReadableStream<Uint8Array>, identities: readonly string[], today: string): Promise<OpenedReport>;
  /** The picture of a report, decoded; null when that fails. The caller closes it. */
  showPicture(picture: ReportPicture): Promise<ImageBitmap | null>;
  /** Null when the passphrase is wrong. */
  openVault(vault: Uint8Array, passphrase: string): Promise<Secrets | null>;
  sealVault(secrets: Secrets, passphrase: string): Promise<Uint8Array>;
}

/** How long a report may take to be opened and analysed, milliseconds. */
const TASK_TIMEOUT_MS = 20_000;

/** @param start creates the worker */
export function createDeskWorkerClient(start: () => Worker): DeskWorkerClient {
  let worker: Worker | null = null;
  let queue: Promise<unknown> = Promise.resolve();

  function runTask(task: DeskTask): Promise<DeskTaskResult> {
    return new Promise((resolve) => {
      const used = (worker ??= start());
      const finish = (result: DeskTaskResult): void => {
        clearTimeout(timer);
        used.removeEventListener('message', onMessage);
        used.removeEventListener('error', onError);
        resolve(result);
      };
      const end = (result: DeskTaskResult): void => {
        used.terminate();
        worker = null;
        finish(result);
      };
      const timer = setTimeout(
        () => end({ done: 'refused', key: 'too-slow', detail: 'took too long' }),
        TASK_TIMEOUT_MS,
      );
      const onMessage = ({ data }: MessageEvent<DeskTaskResult>): void => finish(data);
      const onError = (event: Event): void =>
        end({ done: 'failed', detail: event instanceof ErrorEvent ? event.message : 'the worker failed' });
      used.addEventListener('message', onMessage);
      used.addEventListener('error', onError);
      used.postMessage(task, {});
    });
  }

  /** Runs tasks one after another: the worker answers in order. */
  function enqueue(task: DeskTask): Promise<DeskTaskResult> {
    const result = queue.then(() => runTask(task));
    queue = result;
    return result;
  }

  return {
    async openReport(sealed, identities, today) {
      const bytes = await readAtMost(sealed, MAX_INPUT_BYTES);
      const result = await enqueue({ do: 'open', sealed: bytes, identities, today });
      if (result.done === 'opened') return result.opened;
      if (result.done === 'refused') throw new ReportRefusedError(result.key, result.detail);
      throw new ReportRefusedError('damaged', result.done === 'failed' ? result.detail : result.done);
    },
    async showPicture(picture) {
      const result = await enqueue({ do: 'show-picture', picture });
      return result.done === 'shown' ? result.bitmap : null;
    },
    async openVault(vault, passphrase) {
      const result = await enqueue({ do: 'unlock', vault, passphrase });
      if (result.done === 'unlocked') return result.secrets;
      if (result.done === 'wrong-passphrase') return null;
      throw new Error(result.done === 'failed' ? result.detail : result.done);
    },
    async sealVault(secrets, passphrase) {
      const result = await enqueue({ do: 'lock-up', secrets, passphrase });
      if (result.done === 'locked') return result.vault;
      throw new Error(result.done === 'failed' ? result.detail : result.done);
    },
  };
}
