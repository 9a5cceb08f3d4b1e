/** Sends values one at a time. While one is on its way only the newest waits, however fast they come. A failure is ignored. */
export function createLatestSender<T>(send: (value: T) => Promise<unknown>): (value: T) => void {
  let waiting: { value: T } | null = null;
  let isSending = false;
  async function sendAll(): Promise<void> {
    isSending = true;
    for (let next = waiting; next !== null; next = waiting) {
      waiting = null;
      await send(next.value).catch(() => undefined);
    }
    isSending = false;
  }
  return (value) => {
    waiting = { value };
    if (!isSending) void sendAll();
  };
}
