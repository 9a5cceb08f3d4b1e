/** What an extension page may not load or hold. */
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
      if (FOREIGN.test(address)) faults.push(`<${element.localName}> loads ${address} from elsewhere`);
    }
  }
  for (const script of document.querySelectorAll('script:not([src])')) {
    if ((script.textContent ?? '').trim() !== '') faults.push('a script stands in the page itself');
  }
  for (const element of document.querySelectorAll('*')) {
    const handler = [...element.attributes].find(({ name }) => name.startsWith('on'));
    if (handler !== undefined) faults.push(`<${element.localName} ${handler.name}> is a script in the page itself`);
  }
  return faults;
}
