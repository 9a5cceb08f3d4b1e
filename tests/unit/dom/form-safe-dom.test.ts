// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import * as dom from '../../../utils/dom/form-safe-dom.ts';
import { readText } from '../../../utils/dom/read-text.ts';

const NAMES = ['childElementCount', 'contains', 'getAttribute', 'id', 'parentElement', 'firstChild', 'textContent'];

/** A form with fields of these names. The stories in browsers test the names that jsdom itself reads. */
function clobberedForm(): HTMLFormElement {
  const fields = NAMES.map((name) => `<input name="${name}">`).join('');
  document.body.innerHTML = `<section><form class="post" id="f">${fields}<p>Cook wanted</p></form></section>`;
  const form = document.querySelector('form')!;
  // jsdom does not implement [LegacyOverrideBuiltIns]: own properties shadow the prototype in the same way.
  for (const field of form.querySelectorAll('input')) Object.defineProperty(form, field.name, { value: field });
  return form;
}

describe('form-safe-dom', () => {
  it('reads properties of a form whose fields have the same names', () => {
    const form = clobberedForm();
    expect(dom.parentElement(form)).toBe(document.querySelector('section'));
    expect(dom.textContent(form)).toBe('Cook wanted');
    expect(dom.childElementCount(form)).toBe(NAMES.length + 1);
    expect(dom.id(form)).toBe('f');
  });

  it('calls methods of a form whose fields have the same names', () => {
    const form = clobberedForm();
    expect(dom.getAttribute(form, 'class')).toBe('post');
    expect(dom.contains(form, document.querySelector('p'))).toBe(true);
  });

  it('lets the text of such a form be read without a change of the form', () => {
    const form = clobberedForm();
    const before = form.outerHTML;
    expect(readText(form)).toBe('Cook wanted');
    expect(form.outerHTML).toBe(before);
  });

  it('reads other elements and documents as usual', () => {
    clobberedForm();
    expect(dom.querySelectorAll(document, 'input')).toHaveLength(NAMES.length);
    expect(dom.parentElement(document.querySelector('p')!)).toBe(document.querySelector('form'));
  });
});
