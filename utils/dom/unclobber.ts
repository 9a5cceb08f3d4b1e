/**
 * A page can put an element in the way of the DOM itself: an input named `parentElement` sends whoever climbs out of its
 * form in a circle, in an extension's own world too (Chromium; Firefox shields extensions from it). Such names are taken
 * off. None of them is a name that a form would send. On the document names reach the page's own world alone.
 */
const CLOBBERING_NAMES =
  'addEventListener append checkVisibility childElementCount childNodes classList closest compareDocumentPosition contains firstChild firstElementChild getAttribute getBoundingClientRect getClientRects getRootNode hasAttribute isConnected lastChild localName matches nextElementSibling nextSibling nodeType offsetHeight offsetWidth ownerDocument parentElement parentNode previousElementSibling previousSibling querySelector querySelectorAll scrollIntoView shadowRoot tagName textContent'.split(
    ' ',
  );
const MAX_FORMS = 50;

export function unclobber(document: Document): void {
  const { forms } = document;
  for (let i = 0; i < Math.min(forms.length, MAX_FORMS); i++) {
    const form = forms[i]!;
    for (const name of CLOBBERING_NAMES) if (Object.hasOwn(form, name)) free(form[name as keyof HTMLFormElement], name);
  }
}

/** @param named the field, or a list of fields of one name */
function free(named: Element | Iterable<Element>, name: string): void {
  for (const element of Symbol.iterator in named ? [...named] : [named]) {
    for (const attribute of ['name', 'id']) {
      if (element.getAttribute(attribute) === name) element.removeAttribute(attribute);
    }
    // A form knows its fields by the names that they had, too, until they leave it.
    const form = element.getAttribute('form');
    element.setAttribute('form', '');
    if (form === null) element.removeAttribute('form');
    else element.setAttribute('form', form);
    if (element.localName === 'img')
      Node.prototype.insertBefore.call(element.parentNode!, element, element.nextSibling);
  }
}
