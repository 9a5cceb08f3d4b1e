/** Remote code is found in code, and not in words about it. */
import { expect, test } from 'vitest';
import { pageFaults } from '../../../tools/store/page-faults.ts';
import { scriptFaults } from '../../../tools/store/script-faults.ts';

test.each([
  ['eval("1")', /eval/u],
  ['window.eval(text)', /eval/u],
  ['new Function("return 1")()', /Function/u],
  ['Function("a", "return a")', /Function/u],
  ['globalThis.Function(text)', /Function/u],
  ['import("https://cdn.example/a.js")', /another host/u],
  ['import("//cdn.example/a.js")', /another host/u],
  ['import x from "https://cdn.example/a.js"', /another host/u],
  ['importScripts("https://cdn.example/a.js")', /another host/u],
  ['import(`https://cdn.example/${name}.js`)', /another host/u],
  ['setTimeout("alert(1)", 5)', /runs text/u],
  ['const f = () => { if (a) { return [eval(b)] } }', /eval/u],
])('%s', (code, expected) => {
  expect(scriptFaults(code)).toEqual([expect.stringMatching(expected)]);
});

test.each([
  '// eval("1")',
  'const words = "new Function(text)"',
  'object.eval(x); a.Function(y)',
  'import("./chunk.js"); import(name)',
  'setTimeout(() => f(), 5); setTimeout(f)',
  'class Function2 {} new Function2()',
])('no fault: %s', (code) => {
  expect(scriptFaults(code)).toEqual([]);
});

test('a page may load files of the package only', () => {
  const page = (body: string): string[] => pageFaults(`<!doctype html><html><body>${body}</body></html>`);
  expect(page('<script type="module" src="/chunks/a.js"></script><link rel="stylesheet" href="assets/a.css">')).toEqual(
    [],
  );
  expect(page('<script src="https://cdn.example/a.js"></script>')).toEqual([expect.stringContaining('another host')]);
  expect(page('<link rel="stylesheet" href="//cdn.example/a.css">')).toEqual([expect.stringContaining('another host')]);
  expect(page('<script>alert(1)</script>')).toEqual([expect.stringContaining('an inline script')]);
  expect(page('<p onclick="x()">a</p>')).toEqual([expect.stringContaining('onclick')]);
});
