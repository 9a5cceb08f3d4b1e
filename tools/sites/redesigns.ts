/** Simulated redesigns of a page. Each function changes the document. */

const REPLACEMENT_TAGS: Readonly<Record<string, string>> = {
  H1: 'div',
  H2: 'div',
  H3: 'div',
  H4: 'div',
  ARTICLE: 'div',
  SECTION: 'div',
  MAIN: 'div',
  LI: 'div',
  UL: 'div',
};

export const REDESIGNS: readonly (readonly [name: string, change: (document: Document) => void])[] = [
  ['classes become hashes', (document) => renameClasses(document)],
  ['data attributes go', (document) => dropAttributes(document, /^data-/u)],
  ['ids and aria go', (document) => dropAttributes(document, /^(?:id|aria-|role$|componentkey$)/u)],
  ['declared data goes', (document) => dropDeclared(document)],
  ['headings and lists become divs', (document) => renameTags(document)],
  ['every block gets a wrapper', (document) => wrapBlocks(document)],
  [
    'classes and data attributes at once',
    (document) => {
      renameClasses(document);
      dropAttributes(document, /^data-/u);
    },
  ],
];

/** Replaces class names by hashes, as build tools do; the same class gets the same hash. */
function renameClasses(document: Document): void {
  for (const element of document.querySelectorAll('[class]')) {
    const names = [...element.classList].map((name) => `_${hash(name)}`);
    element.setAttribute('class', names.join(' '));
  }
}

function hash(name: string): string {
  let sum = 7;
  for (const char of name) sum = (Math.imul(sum, 31) + (char.codePointAt(0) ?? 0)) >>> 0;
  return sum.toString(36);
}

function dropAttributes(document: Document, which: RegExp): void {
  for (const element of document.querySelectorAll('*')) {
    for (const { name } of Array.from(element.attributes)) if (which.test(name)) element.removeAttribute(name);
  }
}

function dropDeclared(document: Document): void {
  for (const script of document.querySelectorAll('script[type*="ld+json"], meta[property^="og:"]')) script.remove();
  dropAttributes(document, /^(?:itemprop|itemtype|itemscope|typeof|property)$/u);
}

function renameTags(document: Document): void {
  for (const element of Array.from(document.body.querySelectorAll(Object.keys(REPLACEMENT_TAGS).join(',')))) {
    const other = document.createElement(REPLACEMENT_TAGS[element.tagName] ?? 'div');
    for (const { name, value } of element.attributes) other.setAttribute(name, value);
    other.append(...element.childNodes);
    element.replaceWith(other);
  }
}

function wrapBlocks(document: Document): void {
  for (const element of Array.from(document.body.querySelectorAll('p, h1, h2, h3, h4, a, article'))) {
    const wrapper = document.createElement(/^(?:A)$/u.test(element.tagName) ? 'span' : 'div');
    element.replaceWith(wrapper);
    wrapper.append(element);
  }
}
