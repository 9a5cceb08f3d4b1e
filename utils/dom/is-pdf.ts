/** Whether the browser shows a PDF file in a page of its own. No script can read its words. */
export function isPdf(document: Document): boolean {
  return document.contentType === 'application/pdf';
}
