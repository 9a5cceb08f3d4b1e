/** Pages that change built-in objects, the DOM or the clock before the extension runs. */
import { job, LURE_TEXT, page, type Attack } from './attack.ts';

export const DOM_TAMPERING: readonly Attack[] = [
  {
    description: 'patches every prototype that could be of use',
    trustReport: true,
    early: `
      const no = () => { throw new Error('no'); };
      for (const [owner, names] of [
        [Element.prototype, ['attachShadow', 'append', 'querySelector', 'querySelectorAll', 'getBoundingClientRect', 'closest', 'matches', 'removeAttribute']],
        [HTMLElement.prototype, ['showPopover', 'hidePopover', 'focus']],
        [EventTarget.prototype, ['addEventListener', 'removeEventListener', 'dispatchEvent']],
        [Document.prototype, ['createElement', 'querySelectorAll', 'createTreeWalker', 'elementFromPoint', 'createRange']],
        [MutationObserver.prototype, ['observe', 'takeRecords']],
        [IntersectionObserver.prototype, ['observe']],
        [Array.prototype, ['map', 'filter', 'push', 'flatMap']],
        [Map.prototype, ['get', 'set']],
        [Promise.prototype, ['then']],
      ]) for (const name of names) Object.defineProperty(owner, name, { value: no });
      for (const name of ['setTimeout', 'setInterval', 'requestAnimationFrame', 'requestIdleCallback', 'MutationObserver', 'IntersectionObserver', 'ResizeObserver', 'JSON', 'chrome', 'browser']) {
        try { Object.defineProperty(window, name, { value: no }); } catch {}
      }`,
  },
  {
    description: 'says that it is hidden, small and long gone',
    early: `
      Object.defineProperty(Document.prototype, 'hidden', { get: () => true });
      Object.defineProperty(Document.prototype, 'visibilityState', { get: () => 'hidden' });
      Object.defineProperty(window, 'innerWidth', { get: () => 0 });
      Object.defineProperty(performance, 'now', { value: () => 0 });`,
  },
  {
    description: 'names elements so that they stand in the way of the DOM (clobbering)',
    trustReport: true,
    html: () =>
      page(
        `${['body', 'documentElement', 'querySelector', 'querySelectorAll', 'createElement', 'createTreeWalker', 'createRange', 'defaultView', 'hidden', 'head', 'addEventListener', 'createDocumentFragment', 'elementFromPoint'].map((name) => `<img alt="" name="${name}">`).join('')}
        <form><input name="parentElement"><input name="parentNode"><input name="nextSibling"><input name="firstChild"><input name="textContent"><input name="matches"><input name="closest"><input name="contains"><input name="tagName"><input name="nodeType"><input name="getBoundingClientRect"><input name="querySelectorAll">${job()}</form>
        <a id="browser">x</a><a id="chrome">y</a>`,
      ),
  },
  {
    description:
      'puts its post into forms whose fields have the names of what tells the parts and the place of an element',
    html: () => {
      const fields =
        'children checkVisibility offsetWidth offsetHeight nextElementSibling previousElementSibling lastChild lastElementChild childElementCount compareDocumentPosition attributes className id innerText style hasChildNodes'
          .split(' ')
          .map((name) => `<input hidden name="${name}">`)
          .join('');
      return page(`<form>${fields}${job(`</form><form>${fields}<p>${LURE_TEXT}</p></form>`)}`);
    },
  },
  {
    description: 'lets its form remember fields by such names, or puts them outside of the form',
    trustReport: true,
    html: () =>
      page(
        `<form id="f"><input name="parentElement"><input name="matches"><input name="firstElementChild"><img alt="" name="nodeType"><input name="tagName">${job()}</form>
        <input form="f" name="closest"><input form="f" name="textContent"><input form="f" name="textContent">`,
        `const form = document.getElementById('f');
         for (const field of form.querySelectorAll('[name]')) { void form[field.name]; field.name = 'q'; }
         setInterval(() => form.append(document.createElement('p')), 100);`,
      ),
  },
  {
    description: 'floods its window with events of every kind',
    script: `
      const names = ['scroll', 'resize', 'visibilitychange', 'pageshow', 'pagehide', 'keydown', 'click', 'copy', 'navigate', 'currententrychange', 'prerenderingchange', 'toggle', 'beforetoggle'];
      setInterval(() => {
        for (let i = 0; i < 40; i++) for (const name of names) {
          window.dispatchEvent(new Event(name));
          document.dispatchEvent(new Event(name, { bubbles: true }));
        }
      }, 20);`,
  },
  {
    description: 'adds and removes elements as fast as it can',
    script: `
      const box = document.createElement('div');
      document.body.append(box);
      setInterval(() => { for (let i = 0; i < 300; i++) { box.append(document.createElement('p')); if (box.childElementCount > 2000) box.replaceChildren(); } }, 10);`,
  },
  {
    description: 'writes into its history as fast as it is let',
    script: `let n = 0; setInterval(() => { try { history.replaceState({ n: n++ }, '', location.href); } catch {} }, 40);`,
  },
  {
    description: 'keeps the processor busy nine tenths of the time',
    script: `setInterval(() => { const end = performance.now() + 90; while (performance.now() < end); }, 100);`,
    durationMs: 1500,
  },
  {
    description: 'looks for the highlights, names and attributes that could give it away',
    script: `
      setInterval(() => {
        window.seen = [CSS.highlights?.size ?? 0, Object.keys(window).filter((key) => /lantern|wxt/i.test(key)).length,
          document.querySelectorAll('[class*="lantern" i], [id*="lantern" i], [data-wxt-shadow-root]').length].join();
        if (window.seen !== '0,0,0') document.title = 'SEEN ' + window.seen;
      }, 30);`,
  },
];
