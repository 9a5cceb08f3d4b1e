/** Measures how long a saved change takes until it is seen in the browser of `npm run dev`. Files are restored afterwards. */
import { readFile, writeFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { extensionOf } from '../demo/extension-page.ts';
import type { DevBrowser } from './dev-browser.ts';

const MAX_SECONDS = 5;
const TIMEOUT_MS = 120_000;
const RESTORE_TIMEOUT_MS = 15_000;
const POLL_MS = 100;
/** A page that is reloading may not answer at all. */
const ANSWER_MS = 1_000;
/** Polls in a row that show the old state, after which the browser has settled. */
const CALM_POLLS = 30;
/** Verdicts of a page that was not read yet. */
const UNREAD = ['null', '[]'];

interface Change {
  kind: string;
  file: string;
  /** The changed text. `mark` is a word that is new in each run. */
  change(text: string, mark: string): string;
  /** Whether the browser shows it. */
  isSeen(mark: string): Promise<boolean>;
}

/** Prints the seconds of each kind of change. @returns exit code: 1 when one takes longer than five seconds */
export async function measureSaveToSeen(dev: DevBrowser, boardUrl: string): Promise<number> {
  let failed = false;
  for (const change of await changesOf(dev, boardUrl)) {
    // A word that is new in each run.
    const mark = `d${Date.now().toString(36)}`;
    const seconds = await timeChange(change, mark);
    await untilRestored(change, mark);
    const kept = seconds <= MAX_SECONDS;
    failed ||= !kept;
    const line = `${change.kind.padEnd(16)} ${seconds.toFixed(1).padStart(5)} s  (limit ${MAX_SECONDS} s)`;
    console.log(`${line}  ${kept ? 'kept' : 'MISSED'}  ${change.file}`);
  }
  return failed ? 1 : 0;
}

async function changesOf(dev: DevBrowser, boardUrl: string): Promise<Change[]> {
  const { context } = dev.browser;
  const pageAt = (part: string): Page | undefined => context.pages().find((page) => page.url().includes(part));
  const evaluate = async <T>(part: string, script: string): Promise<T | undefined> => pageAt(part)?.evaluate<T>(script);
  const verdicts = async (): Promise<string> => {
    const control = pageAt('popup.html?measure');
    const description = control === undefined ? null : await extensionOf(control).describe(boardUrl);
    return JSON.stringify(description?.found.map(({ verdict }) => verdict) ?? null);
  };
  await dev.open('popup.html?measure');
  const end = performance.now() + TIMEOUT_MS;
  let before = '';
  for (let calm = 0; calm < CALM_POLLS && performance.now() < end;) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    const now = await verdicts();
    calm = now === before && !UNREAD.includes(now) ? calm + 1 : 0;
    before = now;
  }
  return [
    {
      kind: 'YAML',
      file: 'knowledge/lexicon/en.yaml',
      change: (text) => text.replace('\n  travel-paid:\n', '\n  travel-paid:\n    - "message our teacher"\n'),
      isSeen: async () => ![before, ...UNREAD].includes(await verdicts()),
    },
    {
      kind: 'component',
      file: 'components/popup/Popup.tsx',
      change: (text, mark) => text.replace('<main class="popup', `<main data-dev="${mark}" class="popup`),
      isSeen: async (mark) =>
        (await evaluate('popup.html?measure', `document.querySelector('main')?.dataset.dev === '${mark}'`)) === true,
    },
    {
      kind: 'content script',
      file: 'entrypoints/scan.content/index.ts',
      change: (text, mark) =>
        text.replace('  main() {\n', `  main() {\n    document.documentElement.lang = '${mark}';\n`),
      isSeen: async (mark) => (await evaluate(boardUrl, `document.documentElement.lang === '${mark}'`)) === true,
    },
    {
      kind: 'worker',
      file: 'entrypoints/background/index.ts',
      change: (text, mark) => `${text}\n(globalThis as Record<string, unknown>)['devMark'] = '${mark}';\n`,
      async isSeen(mark) {
        const worker = context.serviceWorkers().at(-1);
        return (await worker?.evaluate<string>('globalThis.devMark')) === mark;
      },
    },
  ];
}

/** Seconds from the end of the write. Throws an Error when the change is not seen in two minutes. */
async function timeChange({ kind, file, change, isSeen }: Change, mark: string): Promise<number> {
  const text = await readFile(file, 'utf8');
  const changed = change(text, mark);
  if (changed === text) throw new Error(`${file}: the place to change is not there`);
  try {
    await writeFile(file, changed);
    const start = performance.now();
    while (!(await answerOf(isSeen(mark), false))) {
      if (performance.now() - start > TIMEOUT_MS) throw new Error(`${kind}: not seen after two minutes: ${file}`);
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    return (performance.now() - start) / 1000;
  } finally {
    await writeFile(file, text);
  }
}

/** Waits until the browser shows the old state, so that the next change is measured alone. */
async function untilRestored({ isSeen }: Change, mark: string): Promise<void> {
  const end = performance.now() + RESTORE_TIMEOUT_MS;
  for (let calm = 0; calm < CALM_POLLS && performance.now() < end;) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    calm = (await answerOf(isSeen(mark), true)) ? 0 : calm + 1;
  }
}

/** The answer, or `otherwise` after an error or without an answer in time. */
function answerOf(question: Promise<boolean>, otherwise: boolean): Promise<boolean> {
  const late = new Promise<boolean>((resolve) => setTimeout(() => resolve(otherwise), ANSWER_MS));
  return Promise.race([question.catch(() => otherwise), late]);
}
