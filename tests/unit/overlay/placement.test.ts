import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeMarker } from '../../../utils/overlay/place-marker.ts';
import { placePanel } from '../../../utils/overlay/place-panel.ts';
import { linesOf, sharedArea, type Rectangle } from '../../../utils/dom/rectangle.ts';

const box = (x: number, y: number, width: number, height: number): Rectangle => ({ x, y, width, height });

describe('linesOf', () => {
  it('merges words and links of one line and keeps lines apart', () => {
    const lines = linesOf([box(10, 10, 50, 20), box(60, 12, 30, 16), box(10, 40, 80, 20), box(0, 0, 0, 20)]);
    expect(lines).toEqual([box(10, 10, 80, 20), box(10, 40, 80, 20)]);
  });
});

describe('placeMarker', () => {
  const card = box(100, 100, 600, 200);
  const title = [box(116, 120, 300, 30)];
  const marker = { width: 150, height: 28 };
  const room = { title, card, obstacles: title, marker, windowWidth: 1280, isRtl: false };

  it('places the marker after the title', () => {
    expect(placeMarker(room)).toEqual({ x: 424, y: 121 });
  });

  it('places the marker before a right-to-left title', () => {
    const right = [box(384, 120, 300, 30)];
    expect(placeMarker({ ...room, title: right, obstacles: right, isRtl: true })).toEqual({ x: 226, y: 121 });
  });

  it('places the marker above a title that fills its line', () => {
    const wide = [box(116, 150, 570, 30)];
    expect(placeMarker({ ...room, title: wide, obstacles: wide })).toEqual({ x: 116, y: 121 });
  });

  it('does not cover a button beside the title', () => {
    const save = box(480, 120, 40, 30);
    const place = placeMarker({ ...room, obstacles: [...title, save] });
    expect(sharedArea({ ...place, ...marker }, save)).toBe(0);
  });

  it('lies above a card that is full of words as far as nothing is there', () => {
    const words = [box(100, 100, 600, 200)];
    const full = { ...room, title: words, obstacles: words };
    const gapOf = (height: number) => (above: Rectangle) => above.y >= card.y - height;
    expect(placeMarker(full).y).toBe(86);
    expect(placeMarker({ ...full, isBlank: gapOf(10) }).y).toBe(86);
    expect(placeMarker({ ...full, isBlank: gapOf(20) }).y).toBeCloseTo(81.8);
    expect(placeMarker({ ...full, isBlank: gapOf(23) }).y).toBeCloseTo(77.6);
    expect(placeMarker({ ...full, isBlank: gapOf(40) }).y).toBe(72);
  });

  it('keeps the marker in the window when the card is wider', () => {
    const { x } = placeMarker({ ...room, title: [], card: box(-50, 0, 2000, 100), obstacles: [], windowWidth: 400 });
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x + marker.width).toBeLessThanOrEqual(400);
  });
});

describe('placePanel', () => {
  const window = { width: 1280, height: 900 };
  const heightAt = (width: number): number => (width < 350 ? 620 : 540);

  it('places the panel beside the post where there is room', () => {
    const post = box(40, 80, 700, 900);
    const place = placePanel({ window, post, words: [box(60, 100, 660, 780)], controls: [], heightAt });
    expect(place).toMatchObject({ x: 752, width: 380, coversControl: false });
  });

  it('places the panel below a short post that fills the width', () => {
    const post = box(24, 48, 1232, 290);
    const words = [box(40, 90, 630, 40), box(40, 200, 1200, 70)];
    const place = placePanel({ window, post, words, controls: [box(40, 290, 42, 20)], heightAt });
    expect(words.every((line) => sharedArea(line, place) === 0)).toBe(true);
    expect(place.coversControl).toBe(false);
  });

  it('covers words rather than "Apply"', () => {
    const post = box(0, 0, 1280, 900);
    const apply = box(1100, 820, 120, 40);
    const place = placePanel({ window, post, words: [box(0, 0, 700, 900)], controls: [apply], heightAt });
    expect(place.coversControl).toBe(false);
  });

  it('always keeps the whole panel in the window', () => {
    const coordinate = fc.integer({ min: -500, max: 3000 });
    const size = fc.integer({ min: 1, max: 3000 });
    const any = fc.record({ x: coordinate, y: coordinate, width: size, height: size });
    const windows = fc.record({
      width: fc.integer({ min: 300, max: 3000 }),
      height: fc.integer({ min: 200, max: 2000 }),
    });
    fc.assert(
      fc.property(
        windows,
        any,
        fc.array(any, { maxLength: 8 }),
        fc.array(any, { maxLength: 4 }),
        (size, post, words, controls) => {
          const place = placePanel({ window: size, post, words, controls, heightAt });
          expect(place.x).toBeGreaterThanOrEqual(0);
          expect(place.y).toBeGreaterThanOrEqual(0);
          expect(place.x + place.width).toBeLessThanOrEqual(size.width);
          expect(place.y + place.height).toBeLessThanOrEqual(size.height);
        },
      ),
      { seed: 7, numRuns: 300 },
    );
  });
});
