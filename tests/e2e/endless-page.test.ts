/** A page whose HTML never ends: `DOMContentLoaded` and `load` never happen. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from './harness/driver.ts';
import { detailPage, LURE } from './harness/pages.ts';
import { BROWSERS, startStory, type Story } from './harness/story.ts';

/** Longest time to the badge, milliseconds. */
const MAX_BADGE_MS = 5000;

describe.each(BROWSERS)('a page whose HTML never ends in %s', (browser) => {
  let story: Story;
  let server: Server;
  beforeAll(async () => {
    server = createServer((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
      response.write(detailPage(LURE).replace(/<\/body>[\s\S]*/u, ''));
      const timer = setInterval(() => response.write('<!-- more -->'), 200);
      response.on('close', () => clearInterval(timer));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    story = await startStory(browser);
  });
  afterAll(async () => {
    await story.close();
    server.closeAllConnections();
    server.close();
  });

  it('still gets a badge and a warning', async () => {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jobs/lure`;
    const tab = await story.driver.openWithoutLoad(url);
    await until(
      'the badge to count the warning',
      async () => (await story.driver.badge(tab)).text === '1',
      MAX_BADGE_MS,
    );
    await story.warning(tab);
    expect(await tab.evaluate<string>('return document.readyState')).toBe('loading');
    await tab.close();
  });
});
