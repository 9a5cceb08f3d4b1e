// @vitest-environment jsdom
/** Quick exit of the site: nothing of it can be seen while the harmless page loads, in no tab. */
import { afterEach, expect, it, vi } from 'vitest';
import { followQuickExit, quickExit } from '../../../web/quick-exit.ts';

const replace = vi.fn();
vi.stubGlobal('location', { replace });
const isHidden = (): boolean => document.documentElement.hasAttribute('hidden');

afterEach(() => {
  document.documentElement.hidden = false;
  replace.mockClear();
});

it('hides the page and its title at once', () => {
  document.title = 'Check a message – JobLantern';
  quickExit();
  expect(isHidden()).toBe(true);
  expect(document.title).toBe('www.wikipedia.org');
  expect(replace).toHaveBeenCalledWith('https://www.wikipedia.org/');
});

it('takes the other tabs of the site along', async () => {
  const stop = followQuickExit();
  const port = new BroadcastChannel('quick-exit');
  port.postMessage(null);
  await vi.waitFor(() => expect(replace).toHaveBeenCalledWith('https://www.wikipedia.org/'));
  expect(isHidden()).toBe(true);
  port.close();
  stop();
});
