/** The child elements of an element. A form field named `children` hides the property of that name on its form. */
export function childrenOf(element: Element): Element[] {
  return [...(element.localName === 'form' ? element.querySelectorAll(':scope > *') : element.children)];
}
