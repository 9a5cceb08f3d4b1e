/** Checks addresses of a brand: https, or http on this machine for trials. */

/** The fault of the address, or null. */
export function addressFault(address: string): string | null {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null) return `"${address}" is not a web address like https://list.shelter.example/.`;
  if (url.protocol === 'https:') return null;
  if (url.protocol === 'http:' && isLoopback(url)) return null;
  return `"${address}" must begin with https://; http:// is allowed for 127.0.0.1 and localhost only.`;
}

function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
}
