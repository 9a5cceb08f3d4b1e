/** The http(s) address of a document. A frame without one (`about:`, `blob:`) has the address of the page around it. */
export function documentAddress(document: Document): string {
  if (isWebAddress(document.URL)) return document.URL;
  return isWebAddress(document.baseURI) ? document.baseURI : 'https://unknown.invalid/';
}

/** UTF-16 units of `addressPath`. */
export const MAX_ADDRESS_UNITS = 2000;

/** The address of a document without query and fragment. */
export function addressPath(document: Document): string {
  // Without an expression: the first one of a page takes a tenth of a millisecond.
  return documentAddress(document).split('#')[0]!.split('?')[0]!.slice(0, MAX_ADDRESS_UNITS);
}

const isWebAddress = (url: string): boolean => url.startsWith('https:') || url.startsWith('http:');
