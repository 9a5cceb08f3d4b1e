/**
 * A page can put an element in the way of the DOM itself: `<img name="querySelectorAll">` makes
 * `document.querySelectorAll` that image, and an input named `parentElement` sends whoever climbs out of its form in a
 * circle, in an extension's own world too (Chromium; Firefox shields extensions from it). Such names are taken off. None
 * of them is a name that a form would send.
 */
const OF_DOCUMENT =
  'activeElement addEventListener baseURI body childNodes contains createDocumentFragment createElement createRange createTreeWalker defaultView documentElement elementFromPoint forms getRootNode getSelection head hidden implementation isConnected nodeType ownerDocument parentElement parentNode querySelector querySelectorAll removeEventListener textContent'.split(
    ' ',
  );
const OF_FORM =
  'addEventListener append childNodes classList closest contains firstChild firstElementChild getAttribute getBoundingClientRect getClientRects getRootNode hasAttribute isConnected localName matches nextSibling nodeType ownerDocument parentElement parentNode previousSibling querySelector querySelectorAll shadowRoot tagName textContent scrollIntoView'.split(
    ' ',
  );
/** On a document these may be elements rightfully. */
const ELEMENTS = new Set(['activeElement', 'body', 'documentElement', 'head']);
const MOST_FORMS = 50;

/** Elements that could be in the way: of most pages there are none, and the browser tells that by itself the fastest. */
const SUSPECTS = `:is(img,form,embed,object,iframe,input,button,select,textarea,output,fieldset):is(${[
  ...OF_DOCUMENT,
  ...OF_FORM,
]
  .map((name) => `[name="${name}"],[id="${name}"]`)
  .join(',')})`;

export function unclobber(document: Document): void {
  if (Document.prototype.querySelector.call(document, SUSPECTS) === null) return;
  const taken = OF_DOCUMENT.filter((name) => isInTheWay(document, name));
  // The browser's own, whatever stands in its way on the document itself.
  const { prototype } = Document;
  if (taken.length > 0) free(prototype.querySelectorAll.call(document, '[name],[id]'), new Set(taken));
  const forms = Object.getOwnPropertyDescriptor(prototype, 'forms')?.get?.call(document) as
    | HTMLCollectionOf<HTMLFormElement>
    | undefined;
  for (let i = 0; i < Math.min(forms?.length ?? 0, MOST_FORMS); i++) {
    const form = forms![i]!;
    const inForm = OF_FORM.filter((name) => isField(form[name as keyof HTMLFormElement]));
    if (inForm.length > 0) free(HTMLFormElement.prototype.querySelectorAll.call(form, '[name],[id]'), new Set(inForm));
  }
}

function isInTheWay(document: Document, name: string): boolean {
  const value = document[name as keyof Document] as unknown;
  if (ELEMENTS.has(name)) return value !== null && ['IMG', 'FORM', 'EMBED', 'OBJECT'].includes(tagOf(value));
  return value !== null && typeof value === 'object' && tagOf(value) !== '';
}

/** A field of the form, or a list of fields of one name. */
function isField(value: unknown): boolean {
  return tagOf(value) !== '' || (typeof value === 'object' && value instanceof RadioNodeList);
}

/** '' for what is no element of these kinds. */
function tagOf(value: unknown): string {
  if (typeof value === 'function' || !(value instanceof HTMLElement)) return '';
  const tag = Object.getOwnPropertyDescriptor(Element.prototype, 'tagName')?.get?.call(value) as string;
  return [
    'IMG',
    'FORM',
    'EMBED',
    'OBJECT',
    'IFRAME',
    'INPUT',
    'BUTTON',
    'SELECT',
    'TEXTAREA',
    'OUTPUT',
    'FIELDSET',
  ].includes(tag)
    ? tag
    : '';
}

function free(elements: NodeListOf<Element>, names: ReadonlySet<string>): void {
  for (const element of elements) {
    for (const attribute of ['name', 'id']) {
      const value = Element.prototype.getAttribute.call(element, attribute);
      if (value !== null && names.has(value)) Element.prototype.removeAttribute.call(element, attribute);
    }
  }
}
