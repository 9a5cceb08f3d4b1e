/** The elements in an element. A form's own `children` may be a field of that name: hotels ask for them, honestly. */
export function childrenOf(element: Element): Element[] {
  return [...(element.localName === 'form' ? element.querySelectorAll(':scope > *') : element.children)];
}
