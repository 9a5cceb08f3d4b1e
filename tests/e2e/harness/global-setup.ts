/** Runs before the stories: makes the publisher's keys and builds the extension for both browsers. */
import { ensureExtension } from '../../../tools/setup/extension.ts';
import { BRAND, preparePublisher } from './publisher.ts';

export async function setup(): Promise<void> {
  await preparePublisher();
  for (const browser of ['chrome', 'firefox'] as const) {
    await ensureExtension({ brand: BRAND, flavour: 'testing', browser });
    await ensureExtension({ brand: BRAND, flavour: 'desk', browser });
  }
}
