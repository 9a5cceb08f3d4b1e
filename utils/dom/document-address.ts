/** The http(s) address of a document. A frame without one (`about:`, `blob:`) has the address of the page around it. */
export function documentAddress(document: Document): string {
  if (isWebAddress(document.URL)) return document.URL;
  return isWebAddress(document.baseURI) ? document.baseURI : 'https://unknown.invalid/';
}

const isWebAddress = (url: string): boolean => url.startsWith('https:') || url.startsWith('http:');
