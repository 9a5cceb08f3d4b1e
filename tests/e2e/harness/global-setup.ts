/** Runs before the stories: makes the publisher's keys and builds what most stories load. */
import { preparePublisher } from './publisher.ts';
import { storyExtension } from './story-builds.ts';
import { BROWSERS } from './story.ts';

export async function setup(): Promise<void> {
  await preparePublisher();
  for (const name of BROWSERS) {
    const browser = name === 'chromium' ? 'chrome' : 'firefox';
    await storyExtension({ flavour: 'testing', browser });
    await storyExtension({ flavour: 'desk', browser });
  }
}
