/** The address under which a document is read: that of the page around it where the document has none of its own. */
export function documentAddress(document: Document): string {
  const { URL, baseURI } = document;
  return (
    [URL, baseURI].find((url) => url.startsWith('https:') || url.startsWith('http:')) ?? 'https://unknown.invalid/'
  );
}
