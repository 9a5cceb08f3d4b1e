/** Before the stories: the publisher's keys, and the extension built for both browsers with its root pinned. */
import { ensureExtension } from '../../../tools/setup/extension.ts';
import { BRAND, preparePublisher } from './publisher.ts';

export async function setup(): Promise<void> {
  await preparePublisher();
  for (const browser of ['chrome', 'firefox'] as const) {
    await ensureExtension({ brand: BRAND, flavour: 'testing', browser });
    await ensureExtension({ brand: BRAND, flavour: 'desk', browser });
  }
}
