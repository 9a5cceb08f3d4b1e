import { JSDOM } from 'jsdom';
import { expect, it } from 'vitest';
import { createPicturePosts } from '../../../utils/page-reader/picture-posts.ts';

it('keeps the newest posts that are still in the page', () => {
  const { document } = new JSDOM('<main></main>').window;
  const main = document.querySelector('main')!;
  const picturePosts = createPicturePosts();
  const add = (): { element: Element; picture: Element } => {
    const element = document.createElement('article');
    const picture = document.createElement('img');
    element.append(picture);
    main.append(element);
    picturePosts.set(element, [picture]);
    return { element, picture };
  };
  const first = add();
  const second = add();
  const all = picturePosts.all();
  expect(all).toEqual([
    { element: first.element, pictures: [first.picture] },
    { element: second.element, pictures: [second.picture] },
  ]);
  picturePosts.set(second.element, [second.picture]);
  expect(picturePosts.all()).toBe(all);
  first.element.remove();
  picturePosts.set(second.element, []);
  expect(picturePosts.all()).toEqual([]);
  for (let count = 0; count < 60; count++) add();
  expect(picturePosts.all()).toHaveLength(50);
});
