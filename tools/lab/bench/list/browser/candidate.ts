/** One way to store the list, as each compared worker does it, and to answer whether a name is listed. */

export interface Candidate {
  /** Reads the extension's own files and stores them, as after a download. */
  prepare(): Promise<void>;
  /** From what is stored, unless that was read before. */
  isListed(name: string): Promise<boolean>;
  /** Waits for what goes on after an answer. */
  settle?(): Promise<unknown>;
}

export type CandidateRequest = { do: 'prepare' | 'wake' | 'settle' } | { do: 'ask'; name: string };

export function serve(candidate: Candidate): void {
  chrome.runtime.onMessage.addListener((request: CandidateRequest, _sender, answer) => {
    handle(candidate, request).then(
      (value) => answer({ value }),
      (error: unknown) => answer({ error: String(error instanceof Error ? (error.stack ?? error.message) : error) }),
    );
    return true;
  });
}

async function handle(candidate: Candidate, request: CandidateRequest): Promise<boolean> {
  if (request.do === 'ask') return candidate.isListed(request.name);
  if (request.do === 'prepare') await candidate.prepare();
  if (request.do === 'settle') await candidate.settle?.();
  return true;
}

/** A file of the extension. */
export async function ownFile(path: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(chrome.runtime.getURL(path))).arrayBuffer());
}
