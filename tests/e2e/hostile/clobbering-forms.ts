/** Fifty forms whose fields have the names of DOM properties and methods. A script describes all forms of a page. */

/** Names that a reader of pages may use on a form. */
const NAMES =
  'addEventListener append attributes checkVisibility childElementCount childNodes children classList className click closest compareDocumentPosition contains firstChild firstElementChild focus getAttribute getBoundingClientRect getClientRects getRootNode hasAttribute id isConnected lastChild localName matches nextElementSibling nextSibling nodeType offsetHeight offsetWidth ownerDocument parentElement parentNode previousElementSibling previousSibling querySelector querySelectorAll scrollIntoView shadowRoot style tagName textContent'.split(
    ' ',
  );

/** Each form has eight of the names, on different kinds of fields. Every fifth form surrounds a part of the page. */
export const CLOBBERING_FORMS = Array.from({ length: 50 }, (_, index) => {
  const fields = Array.from({ length: 8 }, (_unused, at) => {
    const name = NAMES[(index * 8 + at) % NAMES.length];
    if (at === 1) return `<select name="${name}"><option>1</option></select>`;
    if (at === 2) return `<textarea name="${name}">text</textarea>`;
    if (at === 3) return `<img alt="" name="${name}">`;
    if (at === 4) return `<input id="${name}" value="${index}">`;
    return `<input type="hidden" name="${name}" value="${index}">`;
  }).join('');
  return `<form id="form-${index}" action="/send" method="post">${fields}</form><input form="form-${index}" name="textContent" type="hidden" value="outside">`;
}).join('');

/** Body of a function: markup, fields by name and submitted data of every form. */
export const DESCRIBE_FORMS = `
  return JSON.stringify([...Document.prototype.querySelectorAll.call(document, 'form')].map((form) => [
    new XMLSerializer().serializeToString(form),
    [...HTMLFormElement.prototype.__lookupGetter__('elements').call(form)].map((field) => field.name + ' ' + field.id),
    [...new FormData(form)].map(([name, value]) => name + '=' + value),
  ]));`;
