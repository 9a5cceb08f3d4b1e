/** Gives each element a unique key: two elements of one page may show the same post. */
export function createElementKeys(): (element: Element) => string {
  const keys = new WeakMap<Element, string>();
  let next = 0;
  return (element) => {
    const known = keys.get(element);
    if (known !== undefined) return known;
    const key = String(next++);
    keys.set(element, key);
    return key;
  };
}
