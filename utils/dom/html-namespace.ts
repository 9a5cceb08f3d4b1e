/** The namespace of HTML. In a document of XML, `createElement` makes elements that the browser does not draw. */
export const HTML_NAMESPACE = 'http://www.w3.org/1999/xhtml';
