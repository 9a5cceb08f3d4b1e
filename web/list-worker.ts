/**
 * Worker that keeps the lists and registers of the site's visitor. Channels are as in the extension, in a database of its
 * own. It downloads only lists and registers, and alone of the check page it may connect to other hosts.
 */
import { dayOf } from '../utils/indicators/day-number.ts';
import { createChannelFetch } from '../utils/background/channel-fetch.ts';
import { createChannelService } from '../utils/background/channel-service.ts';
import { packagedBrand } from '../utils/brand/packaged-brand.ts';
import { conclude } from '../utils/detect/conclude.ts';
import { HASHES_TARGET, LISTINGS_TARGET, WITHDRAWN_TARGET } from '../utils/indicators/indicator-list.ts';
import { webCrypto } from '../utils/platform/web-crypto.ts';
import { answerLicences } from '../utils/register/answer-licences.ts';
import { applyLicences } from '../utils/register/apply-licences.ts';
import { isRegisterTarget } from '../utils/register/register-file.ts';
import { createDatabase } from '../utils/storage/database.ts';
import { createIndexedDbArea } from './indexed-db-area.ts';
import type { ListsRequest, ListsResponse, ListsValue, VerdictsRequest, VerdictsResponse } from './list-messages.ts';
import { LIST_DATABASE } from './list-database.ts';

const LIST_TARGETS: ReadonlySet<string> = new Set([HASHES_TARGET, LISTINGS_TARGET, WITHDRAWN_TARGET]);

const service = createChannelService({
  ...webCrypto,
  brand: packagedBrand,
  database: createDatabase(LIST_DATABASE),
  area: createIndexedDbArea(`${LIST_DATABASE}-values`),
  fetch: createChannelFetch({ fetch: (url, init) => fetch(url, init), keepAlive: () => undefined }),
  now: () => Date.now(),
  clock: () => performance.now(),
  check: async () => undefined,
  isTargetWanted: (name) => LIST_TARGETS.has(name) || isRegisterTarget(name),
  onChanged: async () => undefined,
});

self.addEventListener('message', ({ data, ports }: MessageEvent<ListsRequest>) => void respond(data, ports[0]));

async function respond(request: ListsRequest, port: MessagePort | undefined): Promise<void> {
  const send = (response: ListsResponse): void => (self as unknown as Worker).postMessage(response, {});
  try {
    if (request.kind === 'connect' && port !== undefined) listen(port);
    send({ id: request.id, value: await answer(request) });
  } catch (error) {
    send({ id: request.id, error: error instanceof Error ? error.message : String(error) });
  }
}

async function answer(request: ListsRequest): Promise<ListsValue> {
  const { subscriptions } = service;
  switch (request.kind) {
    case 'connect':
      await service.warmUp();
      return null;
    case 'channels':
      return subscriptions.list();
    case 'sync':
      await service.sync();
      return subscriptions.list();
    case 'preview':
      return subscriptions.preview(request.text);
    case 'add': {
      const added = await subscriptions.add(request.text, request.fingerprint);
      return 'problem' in added ? added : null;
    }
    case 'remove':
      await subscriptions.remove(request.channel);
      return null;
  }
}

/** Answers the judge worker. */
function listen(port: MessagePort): void {
  port.addEventListener('message', ({ data }: MessageEvent<VerdictsRequest>) => {
    const send = (response: VerdictsResponse): void => port.postMessage(response);
    concludeAll(data).then(
      (verdicts) => send({ id: data.id, verdicts }),
      (error: unknown) => send({ id: data.id, error: String(error) }),
    );
  });
  port.start();
}

async function concludeAll({ posts, analyses }: VerdictsRequest): Promise<VerdictsOf> {
  const today = dayOf(Date.now());
  const registers = await service.registers();
  return Promise.all(
    analyses.map(async (analysis, at) => {
      const post = posts[at]!;
      const verdict = conclude(analysis, await service.lookup(analysis.mentions), today);
      const licences = answerLicences(post, registers, { contacts: () => analysis.mentions, today });
      return applyLicences(verdict, licences, analysis);
    }),
  );
}

type VerdictsOf = Extract<VerdictsResponse, { verdicts: unknown }>['verdicts'];
