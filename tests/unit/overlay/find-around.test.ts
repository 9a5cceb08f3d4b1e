// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { findAround, isOpenModal, modalIn } from '../../../utils/overlay/find-around.ts';

/** jsdom knows no modal dialogs. */
const modal = new Set<Element>();
beforeEach(() => {
  modal.clear();
  document.body.innerHTML = '';
  vi.spyOn(HTMLElement.prototype, 'matches').mockImplementation(function (this: HTMLElement) {
    return modal.has(this);
  });
});

const addDialog = (html: string): Element => {
  const dialog = document.createElement('dialog');
  dialog.innerHTML = html;
  document.body.append(dialog);
  modal.add(dialog);
  return dialog;
};

describe('the dialog that shows a post', () => {
  it('is the modal one around it', () => {
    const dialog = addDialog('<article><p></p></article>');
    addDialog('');
    const posts = [document.body, dialog.querySelector('p')!];
    expect(findAround(posts, isOpenModal)).toBe(dialog);
    modal.delete(dialog);
    expect(findAround(posts, isOpenModal)).toBeNull();
  });

  it('is found from the slot of a web component', () => {
    document.body.innerHTML = '<job-dialog><article></article></job-dialog>';
    const root = document.body.firstElementChild!.attachShadow({ mode: 'open' });
    root.innerHTML = '<dialog><slot></slot></dialog>';
    modal.add(root.firstElementChild!);
    expect(findAround([document.querySelector('article')!], isOpenModal)).toBe(root.firstElementChild);
  });

  it('is the one with the focus, which is in front, also in a web component', () => {
    const post = addDialog('<article></article>').firstElementChild!;
    document.body.append(document.createElement('x-question'));
    const root = document.body.lastElementChild!.attachShadow({ mode: 'open' });
    root.innerHTML = '<dialog open><button>Yes</button></dialog>';
    modal.add(root.firstElementChild!);
    root.querySelector('button')!.focus();
    expect(modalIn(document, [post])).toBe(root.firstElementChild);
    root.querySelector('button')!.blur();
    expect(modalIn(document, [post])).toBe(post.parentNode);
  });

  it('is the last one of the document where none is around a post', () => {
    addDialog('');
    const last = addDialog('');
    expect(modalIn(document, [document.body])).toBe(last);
    modal.clear();
    expect(modalIn(document, [])).toBeNull();
  });

  it('tests an element around many posts once', () => {
    const test = vi.fn(() => false);
    const posts = Array.from({ length: 50 }, () => document.body.appendChild(document.createElement('p')));
    findAround(posts, test);
    expect(test).toHaveBeenCalledTimes(posts.length + 2);
  });
});
