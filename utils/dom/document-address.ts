/**
 * The http(s) address of a document. A frame without one (`about:`, `blob:`) has the address of the page around it.
 * That page must have the frame's own origin: `<base>` can name any other site, for example a private chat, which is
 * not read.
 */
export function documentAddress(document: Document): string {
  if (isWebAddress(document.URL)) return document.URL;
  const { baseURI } = document;
  const origin = originAround(document);
  if (isWebAddress(baseURI) && (origin === undefined || baseURI.startsWith(`${origin}/`))) return baseURI;
  return `${origin ?? 'https://unknown.invalid'}/`;
}

/** The origin of a frame without an address; of a sandboxed one, that of the page around it. Undefined where it is not known. */
function originAround({ defaultView, referrer }: Document): string | undefined {
  if (defaultView === null) return undefined;
  const { ancestorOrigins } = defaultView.location as Location & { ancestorOrigins?: DOMStringList };
  const referringOrigin = referrer.split('/').slice(0, 3).join('/');
  return [defaultView.origin, ancestorOrigins?.[0] ?? '', referringOrigin].find(isWebAddress);
}

/** UTF-16 units of `addressPath`. */
export const MAX_ADDRESS_UNITS = 2000;

/** The address of a document without query and fragment. */
export function addressPath(document: Document): string {
  // Without an expression: the first one of a page takes a tenth of a millisecond.
  return documentAddress(document).split('#')[0]!.split('?')[0]!.slice(0, MAX_ADDRESS_UNITS);
}

const isWebAddress = (url: string): boolean => url.startsWith('https:') || url.startsWith('http:');
