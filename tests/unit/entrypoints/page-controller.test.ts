/** The reader of posts, from a flagged post to the request to draw its warning. */
import { JSDOM } from 'jsdom';
import { afterEach, describe, expect, it, vi } from 'vitest';
import read from '../../../entrypoints/read.content/index.ts';
import scan from '../../../entrypoints/scan.content/index.ts';
import { getOverlayState } from '../../../utils/page-reader/overlay-state.ts';
import type { FinderKnowledge, SiteAdapter } from '../../../utils/sites/adapter.ts';
import { pageStatusOf } from '../../../utils/sites/find-posts.ts';
import { createFrame, KNOWN_SITE, removeFrame, type Frame } from './frame.ts';

const BOARD: SiteAdapter = {
  id: 'board',
  name: 'Board',
  hosts: ['a.example'],
  group: 'job-boards',
  verified: 'fixture',
  expected: ['/x*'],
  layouts: [{ id: 'card', kind: 'card', root: '.job', fields: { title: [{ css: 'h2' }] }, expect: ['title'] }],
};
const FINDER: FinderKnowledge = {
  layouts: [],
  wall: {},
  words: {},
  places: [],
  against: [],
  hiring: [],
  apply: [],
  employer: [],
  private: [],
};
const SITE = { adapters: [BOARD], finder: FINDER, paused: false };
const VERDICT = { level: 'danger', kind: 'lure', score: 0.99, language: 'en', reasons: [] };
const INJECTED = { injected: true };
const BUNDLE = { language: 'en', messages: {} };

function createFakeOverlay() {
  const host = {} as Element;
  return { host, show: vi.fn(), showPictureButtons: vi.fn(), openNext: vi.fn(), visibleCount: () => 1, stop: vi.fn() };
}

/** A frame in which a lure was flagged. @param answers those of the worker to the requests that follow */
async function flagged(answers: Record<string, unknown>): Promise<Frame> {
  class IntersectionObserver {
    observe(): void {}
    unobserve(): void {}
    disconnect(): void {}
  }
  const frame = createFrame(LURE, {
    'site.rules': KNOWN_SITE,
    'read.inject': INJECTED,
    'site.get': SITE,
    'posts.judge': { verdicts: [VERDICT], messages: null },
    ...answers,
  });
  vi.stubGlobal('IntersectionObserver', IntersectionObserver);
  scan.main(null as never);
  await frame.run(0);
  read.main(null as never);
  await frame.run(100);
  expect(frame.sent).toContain('posts.judge');
  return frame;
}
const LURE = '<div class="job"><h2>Chat support, Bangkok</h2></div>';
const countSent = ({ sent }: Frame, wanted: string): number => sent.filter((name) => name === wanted).length;

describe('the reader of posts', () => {
  afterEach(removeFrame);

  it('requests the script that draws, and its messages, once', async () => {
    const frame = await flagged({ 'warn.inject': INJECTED, 'messages.get': BUNDLE });
    await frame.run(60_000);
    expect(countSent(frame, 'warn.inject')).toBe(1);
    expect(countSent(frame, 'messages.get')).toBe(1);
    expect(await getOverlayState()!.messages).toEqual(BUNDLE);
  });

  it('requests both again where the worker did not answer', async () => {
    const frame = await flagged({});
    expect(countSent(frame, 'warn.inject')).toBe(1);
    Object.assign(frame.answers, { 'warn.inject': INJECTED, 'messages.get': BUNDLE });
    await frame.run(2_000);
    expect(countSent(frame, 'warn.inject')).toBe(2);
    expect(countSent(frame, 'messages.get')).toBe(2);
    expect(await getOverlayState()!.messages).toEqual(BUNDLE);
  });

  it('requests neither where the worker injected the script with the verdict', async () => {
    const frame = await flagged({ 'posts.judge': { verdicts: [VERDICT], messages: BUNDLE } });
    const state = getOverlayState()!;
    expect(await state.messages).toEqual(BUNDLE);
    state.overlay = createFakeOverlay();
    await frame.run(60_000);
    expect(countSent(frame, 'warn.inject') + countSent(frame, 'messages.get')).toBe(0);
  });

  it('requests a script that the worker injected and that does not draw', async () => {
    const frame = await flagged({
      'posts.judge': { verdicts: [VERDICT], messages: BUNDLE },
      'warn.inject': INJECTED,
    });
    await frame.run(1_800);
    expect(countSent(frame, 'warn.inject')).toBe(0);
    await frame.run(200);
    expect(countSent(frame, 'warn.inject')).toBe(1);
    expect(await getOverlayState()!.messages).toEqual(BUNDLE);
  });

  it('wakes the worker as soon as a calm page adds a text, at most once in five seconds', async () => {
    const frame = await flagged({ 'warn.inject': INJECTED, 'messages.get': BUNDLE });
    const { body } = frame.document;
    const add = async (html: string, calmMs = 1000): Promise<number> => {
      await frame.run(calmMs);
      body.insertAdjacentHTML('beforeend', html);
      await frame.run(0);
      return countSent(frame, 'worker.wake');
    };
    const text = `<div><p>${'Typists wanted abroad, flight paid. '.repeat(3)}</p></div>`;
    expect(await add('<b>3 new messages</b>')).toBe(0);
    expect(await add(text)).toBe(1);
    expect(countSent(frame, 'posts.judge')).toBe(1);
    expect(await add(text)).toBe(1);
    expect(await add(text, 5000)).toBe(2);
  });

  it('reads a post that came amid many other changes once they are over', async () => {
    const frame = await flagged({ 'warn.inject': INJECTED, 'messages.get': BUNDLE });
    const { body } = frame.document;
    body.insertAdjacentHTML('beforeend', '<i></i>'.repeat(300));
    await frame.run(0);
    // Nothing is observed now.
    body.insertAdjacentHTML('beforeend', LURE.replace('Bangkok', 'Phuket'));
    await frame.run(600);
    expect(countSent(frame, 'posts.judge')).toBe(2);
  });

  it('reads nothing once the page shows a private conversation, and reads again where it shows another page', async () => {
    const finder = { ...FINDER, private: ['a.example/dm*'] };
    const frame = await flagged({
      'site.get': { ...SITE, finder },
      'posts.judge': { verdicts: [VERDICT], messages: BUNDLE },
    });
    const overlay = createFakeOverlay();
    getOverlayState()!.overlay = overlay;
    const { history } = frame.document.defaultView!;
    const requested = countSent(frame, 'site.get');
    history.pushState(null, '', '/dm/1');
    frame.document.body.insertAdjacentHTML('beforeend', LURE.replace('Bangkok', 'Phuket'));
    await frame.run(5_000);
    expect(countSent(frame, 'posts.judge')).toBe(1);
    expect(overlay.show).toHaveBeenLastCalledWith([]);
    expect(frame.receive('page.describe', null)).toMatchObject({ posts: 0, found: [] });
    expect(countSent(frame, 'site.get')).toBe(requested + 1);
    history.pushState(null, '', '/x/2');
    await frame.run(5_000);
    expect(countSent(frame, 'posts.judge')).toBeGreaterThan(1);
    expect(overlay.show.mock.lastCall?.[0]).not.toEqual([]);
  });

  it('stops where the worker says so of a new address', async () => {
    const frame = await flagged({ 'posts.judge': { verdicts: [VERDICT], messages: BUNDLE } });
    Object.assign(frame.answers, { 'site.get': { ...SITE, paused: true } });
    frame.document.defaultView!.history.pushState(null, '', '/x/2');
    await frame.run(2_000);
    const judged = countSent(frame, 'posts.judge');
    frame.document.body.insertAdjacentHTML('beforeend', LURE.replace('Bangkok', 'Phuket'));
    await frame.run(5_000);
    expect(countSent(frame, 'posts.judge')).toBe(judged);
  });

  it('says of a PDF file that it could not be read, and not that it asks for a login', async () => {
    const pdf = new JSDOM('<embed>', { url: 'https://a.example/offer.pdf' }).window.document;
    Object.defineProperty(pdf, 'contentType', { value: 'application/pdf' });
    const knowledge = { adapters: [], finder: FINDER };
    expect(pageStatusOf(knowledge, { adapter: null, posts: [] }, pdf, pdf.URL)).toBe('could-not-read');
    const frame = await flagged({ 'posts.judge': { verdicts: [VERDICT], messages: BUNDLE } });
    frame.document.querySelector('.job')!.remove();
    Object.defineProperty(frame.document, 'contentType', { value: 'application/pdf' });
    await frame.run(20_000);
    expect(frame.receive('page.describe', null)).toMatchObject({ posts: 0, status: 'could-not-read', problem: null });
  });

  it('counts no post as checked before its verdict, and says so where none comes', async () => {
    const frame = await flagged({ 'posts.judge': null });
    const describe = (): unknown => frame.receive('page.describe', null);
    expect(describe()).toMatchObject({ posts: 0, status: 'nothing-here' });
    await frame.run(3_000);
    expect(describe()).toMatchObject({ posts: 0, status: 'could-not-read', problem: null });
    Object.assign(frame.answers, { 'posts.judge': { verdicts: [{ ...VERDICT, level: 'none' }], messages: null } });
    await frame.run(60_000);
    expect(describe()).toMatchObject({ posts: 1, status: 'read', problem: null });
  });
});
