/** Pages that remove the overlay or cover it. */
import { FOREIGN_ELEMENTS, type Attack } from './attack.ts';

const everywhere = 'position:fixed;inset:0;width:100vw;height:100vh;background:#fff;border:0;margin:0;padding:0';

export const OVERLAY_REMOVAL: readonly Attack[] = [
  {
    description: 'forges the event by which the framework ends a content script',
    script: `
      const ids = ['story@joblantern.example', document.currentScript?.dataset.id ?? ''];
      setInterval(() => {
        for (const id of ids) for (const name of ['scan', 'read', 'warn', 'content']) {
          const detail = { messageId: Math.random().toString(36), contentScriptName: name };
          document.dispatchEvent(new CustomEvent(id + ':' + name + ':wxt:content-script-started', { detail }));
          window.postMessage({ type: id + ':' + name + ':wxt:content-script-started', ...detail }, '*');
        }
      }, 50);`,
  },
  {
    description: 'removes whatever stands beside its body, again and again',
    script: `setInterval(() => { for (const e of ${FOREIGN_ELEMENTS}) e.remove(); }, 30);`,
    surfaces: { chromium: 'toolbar', firefox: 'toolbar' },
  },
  {
    description: 'removes it the moment it comes',
    script: `new MutationObserver(() => { for (const e of ${FOREIGN_ELEMENTS}) e.remove(); }).observe(document.documentElement, { childList: true });`,
    surfaces: { chromium: 'toolbar', firefox: 'toolbar' },
  },
  {
    description: 'moves it into a hidden corner of its own',
    script: `
      const corner = document.createElement('div');
      corner.style.display = 'none';
      document.body.append(corner);
      setInterval(() => { for (const e of ${FOREIGN_ELEMENTS}) corner.append(e); }, 30);`,
    surfaces: { chromium: 'toolbar', firefox: 'toolbar' },
  },
  {
    description: 'closes every popover, and makes it inert and hidden',
    script: `setInterval(() => { for (const e of ${FOREIGN_ELEMENTS}) { try { e.hidePopover(); } catch {} e.inert = true; e.hidden = true; } }, 30);`,
    surfaces: { chromium: 'toolbar', firefox: 'toolbar' },
  },
  {
    description: 'covers it with a popover of its own, anew ten times a second',
    script: `
      const cover = document.createElement('div');
      cover.popover = 'manual';
      cover.style.cssText = '${everywhere}';
      document.body.append(cover);
      setInterval(() => { try { cover.hidePopover(); } catch {} cover.showPopover(); }, 100);`,
    surfaces: { chromium: 'toolbar', firefox: 'toolbar' },
  },
  {
    description: 'opens two hundred popovers one after the other',
    script: `
      let count = 0;
      const timer = setInterval(() => {
        const cover = document.createElement('div');
        cover.popover = 'manual';
        cover.style.cssText = '${everywhere}';
        document.body.append(cover);
        cover.showPopover();
        if (++count >= 200) clearInterval(timer);
      }, 5);`,
    surfaces: { chromium: 'toolbar', firefox: 'toolbar' },
  },
  {
    description: 'opens a modal dialog over everything',
    script: `
      const dialog = document.createElement('dialog');
      dialog.style.cssText = '${everywhere};max-width:none;max-height:none';
      document.body.append(dialog);
      dialog.showModal();
      const style = document.createElement('style');
      style.textContent = 'dialog::backdrop { background: #fff !important }';
      document.head.append(style);`,
  },
  {
    description: 'closes and opens a modal dialog again and again',
    script: `
      const dialog = document.createElement('dialog');
      dialog.textContent = 'Wait';
      dialog.style.cssText = '${everywhere};max-width:none;max-height:none';
      document.body.append(dialog);
      setInterval(() => { if (dialog.open) dialog.close(); dialog.showModal(); }, 60);`,
    surfaces: { chromium: 'toolbar', firefox: 'toolbar' },
  },
  {
    description: 'lays boxes of the greatest z-index over the window',
    script: `
      for (let i = 0; i < 50; i++) {
        const box = document.createElement('div');
        box.style.cssText = '${everywhere};z-index:2147483647;isolation:isolate;will-change:transform;pointer-events:none';
        document.body.append(box);
      }`,
  },
  {
    description: 'replaces its root element, and everything below with it',
    script: `
      setTimeout(() => {
        const root = document.createElement('html');
        const old = document.documentElement;
        root.append(document.head, document.body);
        document.replaceChild(root, old);
      }, 400);`,
    durationMs: 1500,
  },
  {
    description: 'opens its document anew and writes the post again',
    script: `
      setTimeout(() => {
        const html = document.documentElement.outerHTML.replace(/<script[^]*?<.script>/g, '');
        document.open();
        document.write(html);
        document.close();
      }, 400);`,
    durationMs: 1500,
  },
  {
    description: 'clones its whole body and puts the copy in its place, again and again',
    script: `setInterval(() => document.body.replaceWith(document.body.cloneNode(true)), 150);`,
    durationMs: 1500,
  },
  {
    description: 'runs one view transition after the other',
    script: `
      const next = () => {
        if (!document.startViewTransition) return;
        document.startViewTransition(() => { document.body.dataset.n = Math.random(); }).finished.then(next, next);
      };
      next();`,
    surfaces: { chromium: 'toolbar', firefox: 'toolbar' },
  },
];
