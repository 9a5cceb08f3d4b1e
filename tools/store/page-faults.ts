/** Checks that an extension page loads nothing from other hosts and contains no inline script. */
import { JSDOM } from 'jsdom';

const FOREIGN = /^(?:[a-z][a-z+.-]*:)?\/\//iu;
const LOADED: readonly (readonly [selector: string, attribute: string])[] = [
  ['script[src]', 'src'],
  ['link[href]', 'href'],
  ['iframe[src]', 'src'],
  ['img[src]', 'src'],
  ['object[data]', 'data'],
];

/** One line for each fault in the page's HTML. */
export function pageFaults(html: string): string[] {
  const { document } = new JSDOM(html).window;
  const faults: string[] = [];
  for (const [selector, attribute] of LOADED) {
    for (const element of document.querySelectorAll(selector)) {
      const address = element.getAttribute(attribute) ?? '';
      if (FOREIGN.test(address)) faults.push(`<${element.localName}> loads ${address} from another host`);
    }
  }
  for (const script of document.querySelectorAll('script:not([src])')) {
    if ((script.textContent ?? '').trim() !== '') faults.push('the page contains an inline script');
  }
  for (const element of document.querySelectorAll('*')) {
    const handler = [...element.attributes].find(({ name }) => name.startsWith('on'));
    if (handler !== undefined) faults.push(`<${element.localName} ${handler.name}> is an inline script`);
  }
  return faults;
}
