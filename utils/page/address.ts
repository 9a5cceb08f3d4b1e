/** The address under which a document is read: that of the page around it where the document has none of its own. */
export function addressOf(document: Document): string {
  const { href } = document.location;
  if (/^https?:/u.test(href)) return href;
  return /^https?:/u.test(document.baseURI) ? document.baseURI : 'https://unknown.invalid/';
}
