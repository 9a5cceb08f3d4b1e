// @vitest-environment jsdom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { removeDeadHosts } from '../../../utils/overlay/dead-hosts.ts';
import { createOverlayHost } from '../../../utils/overlay/overlay-host.ts';

/** Draws as a script does that ends without a word: only the browser still knows its closed root. */
function drawHost(owner: string, parent: Element = document.documentElement): Element {
  const { element, root } = createOverlayHost(document, '', owner);
  element.popover = 'manual';
  element.setAttribute('popover', 'manual');
  Object.assign(element, { openOrClosedShadowRoot: root });
  // As the warnings are: they come before the styles.
  root.prepend(document.createElement('div'));
  parent.append(element);
  return element;
}

afterEach(() => {
  vi.unstubAllGlobals();
  document.body.innerHTML = '';
});

describe('removeDeadHosts', () => {
  it('removes what an ended script has drawn, also in a dialog', () => {
    document.body.innerHTML = '<dialog open></dialog>';
    const dead = [drawHost('ours'), drawHost('ours', document.querySelector('dialog')!)];
    removeDeadHosts(document, 'ours');
    expect(dead.map(({ isConnected }) => isConnected)).toEqual([false, false]);
  });

  it('leaves popovers of the page, and what another extension has drawn', () => {
    const other = drawHost('another');
    const plain = document.createElement('div');
    plain.setAttribute('popover', 'manual');
    document.documentElement.append(plain);
    removeDeadHosts(document, 'ours');
    expect([other, plain].map(({ isConnected }) => isConnected)).toEqual([true, true]);
  });
});
