/** Scripts that run in pages read the page's elements through `utils/dom/form-safe-dom.ts` only: a form's fields can replace its properties. */
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as formSafe from '../../../utils/dom/form-safe-dom.ts';

const ROOMS = ['utils/dom', 'utils/sites', 'utils/page-reader', 'utils/overlay', 'entrypoints/*.content'];
/** The wrapper itself, and files that read elements of the overlay only. */
const EXEMPT =
  /form-safe-dom\.ts$|(?:overlay-host|visibility-tracker|close-without-script)\.ts$|warn\.content\/(?:overlay|overlay-display|overlay-surfaces|open-panel|position-panel|contact-prompt)\.ts$/u;
/** What stands before the property: the wrapper, and objects that are no form. `id` is also a field of our own records. */
const NO_FORM =
  /(?:\bdom|\bdocument(?:\.head|\.body|\.createDocumentFragment\(\))?|\brange|\broots?|\bmarker|querySelector\((?:'|`)meta\[[^)]*\)|\bdom\.ownerDocument\(\w+\)|\bdom\s*)\??$/u;
const RECORDS = /(?:adapters?(?:\[0\])?\??|layout|post|step|urgentPosts|visiblePost|item|earlier|\bs)\??$/u;

const NAMES = Object.keys(formSafe).filter((name) => name !== 'isForm');
const ACCESS = new RegExp(String.raw`\s*\.(${NAMES.join('|')})\b`, 'gu');

function faults(file: string, source: string): string[] {
  const code = source.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gmu, (comment) => comment.replaceAll(/[^\n]/gu, ' '));
  return [...code.matchAll(ACCESS)].flatMap(({ index, 1: name = '' }) => {
    const before = code.slice(Math.max(0, index - 120), index);
    const isSafe = NO_FORM.test(before) || (name === 'id' && RECORDS.test(before)) || before.endsWith('typeof element');
    return isSafe ? [] : [`${file}:${code.slice(0, index).split('\n').length} ${name}`];
  });
}

describe('properties that form fields can replace', () => {
  it('are read through form-safe-dom in every script of a page', () => {
    const files = ROOMS.flatMap((room) => globSync(`${room}/**/*.{ts,tsx}`)).filter((file) => !EXEMPT.test(file));
    expect(files.length).toBeGreaterThan(50);
    expect(files.flatMap((file) => faults(file, readFileSync(file, 'utf8')))).toEqual([]);
  });

  it.each([
    ['element.parentElement', 'parentElement'],
    ['finding.anchor?.isConnected', 'isConnected'],
    ["document.querySelector('form')?.textContent", 'textContent'],
    ['element.id', 'id'],
  ])('are found by this test in: %s', (code, name) => {
    expect(faults('f.ts', code)).toEqual([`f.ts:1 ${name}`]);
  });
});
