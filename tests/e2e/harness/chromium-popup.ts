/**
 * Presses the extension's toolbar button in Chromium, as a reader does. The popup opens, and the tab may be read once
 * (`activeTab`). Playwright does not show popups as pages, so they are spoken to by the DevTools protocol.
 */
import type { BrowserContext, CDPSession } from 'playwright-core';
import { until } from './driver.ts';
import type { Popup } from './window-driver.ts';

interface TargetInfo {
  targetId: string;
  type: string;
  url: string;
}

/** @param base `chrome-extension://<id>/` @param url the tab in front */
export async function openChromiumPopup(context: BrowserContext, base: string, url: string): Promise<Popup> {
  const session = await context.browser()!.newBrowserCDPSession();
  const targets = async (): Promise<TargetInfo[]> => {
    const filter = [{ type: 'tab' }, { type: 'page' }];
    const { targetInfos } = await session.send('Target.getTargets', { filter });
    return targetInfos;
  };
  const tab = (await targets()).find((target) => target.type === 'tab' && target.url === url);
  if (tab === undefined) throw new Error(`No tab shows ${url}.`);
  // Newer than the types of the protocol
  await session.send(
    'Extensions.triggerAction' as never,
    { id: new URL(base).hostname, targetId: tab.targetId } as never,
  );
  const { targetId } = await until('the popup', async () =>
    (await targets()).find((target) => target.type === 'page' && target.url === `${base}popup.html`),
  );
  const { sessionId } = await session.send('Target.attachToTarget', { targetId, flatten: false });
  return {
    evaluate: (expression) => evaluateIn(session, sessionId, expression),
    press: (selector) => evaluateIn(session, sessionId, `void document.querySelector('${selector}').click()`),
  };
}

async function evaluateIn<T>(session: CDPSession, sessionId: string, expression: string): Promise<T> {
  const id = Math.round(performance.now() * 1_000);
  const answer = new Promise<T>((resolve, reject) => {
    const onMessage = ({ message }: { message: string }): void => {
      const parsed = JSON.parse(message) as {
        id?: number;
        result?: { result: { value: T } };
        error?: { message: string };
      };
      if (parsed.id !== id) return;
      session.off('Target.receivedMessageFromTarget', onMessage);
      if (parsed.result === undefined) reject(new Error(parsed.error?.message ?? message));
      else resolve(parsed.result.result.value);
    };
    session.on('Target.receivedMessageFromTarget', onMessage);
  });
  const params = { expression, awaitPromise: true, returnByValue: true, userGesture: true };
  const message = JSON.stringify({ id, method: 'Runtime.evaluate', params });
  await session.send('Target.sendMessageToTarget', { sessionId, message });
  return answer;
}
