import { afterEach, describe, expect, it } from 'vitest';
import detect from '../../../entrypoints/detect.content/index.ts';
import scan from '../../../entrypoints/scan.content/index.ts';
import { getFrameState } from '../../../utils/page-reader/frame-state.ts';
import { createFrame, KNOWN_SITE, NEWS, removeFrame, UNKNOWN_SITE, type Frame } from './frame.ts';

const DONE = { injected: true };
const WORDS = { words: 'salary', shared: [], places: '(?!)' };
const LURE = '<p>We pay a salary of 1,500 dollars a month to people who can start on Friday.</p>';

/** A page that changed, so that the page test has requested the detector, which is not there yet. */
async function changed(body: string, answers: Record<string, unknown>): Promise<Frame> {
  const frame = createFrame(body, { 'read.inject': DONE, 'detect.inject': DONE, ...answers });
  scan.main(null as never);
  await frame.run(0);
  frame.document.body.append(frame.document.createElement('hr'));
  await frame.run(20);
  expect(frame.sent.at(-1)).toBe('detect.inject');
  frame.sent.length = 0;
  return frame;
}

describe('the post detector', () => {
  afterEach(removeFrame);

  it('has a post read that was added before it started, on a known site', async () => {
    const frame = await changed(NEWS, { 'site.rules': KNOWN_SITE });
    frame.document.body.insertAdjacentHTML('beforeend', '<div class="job">Cook</div>');
    await frame.run(100);
    expect(frame.sent).toEqual([]);
    detect.main(null as never);
    await frame.run(0);
    expect(frame.sent).toEqual(['read.inject']);
  });

  it('has a post read that was added before it started, on an unknown page of which only samples are tested', async () => {
    const answers = { 'site.rules': UNKNOWN_SITE, 'words.test': { worth: false }, 'words.get': WORDS };
    const frame = await changed(NEWS.repeat(30), answers);
    frame.document.body.insertAdjacentHTML('beforeend', LURE);
    await frame.run(100);
    detect.main(null as never);
    await frame.run(20);
    expect(frame.sent).toEqual(['words.test', 'words.get', 'read.inject']);
  });

  it('follows the changes of the page after the page test', async () => {
    const frame = await changed(NEWS, { 'site.rules': KNOWN_SITE });
    detect.main(null as never);
    await frame.run(10_000);
    expect(frame.sent).toEqual([]);
    frame.document.body.insertAdjacentHTML('beforeend', '<section><div class="job">Cook</div></section>');
    await frame.run(20);
    expect(frame.sent).toEqual(['read.inject']);
  });

  it('has a post read that came amid many other changes, once they are over', async () => {
    const frame = await changed(NEWS, { 'site.rules': KNOWN_SITE });
    detect.main(null as never);
    await frame.run(10_000);
    frame.document.body.insertAdjacentHTML('beforeend', '<i></i>'.repeat(300));
    await frame.run(0);
    // Nothing is observed now.
    frame.document.body.insertAdjacentHTML('beforeend', '<div class="job">Cook</div>');
    await frame.run(150);
    expect(frame.sent).toEqual(['read.inject']);
  });

  it('runs once where it is injected twice', async () => {
    const frame = await changed(NEWS, { 'site.rules': KNOWN_SITE });
    detect.main(null as never);
    detect.main(null as never);
    frame.document.body.insertAdjacentHTML('beforeend', '<div class="job">Cook</div>');
    await frame.run(20);
    expect(frame.sent).toEqual(['read.inject']);
    detect.main(null as never);
    await frame.run(20);
    expect(frame.sent).toEqual(['read.inject']);
  });

  it('starts neither beside the page controller, nor with the state of an earlier document', async () => {
    const frame = await changed(NEWS, { 'site.rules': KNOWN_SITE });
    const state = getFrameState()!;
    state.stop = () => undefined;
    detect.main(null as never);
    expect(state.hasDetector).toBe(false);
    removeFrame();
    const other = await changed(NEWS, { 'site.rules': KNOWN_SITE });
    getFrameState()!.document = frame.document;
    detect.main(null as never);
    await other.run(10_000);
    expect(other.sent).toEqual([]);
  });

  it('asks for the rules of the new address when it changed before it started', async () => {
    const frame = await changed(NEWS, { 'site.rules': KNOWN_SITE });
    frame.document.defaultView!.history.pushState(null, '', '/jobs');
    detect.main(null as never);
    await frame.run(0);
    expect(frame.sent).toEqual(['site.rules']);
  });

  it('tests no words of a new address before the worker says that it may be read', async () => {
    const answers = { 'site.rules': UNKNOWN_SITE, 'words.test': { worth: false }, 'words.get': WORDS };
    const frame = await changed(NEWS, answers);
    detect.main(null as never);
    await frame.run(10_000);
    frame.sent.length = 0;
    Object.assign(frame.answers, { 'site.rules': { ...UNKNOWN_SITE, paused: true } });
    frame.document.defaultView!.history.pushState(null, '', '/dm');
    frame.document.body.insertAdjacentHTML('beforeend', LURE);
    await frame.run(20_000);
    expect(frame.sent).toEqual(['site.rules']);
  });

  it('starts again where a page that may not be read gives way to another', async () => {
    const frame = await changed(NEWS, { 'site.rules': { ...KNOWN_SITE, paused: true } });
    detect.main(null as never);
    frame.document.body.insertAdjacentHTML('beforeend', '<div class="job">Cook</div>');
    await frame.run(10_000);
    expect(frame.sent).toEqual([]);
    Object.assign(frame.answers, { 'site.rules': KNOWN_SITE });
    frame.document.defaultView!.history.pushState(null, '', '/jobs');
    await frame.run(2_000);
    expect(frame.sent).toEqual(['site.rules', 'read.inject']);
  });

  it('waits while reading is paused', async () => {
    const frame = await changed(NEWS, { 'site.rules': KNOWN_SITE });
    frame.receive('page.pause', { paused: true });
    detect.main(null as never);
    frame.document.body.insertAdjacentHTML('beforeend', '<div class="job">Cook</div>');
    await frame.run(10_000);
    expect(frame.sent).toEqual([]);
    frame.receive('page.pause', { paused: false });
    await frame.run(20);
    expect(frame.sent).toEqual(['read.inject']);
  });

  it('answers for the frame, and says that a wall could not be read', async () => {
    const frame = await changed('<p id="challenge">Wait</p>', { 'site.rules': KNOWN_SITE });
    expect(frame.receive('page.describe', null)).toMatchObject({ status: 'nothing-here' });
    detect.main(null as never);
    await frame.run(2_600);
    expect(frame.receive('page.describe', null)).toMatchObject({ status: 'could-not-read', problem: 'wall' });
  });

  it('repeats its request where the worker ended before it answered', async () => {
    const frame = await changed(NEWS, { 'site.rules': KNOWN_SITE, 'read.inject': null });
    detect.main(null as never);
    frame.document.body.insertAdjacentHTML('beforeend', '<div class="job">Cook</div>');
    await frame.run(2_100);
    expect(frame.sent).toEqual(['read.inject', 'read.inject']);
  });

  it('ends when the extension was reloaded', async () => {
    const frame = await changed(NEWS, { 'site.rules': KNOWN_SITE });
    detect.main(null as never);
    await frame.run(0);
    frame.setAlive(false);
    frame.document.body.append('more');
    await frame.run(20);
    frame.setAlive(true);
    frame.document.body.insertAdjacentHTML('beforeend', '<div class="job">Cook</div>');
    await frame.run(10_000);
    expect(frame.sent).toEqual([]);
  });
});
