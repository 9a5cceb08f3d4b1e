/** The content type of a page of a story: XHTML where it begins as XML. */
export function contentTypeOf(body: string): string {
  return body.startsWith('<?xml') ? 'application/xhtml+xml; charset=utf-8' : 'text/html; charset=utf-8';
}
