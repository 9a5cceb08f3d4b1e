import { describe, expect, it } from 'vitest';
import { contentRoots } from '../../../utils/dom/content-roots.ts';
import { parsePage } from '../sites/read-fixture.ts';

function pageWith(change: (document: Document) => void): string[] {
  const document = parsePage('<title>a</title><style>b</style><p>c</p>');
  change(document);
  return contentRoots(document).map(({ localName }) => localName);
}
const element = (document: Document, name: string, text: string): Element => {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
};

describe('contentRoots', () => {
  it('are the body alone on most pages', () => {
    expect(pageWith(() => undefined)).toEqual(['body']);
  });

  it('hold what a script puts beside the body, or into the head, with words', () => {
    const add = (document: Document): void => {
      document.documentElement.append(element(document, 'div', 'words'), element(document, 'section', ' '));
      document.head.append(element(document, 'main', 'words'));
    };
    expect(pageWith(add)).toEqual(['body', 'main', 'div']);
  });

  it('hold what a script puts in place of the body', () => {
    expect(pageWith((document) => document.body.replaceWith(element(document, 'div', 'words')))).toEqual(['div']);
  });
});
