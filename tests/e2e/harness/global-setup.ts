/** Runs before the stories: makes the publisher's keys and builds what most stories load. */
import { ensureKnowledge } from '../../../tools/knowledge/compile-knowledge.ts';
import { ensureMap } from '../../../tools/map/compile-map.ts';
import { ensureExtension } from '../../../tools/setup/extension.ts';
import { prepareFirefox } from './launch-firefox.ts';
import { BRAND, preparePublisher } from './publisher.ts';
import { BROWSERS } from './story.ts';

export async function setup(): Promise<void> {
  await preparePublisher();
  // Two builds side by side, as each uses one processor; what both need is made before.
  await ensureKnowledge();
  await ensureMap();
  // Without it, stories of the other browser still run, and those of this one say what is wrong.
  if (BROWSERS.includes('firefox')) await prepareFirefox().catch(console.error);
  for (const flavour of ['testing', 'desk'] as const) {
    await Promise.all(
      BROWSERS.map((name) =>
        ensureExtension({ brand: BRAND, flavour, browser: name === 'chromium' ? 'chrome' : 'firefox' }),
      ),
    );
  }
}
