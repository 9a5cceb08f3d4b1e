import { afterEach, describe, expect, it, vi } from 'vitest';
import scan from '../../../entrypoints/scan.content/index.ts';
import { getFrameState } from '../../../utils/page-reader/frame-state.ts';
import { createFrame, KNOWN_SITE, NEWS, removeFrame, UNKNOWN_SITE, type Frame } from './frame.ts';

const DONE = { injected: true };
/** Long enough for every test of a page that does not change. */
const LONG_MS = 60_000;

async function scanned(body: string, answers: Record<string, unknown>): Promise<Frame> {
  const frame = createFrame(body, { 'read.inject': DONE, 'detect.inject': DONE, ...answers });
  scan.main(null as never);
  await frame.run(0);
  return frame;
}

describe('the page test', () => {
  afterEach(removeFrame);

  it('has the posts of a known site read at once, and sends nothing more', async () => {
    const frame = await scanned(`<div class="job">Cook</div>`, { 'site.rules': KNOWN_SITE });
    expect(frame.sent).toEqual(['site.rules', 'read.inject']);
    frame.document.body.append('more');
    await frame.run(LONG_MS);
    expect(frame.sent).toEqual(['site.rules', 'read.inject']);
  });

  it('sends one message from a page without posts of a known site', async () => {
    const frame = await scanned(NEWS, { 'site.rules': KNOWN_SITE });
    await frame.run(LONG_MS);
    expect(frame.sent).toEqual(['site.rules']);
    expect(frame.receive('page.describe', null)).toMatchObject({ adapter: 'board', status: 'nothing-here', posts: 0 });
  });

  it('has posts read where a post element matches, not where only a part of one does', async () => {
    const rules = { ...KNOWN_SITE, roots: ['main:has(.title)'], rootParts: ['.title'] };
    const post = await scanned('<main><p class="title">Cook</p></main>', { 'site.rules': rules });
    expect(post.sent).toEqual(['site.rules', 'read.inject']);
    removeFrame();
    const part = await scanned(`${NEWS}<p class="title">Cook</p>`, { 'site.rules': rules });
    await part.run(LONG_MS);
    expect(part.sent).toEqual(['site.rules']);
  });

  it('lets the worker test the words of an unknown page', async () => {
    const read = await scanned(NEWS, { 'site.rules': UNKNOWN_SITE, 'words.test': { worth: true } });
    expect(read.sent).toEqual(['site.rules', 'words.test', 'read.inject']);
    removeFrame();
    const left = await scanned(NEWS, { 'site.rules': UNKNOWN_SITE, 'words.test': { worth: false } });
    await left.run(LONG_MS);
    expect(left.sent).toEqual(['site.rules', 'words.test']);
  });

  it.each([
    ['is almost empty', '<p>Loading</p>', { 'words.test': { worth: false } }],
    ['could not be tested', NEWS, { 'words.test': null }],
  ])('requests the detector for an unknown page that %s', async (_case, body, answers) => {
    const frame = await scanned(body, { 'site.rules': UNKNOWN_SITE, ...answers });
    expect(frame.sent).toEqual(['site.rules', 'words.test', 'detect.inject']);
    expect(getFrameState()?.testResult.isUnchanged).toBe(answers['words.test'] !== null);
  });

  it('requests the detector once for many changes, and keeps the changes for it', async () => {
    const frame = await scanned(NEWS, { 'site.rules': KNOWN_SITE });
    for (let at = 0; at < 5; at++) {
      frame.document.body.append(frame.document.createElement('p'));
      await frame.run(20);
    }
    expect(frame.sent).toEqual(['site.rules', 'detect.inject']);
    expect(getFrameState()?.testResult).toMatchObject({ isUnchanged: false });
    expect(getFrameState()?.testResult.records).toHaveLength(5);
  });

  it('has a post read that is added later, or becomes one by its link', async () => {
    const added = await scanned(NEWS, { 'site.rules': KNOWN_SITE });
    added.document.body.insertAdjacentHTML('beforeend', '<div class="job">Cook</div>');
    await added.run(20);
    expect(added.sent).toEqual(['site.rules', 'read.inject']);
    removeFrame();
    const linked = await scanned(`${NEWS}<a>Cook</a>`, { 'site.rules': KNOWN_SITE });
    await linked.run(LONG_MS);
    linked.document.querySelector('a')!.setAttribute('href', '/job/1');
    await linked.run(20);
    expect(linked.sent).toEqual(['site.rules', 'read.inject']);
  });

  it('sees, in its last test, a post element of which only the class changed', async () => {
    const frame = await scanned(`${NEWS}<div id="x">Cook</div>`, { 'site.rules': KNOWN_SITE });
    frame.document.querySelector('#x')!.className = 'job';
    await frame.run(8_900);
    expect(frame.sent).toEqual(['site.rules']);
    await frame.run(200);
    expect(frame.sent).toEqual(['site.rules', 'read.inject']);
  });

  it.each([
    ['a title', KNOWN_SITE, (document: Document) => (document.title = 'Just a moment...')],
    [
      'a PDF file',
      UNKNOWN_SITE,
      (document: Document) => Object.defineProperty(document, 'contentType', { value: 'application/pdf' }),
    ],
    ['an address', { ...UNKNOWN_SITE, shouldShowPosts: true }, () => undefined],
  ])('requests the detector after three seconds for what may be a wall by %s', async (_case, rules, change) => {
    const frame = createFrame(NEWS, { 'site.rules': rules, 'detect.inject': DONE, 'words.test': { worth: false } });
    change(frame.document);
    scan.main(null as never);
    await frame.run(2_900);
    expect(frame.sent).not.toContain('detect.inject');
    await frame.run(200);
    expect(frame.sent.at(-1)).toBe('detect.inject');
    expect(getFrameState()?.testResult).toMatchObject({ isFilled: true, isUnchanged: true });
  });

  const WALLS: [string, (document: Document) => void][] = [
    ['an element of the site', (document) => (document.body.className = 'login')],
    ['few words', ({ body }) => (body.textContent = 'Wait')],
    ['a challenge', ({ body }) => (body.innerHTML = '<p id="challenge">Wait</p>'.repeat(40))],
  ];

  it.each(WALLS)('looks for %s of a wall in its last test', async (_case, change) => {
    const frame = createFrame(NEWS, { 'site.rules': KNOWN_SITE, 'detect.inject': DONE });
    change(frame.document);
    scan.main(null as never);
    await frame.run(8_900);
    expect(frame.sent).toEqual(['site.rules']);
    await frame.run(200);
    expect(frame.sent).toEqual(['site.rules', 'detect.inject']);
    expect(getFrameState()?.testResult).toMatchObject({ isFilled: true, isUnchanged: true });
  });

  it.each(WALLS)('looks for %s of a wall when the reader asks about the page', async (_case, change) => {
    const frame = createFrame(NEWS, { 'site.rules': KNOWN_SITE, 'detect.inject': DONE });
    change(frame.document);
    scan.main(null as never);
    await frame.run(1_000);
    frame.receive('page.describe', null);
    frame.receive('page.describe', null);
    await frame.run(1_900);
    expect(frame.sent).toEqual(['site.rules']);
    await frame.run(200);
    expect(frame.sent).toEqual(['site.rules', 'detect.inject']);
  });

  it('reports a wall at once to a reader who asks after three seconds', async () => {
    const frame = await scanned('<p>Wait</p>', { 'site.rules': KNOWN_SITE });
    await frame.run(5_000);
    frame.receive('page.describe', null);
    await frame.run(0);
    expect(frame.sent).toEqual(['site.rules', 'detect.inject']);
  });

  it('counts no words that the page does not draw, whatever hides them', async () => {
    const frame = createFrame(NEWS, { 'site.rules': KNOWN_SITE, 'detect.inject': DONE });
    frame.document.defaultView!.Element.prototype.checkVisibility = function (this: Element) {
      return this.localName !== 'p';
    };
    frame.document.body.insertAdjacentHTML('beforeend', `<i>x</i><textarea>${NEWS}</textarea>`);
    scan.main(null as never);
    await frame.run(9_100);
    expect(frame.sent).toEqual(['site.rules', 'detect.inject']);
  });

  it('requests the detector at once where posts should be, and where reading is paused', async () => {
    for (const more of [{ shouldShowPosts: true }, { paused: true }]) {
      const frame = await scanned(NEWS, { 'site.rules': { ...KNOWN_SITE, ...more } });
      expect(frame.sent).toEqual(['site.rules', 'detect.inject']);
      removeFrame();
    }
  });

  it('passes a pause on to the scripts that follow', async () => {
    const frame = await scanned(NEWS, { 'site.rules': KNOWN_SITE });
    frame.receive('page.pause', { paused: true });
    expect(getFrameState()?.isPaused).toBe(true);
    expect(frame.sent).toEqual(['site.rules', 'detect.inject']);
  });

  it('requests the detector where the address changes and nothing else', async () => {
    const frame = await scanned(NEWS, { 'site.rules': KNOWN_SITE });
    await frame.run(LONG_MS);
    frame.document.defaultView!.history.pushState(null, '', '/jobs');
    await frame.run(1_500);
    expect(frame.sent).toEqual(['site.rules', 'detect.inject']);
    expect(getFrameState()?.testResult.address).toBe('https://a.example/x');
  });

  it('is woken by no timer before a page has had time to fill', async () => {
    const frame = await scanned(NEWS, { 'site.rules': KNOWN_SITE });
    await frame.run(100);
    frame.document.defaultView!.history.pushState(null, '', '/jobs');
    await frame.run(2_800);
    expect(frame.sent).toEqual(['site.rules']);
    await frame.run(200);
    expect(frame.sent).toEqual(['site.rules', 'detect.inject']);
  });

  it('is woken no more after its last test where the browser reports a new address', async () => {
    const frame = createFrame(NEWS, { 'site.rules': KNOWN_SITE, 'detect.inject': DONE });
    const navigate = frame.addNavigation();
    scan.main(null as never);
    await frame.run(8_900);
    expect(vi.getTimerCount()).toBe(1);
    expect(navigate.isUsed()).toBe(false);
    await frame.run(LONG_MS);
    expect(vi.getTimerCount()).toBe(0);
    navigate();
    expect(frame.sent).toEqual(['site.rules']);
    frame.document.defaultView!.history.pushState(null, '', '/jobs');
    navigate();
    expect(frame.sent).toEqual(['site.rules', 'detect.inject']);
  });

  it('sees a new address in its last test', async () => {
    const frame = await scanned(NEWS, { 'site.rules': KNOWN_SITE });
    await frame.run(3_100);
    frame.document.defaultView!.history.pushState(null, '', '/jobs');
    await frame.run(5_800);
    expect(frame.sent).toEqual(['site.rules']);
    await frame.run(200);
    expect(frame.sent).toEqual(['site.rules', 'detect.inject']);
  });

  it.each(['#host', 'body', 'main'])('requests the detector when a root takes room in %s', async (selector) => {
    const frame = await scanned(`<main><p>News</p>${NEWS}</main><div id="host"></div>`, { 'site.rules': KNOWN_SITE });
    const host = frame.document.querySelector<HTMLElement>(selector)!;
    await frame.run(100);
    expect(frame.resize()).toBeGreaterThanOrEqual(3);
    host.attachShadow({ mode: 'open' }).innerHTML = 'Cook wanted';
    frame.document.defaultView!.Element.prototype.checkVisibility = function (this: Element) {
      return this.parentElement?.shadowRoot === null;
    };
    expect(frame.sent).toEqual(['site.rules']);
    frame.resize();
    expect(frame.sent).toEqual(['site.rules', 'detect.inject']);
  });

  it('tests a page whose sizes change without end once a second, and still finds the root', async () => {
    const frame = await scanned(`<main>${NEWS}</main><div></div>`, { 'site.rules': KNOWN_SITE });
    await frame.run(100);
    for (let change = 0; change < 40; change++) frame.resize();
    frame.document.querySelector('main')!.attachShadow({ mode: 'open' });
    frame.document.defaultView!.Element.prototype.checkVisibility = function (this: Element) {
      return this.parentElement?.shadowRoot === null;
    };
    frame.resize();
    await frame.run(900);
    expect(frame.sent).toEqual(['site.rules']);
    await frame.run(200);
    expect(frame.sent).toEqual(['site.rules', 'detect.inject']);
  });

  it.each(['read.inject', 'detect.inject'])('repeats %s where the worker ended before it answered', async (name) => {
    const body = name === 'read.inject' ? '<div class="job">Cook</div>' : NEWS;
    const frame = await scanned(body, { 'site.rules': KNOWN_SITE, [name]: null });
    frame.document.body.append('more');
    await frame.run(1_900);
    expect(frame.sent).toEqual(['site.rules', name]);
    frame.answers[name] = DONE;
    await frame.run(200);
    expect(frame.sent).toEqual(['site.rules', name, name]);
    await frame.run(LONG_MS);
    expect(frame.sent).toHaveLength(3);
  });

  it('requests the detector anew at the next change when no attempt was answered', async () => {
    const frame = await scanned(NEWS, { 'site.rules': KNOWN_SITE, 'detect.inject': null });
    frame.document.body.append('more');
    await frame.run(LONG_MS);
    expect(frame.sent).toHaveLength(5);
    frame.answers['detect.inject'] = DONE;
    frame.document.body.append('more');
    await frame.run(20);
    expect(frame.sent).toHaveLength(6);
  });

  it('runs once in a document, and ends when the extension was reloaded', async () => {
    const frame = await scanned(NEWS, { 'site.rules': KNOWN_SITE });
    scan.main(null as never);
    await frame.run(0);
    expect(frame.sent).toEqual(['site.rules']);
    frame.setAlive(false);
    frame.document.body.append('more');
    await frame.run(20);
    frame.setAlive(true);
    frame.document.body.append('more');
    await frame.run(LONG_MS);
    expect(frame.sent).toEqual(['site.rules']);
  });

  it('is replaced by the scan of the reloaded extension', async () => {
    const frame = await scanned(NEWS, { 'site.rules': KNOWN_SITE });
    const first = getFrameState()!;
    const stop = vi.fn<() => void>();
    first.stop = stop;
    frame.setAlive(false);
    scan.main(null as never);
    frame.setAlive(true);
    await frame.run(0);
    expect(stop).toHaveBeenCalledOnce();
    frame.document.body.append('more');
    await frame.run(20);
    expect(getFrameState()).not.toBe(first);
    expect(frame.sent).toEqual(['site.rules', 'site.rules', 'detect.inject']);
  });
});
