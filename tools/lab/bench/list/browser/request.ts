/** A request as an extension gives it to @ghostery/adblocker: an address, and the page that loads it. */
import { Request } from '@ghostery/adblocker';

export function requestFor(name: string): Request {
  return Request.fromRawDetails({ type: 'document', url: `https://${name}/`, sourceUrl: `https://${name}/` });
}
