// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest';
import { closeWithoutScript } from '../../../utils/overlay/close-without-script.ts';
import { createOverlayHost, type OverlayHost } from '../../../utils/overlay/overlay-host.ts';

let host: OverlayHost;
const button = (id: string): HTMLButtonElement => host.root.querySelector<HTMLButtonElement>(`#${id}`)!;

beforeEach(() => {
  host = createOverlayHost(document, '', 'ours');
  const armButtons = closeWithoutScript(host);
  const content = document.createElement('div');
  content.innerHTML = `<button id="marker"><i>May be a trap</i></button><dialog class="panel"><button id="help">Get help</button></dialog>`;
  host.root.append(content);
  document.documentElement.append(host.element);
  armButtons();
});

describe('the buttons of the overlay', () => {
  it('close its popover by the browser itself, but for those in the panel', () => {
    const { popoverTargetElement, popoverTargetAction } = button('marker');
    expect([popoverTargetElement, popoverTargetAction]).toEqual([host.element, 'hide']);
    expect(button('help').popoverTargetElement).toBeUndefined();
  });

  it('close nothing while the script runs', () => {
    const press = (target: Element): Event => {
      const click = new MouseEvent('click', { bubbles: true, cancelable: true });
      target.dispatchEvent(click);
      return click;
    };
    expect(press(button('marker').firstElementChild!).defaultPrevented).toBe(true);
    expect(press(button('help')).defaultPrevented).toBe(false);
  });

  it('are drawn on where the page closes the popover, and forges that it was opened', () => {
    const styles = (): string =>
      Array.from(host.root.querySelectorAll('style'), ({ textContent }) => textContent).join('');
    const forged = Object.assign(new Event('toggle'), { newState: 'open' });
    host.element.dispatchEvent(forged);
    expect(styles()).not.toContain('popover-open');
  });
});
