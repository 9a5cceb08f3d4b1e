import type { Runtime } from 'webextension-polyfill';
import { describe, expect, it, vi } from 'vitest';
import { openWelcomeOnInstall } from '../../../utils/background/open-welcome-on-install.ts';

type Installed = (details: { reason: Runtime.OnInstalledReason; temporary: boolean }) => void;

function start(consentGiven: boolean) {
  const listeners: Installed[] = [];
  const openPage = vi.fn(async (_path: string) => undefined);
  const onInstalled = { addListener: (listener: Installed) => void listeners.push(listener) };
  openWelcomeOnInstall({ runtime: { onInstalled } as never, managed: async () => ({ consentGiven }), openPage });
  const fire = (reason: Runtime.OnInstalledReason): void => {
    for (const listener of listeners) listener({ reason, temporary: false });
  };
  return { fire, openPage };
}

describe('openWelcomeOnInstall', () => {
  it('opens the welcome page at install', async () => {
    const { fire, openPage } = start(false);
    fire('install');
    await vi.waitFor(() => expect(openPage).toHaveBeenCalledWith('welcome.html'));
    expect(openPage).toHaveBeenCalledOnce();
  });

  it.each(['update', 'browser_update'] as const)('opens nothing at %s', async (reason) => {
    const { fire, openPage } = start(false);
    fire(reason);
    await Promise.resolve();
    expect(openPage).not.toHaveBeenCalled();
  });

  it('opens nothing when the policy says that consent was given', async () => {
    const { fire, openPage } = start(true);
    fire('install');
    await new Promise((resolve) => setImmediate(resolve));
    expect(openPage).not.toHaveBeenCalled();
  });
});
