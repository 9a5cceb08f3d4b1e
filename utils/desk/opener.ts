/**
 * The part of the desk that touches a stranger's bytes: in a worker, which is ended when it takes too long, so that nothing
 * that was sealed can hold up the page. What is heavy by itself (the passphrase) is done there too.
 */
import { readAtMost, MOST_SEALED, RefusedReport, type RefusedKey } from './open-report.ts';
import type { Reading, ReportFacts } from './report-facts.ts';
import type { ReportDocument } from '../report/document.ts';
import type { Secrets } from './vault.ts';

export interface Opened {
  document: ReportDocument;
  facts: ReportFacts;
  reading: Reading;
}

export type Task =
  | { do: 'open'; sealed: Uint8Array; identities: readonly string[]; today: string }
  | { do: 'unlock'; vault: Uint8Array; passphrase: string }
  | { do: 'lock-up'; secrets: Secrets; passphrase: string };

export type TaskResult =
  | { done: 'opened'; opened: Opened }
  | { done: 'refused'; key: RefusedKey; detail: string }
  | { done: 'unlocked'; secrets: Secrets }
  | { done: 'locked'; vault: Uint8Array }
  | { done: 'wrong-passphrase' }
  | { done: 'failed'; detail: string };

export interface Opener {
  /** @throws RefusedReport */
  open(sealed: ReadableStream<Uint8Array>, identities: readonly string[], today: string): Promise<Opened>;
  /** Null when the passphrase is wrong. */
  unlock(vault: Uint8Array, passphrase: string): Promise<Secrets | null>;
  lockUp(secrets: Secrets, passphrase: string): Promise<Uint8Array>;
}

/** What a report may take to be opened and read, milliseconds. */
const PATIENCE = 20_000;

/** @param start makes the worker */
export function createOpener(start: () => Worker): Opener {
  let worker: Worker | null = null;
  let queue: Promise<unknown> = Promise.resolve();

  function run(task: Task): Promise<TaskResult> {
    return new Promise((resolve) => {
      const used = (worker ??= start());
      const finish = (result: TaskResult): void => {
        clearTimeout(timer);
        used.removeEventListener('message', onMessage);
        used.removeEventListener('error', onError);
        resolve(result);
      };
      const end = (result: TaskResult): void => {
        used.terminate();
        worker = null;
        finish(result);
      };
      const timer = setTimeout(() => end({ done: 'refused', key: 'too-slow', detail: 'took too long' }), PATIENCE);
      const onMessage = ({ data }: MessageEvent<TaskResult>): void => finish(data);
      const onError = (event: Event): void =>
        end({ done: 'failed', detail: event instanceof ErrorEvent ? event.message : 'the worker failed' });
      used.addEventListener('message', onMessage);
      used.addEventListener('error', onError);
      used.postMessage(task, {});
    });
  }

  /** One after another: the worker answers in order. */
  function inTurn(task: Task): Promise<TaskResult> {
    const result = queue.then(() => run(task));
    queue = result;
    return result;
  }

  return {
    async open(sealed, identities, today) {
      const bytes = await readAtMost(sealed, MOST_SEALED);
      const result = await inTurn({ do: 'open', sealed: bytes, identities, today });
      if (result.done === 'opened') return result.opened;
      if (result.done === 'refused') throw new RefusedReport(result.key, result.detail);
      throw new RefusedReport('damaged', result.done === 'failed' ? result.detail : result.done);
    },
    async unlock(vault, passphrase) {
      const result = await inTurn({ do: 'unlock', vault, passphrase });
      if (result.done === 'unlocked') return result.secrets;
      if (result.done === 'wrong-passphrase') return null;
      throw new Error(result.done === 'failed' ? result.detail : result.done);
    },
    async lockUp(secrets, passphrase) {
      const result = await inTurn({ do: 'lock-up', secrets, passphrase });
      if (result.done === 'locked') return result.vault;
      throw new Error(result.done === 'failed' ? result.detail : result.done);
    },
  };
}
