/** Starts the list worker, connects it with the judge, and sends it the page's requests. */
import type { ChannelInfo, ChannelPreview, ChannelRefusal } from '../utils/contracts/channel-status.ts';
import type { ListsRequest, ListsResponse, ListsValue } from './list-messages.ts';
import type { SiteJudge } from './start-judge.ts';

export interface SiteLists {
  channels(): Promise<ChannelInfo[]>;
  /** Fetches newer releases; resolves with the channels after it. */
  sync(): Promise<ChannelInfo[]>;
  preview(text: string): Promise<ChannelPreview | ChannelRefusal>;
  /** Resolves with why the channel was not added, or null. */
  add(text: string, fingerprint: string): Promise<ChannelRefusal | null>;
  remove(channel: string): Promise<void>;
}

type Unnumbered<T> = T extends { id: number } ? Omit<T, 'id'> : never;

export async function startLists(judge: SiteJudge): Promise<SiteLists> {
  const worker = new Worker(new URL('./list-worker.ts', import.meta.url), { type: 'module' });
  const pending = new Map<number, { resolve: (value: ListsValue) => void; reject: (error: Error) => void }>();
  let lastId = 0;
  worker.addEventListener('message', ({ data }: MessageEvent<ListsResponse>) => {
    const request = pending.get(data.id);
    pending.delete(data.id);
    if ('error' in data) request?.reject(new Error(data.error));
    else request?.resolve(data.value);
  });
  worker.addEventListener('error', () => {
    for (const { reject } of pending.values()) reject(new Error('the worker could not start'));
    pending.clear();
  });
  const ask = (request: Unnumbered<ListsRequest>, ports: MessagePort[] = []): Promise<ListsValue> =>
    new Promise((resolve, reject) => {
      const id = ++lastId;
      pending.set(id, { resolve, reject });
      worker.postMessage({ ...request, id }, ports);
    });
  const { port1, port2 } = new MessageChannel();
  await ask({ kind: 'connect' }, [port1]);
  judge.connectLists(port2);
  return {
    channels: async () => (await ask({ kind: 'channels' })) as ChannelInfo[],
    sync: async () => (await ask({ kind: 'sync' })) as ChannelInfo[],
    preview: async (text) => (await ask({ kind: 'preview', text })) as ChannelPreview | ChannelRefusal,
    add: async (text, fingerprint) => (await ask({ kind: 'add', text, fingerprint })) as ChannelRefusal | null,
    remove: async (channel) => void (await ask({ kind: 'remove', channel })),
  };
}
