// @vitest-environment jsdom
import { expect, it, vi } from 'vitest';

/** The modules as another script of the same frame has them. */
async function modulesOfScript() {
  vi.resetModules();
  const [{ readText }, { readWithout }, copies] = await Promise.all([
    import('../../../utils/dom/read-text.ts'),
    import('../../../utils/dom/read-without.ts'),
    import('../../../utils/dom/original-of.ts'),
  ]);
  return { readText, readWithout, ...copies };
}

it('leaves texts out in every script of a frame, until the reading ends', async () => {
  const [reader, finder] = [await modulesOfScript(), await modulesOfScript()];
  document.body.innerHTML = '<p>Cook</p><p>in Bangkok</p><p>for a year</p>';
  const [first, second] = [...document.querySelectorAll('p')].map(({ firstChild }) => new Set([firstChild!]));
  const read = (): string => finder.readText(document.body);
  expect(reader.readWithout(first!, read)).toBe('in Bangkok\nfor a year');
  expect(reader.readWithout(first!, () => finder.readWithout(second!, read) + read())).toBe(
    'for a yearin Bangkok\nfor a year',
  );
  expect(read()).toBe('Cook\nin Bangkok\nfor a year');
});

it('leaves copies of such texts out', async () => {
  const [reader, finder] = [await modulesOfScript(), await modulesOfScript()];
  document.body.innerHTML = '<p>Cook</p><p id="copy">Cook</p>';
  const [original, copy] = [...document.querySelectorAll('p')].map(({ firstChild }) => firstChild!);
  reader.noteCopy(copy!, original!);
  expect(finder.originalOf(copy!)).toBe(original);
  expect(reader.readWithout(new Set([original!]), () => finder.readText(document.body))).toBe('');
});
