/** A question as @ghostery/adblocker is asked by an extension: an address, and the page that it is on. */
import { Request } from '@ghostery/adblocker';

export function requestFor(name: string): Request {
  return Request.fromRawDetails({ type: 'document', url: `https://${name}/`, sourceUrl: `https://${name}/` });
}
