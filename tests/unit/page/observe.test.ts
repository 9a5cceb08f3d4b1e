import { expect, test } from 'vitest';
import { observeChanges, type Changes } from '../../../utils/page/observe.ts';
import { postAround, scopesOf } from '../../../utils/sites/reread.ts';
import { pageOf } from '../sites/read-fixture.ts';

async function changesOf(
  html: string,
  act: (document: Document) => void,
): Promise<{ document: Document; changes: Changes }> {
  const document = pageOf(html, 'https://a.example/jobs');
  Object.assign(globalThis, { MutationObserver: document.defaultView!.MutationObserver });
  const changes = await new Promise<Changes>((resolve) => {
    const stop = observeChanges(document, (seen) => (stop(), resolve(seen)));
    act(document);
  });
  return { document, changes };
}

test('added elements, and elements whose words change, are listed; removed ones are not', async () => {
  const { changes } = await changesOf('<p id="a">old</p><p id="b"></p>', (document) => {
    (document.querySelector('#a')!.firstChild as Text).data = 'new';
    const gone = document.createElement('i');
    document.body.append(gone, document.createElement('b'));
    gone.remove();
  });
  expect(changes.everything).toBe(false);
  expect(changes.elements.map(({ tagName, id }) => `${tagName}${id}`).sort()).toEqual(['B', 'Pa']);
});

test('a flood is one reading of the whole page', async () => {
  const { changes } = await changesOf('', (document) => {
    for (let i = 0; i < 2000; i++) document.body.append(document.createElement('b'));
  });
  expect(changes).toEqual({ elements: [], everything: true });
});

test('a card that fills later is read again, and nothing around it', async () => {
  const { document, changes } = await changesOf('<ul><li class="card"></li><li class="card">x</li></ul>', (page) => {
    page.querySelector('li')!.innerHTML = '<b>Cook</b><i>Diner</i>';
  });
  const layout = { id: 'c', kind: 'card' as const, root: '.card', fields: {}, expect: [] };
  expect(scopesOf(changes, (element) => postAround([layout], element))).toEqual([document.querySelector('li')]);
});

test('where very much changed, the whole page is read once', () => {
  const document = pageOf('<i></i>'.repeat(100), 'https://a.example/');
  const changes = { elements: [...document.querySelectorAll('i')], everything: false };
  expect(scopesOf(changes, () => null)).toBeNull();
  expect(scopesOf({ elements: [], everything: true }, () => null)).toBeNull();
  expect(scopesOf(changes, () => document.body)).toEqual([document.body]);
});
