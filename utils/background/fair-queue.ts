/** Runs jobs one at a time and takes turns among their clients: one page cannot delay the warnings of another. */
export interface FairQueue {
  /** @param client the tab that the job is for @returns the result of the job */
  run<T>(client: number, job: () => Promise<T>): Promise<T>;
}

/** @param pause lets the browser deliver messages of other tabs; called after each job */
export function createFairQueue(pause: () => Promise<void>): FairQueue {
  /** Waiting jobs of each client. A served client moves to the end. */
  const waiting = new Map<number, (() => Promise<unknown>)[]>();
  let isRunning = false;

  async function serve(): Promise<void> {
    if (isRunning) return;
    isRunning = true;
    for (let next = takeNext(); next !== undefined; next = takeNext()) {
      await next();
      await pause();
    }
    isRunning = false;
  }

  function takeNext(): (() => Promise<unknown>) | undefined {
    const [entry] = waiting;
    if (entry === undefined) return undefined;
    const [client, jobs] = entry;
    const job = jobs.shift();
    waiting.delete(client);
    if (jobs.length > 0) waiting.set(client, jobs);
    return job;
  }

  return {
    run: (client, job) =>
      new Promise((resolve, reject) => {
        const jobs = waiting.get(client) ?? [];
        jobs.push(() => job().then(resolve, reject));
        waiting.set(client, jobs);
        void serve();
      }),
  };
}
