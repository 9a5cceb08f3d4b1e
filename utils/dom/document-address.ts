/** The http(s) address of a document. A frame without one (`about:`, `blob:`) has the address of the page around it. */
export function documentAddress(document: Document): string {
  const { URL, baseURI } = document;
  return (
    [URL, baseURI].find((url) => url.startsWith('https:') || url.startsWith('http:')) ?? 'https://unknown.invalid/'
  );
}
