/** A moderator at the desk, in a browser of their own. */
import { startChromium, type BrowserOptions } from './chromium.ts';
import { until, type Driver, type Tab } from './driver.ts';
import { startFirefox } from './firefox.ts';
import { BRAND_ID } from './publisher.ts';
import { storyExtension } from './story-builds.ts';
import type { BrowserName } from './story.ts';

/** What to decide, by the names of the form's fields. */
interface Decision {
  action: string;
  /** Names of the indicators to tick. */
  names?: readonly string[];
  category?: string;
  evidence?: string;
  note?: string;
}

export interface Moderator {
  driver: Driver;
  readonly tab: Tab;
  /** Opens the desk in a new tab, locked. */
  reopen(): Promise<void>;
  /** Gives name, key and token, and a passphrase. */
  setUp(name: string, identity: string, token: string): Promise<void>;
  /** The status line. */
  statusText(): Promise<string>;
  pull(): Promise<string>;
  show(tab: 'queue' | 'disputes' | 'names' | 'hand-over'): Promise<void>;
  /** Opens the first case whose line fits. */
  choose(line: RegExp): Promise<void>;
  /** Ticks names, chooses what to decide, fills in, and decides. */
  decide(decision: Decision): Promise<void>;
  /** Presses a button that saves a file; its bytes. */
  savedFile(button: string): Promise<Uint8Array>;
  /** Gives a file to an input. */
  chooseFile(input: string, bytes: Uint8Array, name: string): Promise<void>;
  close(): Promise<void>;
}

export const PASSPHRASE = 'lantern copper river sofa cloud';

/** @param built folder of a desk that is built already; else the one of the stories' brand is built */
export async function openDesk(
  browser: BrowserName,
  options: Pick<BrowserOptions, 'size' | 'dark' | 'locale'> = {},
  built?: string,
): Promise<Moderator> {
  const extension =
    built ?? (await storyExtension({ flavour: 'desk', browser: browser === 'chromium' ? 'chrome' : 'firefox' }));
  const start = browser === 'chromium' ? startChromium : startFirefox;
  const id = `${BRAND_ID}-desk@joblantern.example`;
  const driver = await start({ ...options, extension, id, control: 'desk.html' });
  let tab = await driver.waitForTab('desk.html');
  return {
    driver,
    get tab() {
      return tab;
    },
    async reopen() {
      tab = await driver.openExtension('desk.html?again');
      await tab.waitFor('#unlock');
    },
    statusText: () => statusText(tab),
    setUp: (name, identity, token) => setUp(tab, { name, identity, token }),
    pull: () => pull(tab),
    show: (name) => press(tab, `[data-tab="${name}"]`),
    choose: (line) => choose(tab, line),
    decide: (decision) => decide(tab, decision),
    savedFile: (button) => savedFile(tab, button),
    chooseFile: (input, bytes, name) => chooseFile(tab, input, bytes, name),
    close: () => driver.close(),
  };
}

const statusText = (tab: Tab): Promise<string> => tab.text('#notice');

/** A click that reaches the element wherever it is scrolled to. */
const press = (tab: Tab, selector: string): Promise<void> =>
  tab.evaluate(`document.querySelector(${JSON.stringify(selector)}).click()`);

const fill = (tab: Tab, selector: string, text: string): Promise<void> =>
  tab.evaluate(`
    const field = document.querySelector(${JSON.stringify(selector)});
    field.value = ${JSON.stringify(text)};
    field.dispatchEvent(new Event(field.tagName === 'SELECT' ? 'change' : 'input', { bubbles: true }));`);

async function setUp(tab: Tab, person: { name: string; identity: string; token: string }): Promise<void> {
  await tab.waitFor('#set-up');
  const fields = { ...person, passphrase: PASSPHRASE, again: PASSPHRASE };
  for (const [field, text] of Object.entries(fields)) await fill(tab, `#${field}`, text);
  await press(tab, '#set-up');
  await until(
    'the desk to be set up',
    () =>
      tab.evaluate(`
        const words = document.querySelector('[role="alert"]')?.textContent;
        if (words) throw new Error(words);
        return document.querySelector('#pull') !== null;`),
    30_000,
  );
}

/** @returns the status line at the end */
async function pull(tab: Tab): Promise<string> {
  const isFree = (): Promise<boolean> => tab.evaluate(`return !document.querySelector('#pull').disabled`);
  await until('the desk to be free', isFree);
  await press(tab, '#pull');
  return until(
    'the pull to end',
    async () => {
      const idle = await isFree();
      const words = await statusText(tab);
      return idle && words !== '' ? words : null;
    },
    60_000,
  );
}

async function choose(tab: Tab, line: RegExp): Promise<void> {
  await until(`a case like ${line}`, async () =>
    tab.evaluate<boolean>(`
      const found = [...document.querySelectorAll('.queue button')]
        .find((each) => new RegExp(${JSON.stringify(line.source)}, 'iu').test(each.innerText));
      found?.click();
      return found !== undefined;`),
  );
  await tab.waitFor('.report');
}

async function decide(tab: Tab, { action, names = [], category, evidence, note }: Decision): Promise<void> {
  for (const name of names) {
    await tab.evaluate(`
      const box = document.querySelector('input[data-name="${name}"]');
      if (!box.checked) box.click();`);
  }
  await press(tab, `input[name="action"][value="${action}"]`);
  if (category !== undefined) {
    await tab.waitFor('#category');
    await fill(tab, '#category', category);
  }
  if (evidence !== undefined) await fill(tab, '#evidence', evidence);
  if (note !== undefined) await fill(tab, '#note', note);
  await press(tab, '#decide');
  await until('the decision to be kept', async () => (await statusText(tab)).includes('decision is kept'));
}

/** Takes the bytes on their way to the browser's download. */
async function savedFile(tab: Tab, button: string): Promise<Uint8Array> {
  const text = await tab.evaluate<string>(`
    const made = new Promise((resolve) => {
      const create = URL.createObjectURL;
      URL.createObjectURL = (blob) => { URL.createObjectURL = create; resolve(blob); return create.call(URL, new Blob([])); };
    });
    HTMLAnchorElement.prototype.click = () => undefined;
    document.querySelector(${JSON.stringify(button)}).click();
    const bytes = new Uint8Array(await (await made).arrayBuffer());
    delete HTMLAnchorElement.prototype.click;
    return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');`);
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

async function chooseFile(tab: Tab, input: string, bytes: Uint8Array, name: string): Promise<void> {
  await tab.evaluate(`
    const bytes = Uint8Array.from(atob(${JSON.stringify(Buffer.from(bytes).toString('base64'))}), (c) => c.charCodeAt(0));
    const transfer = new DataTransfer();
    transfer.items.add(new File([bytes], ${JSON.stringify(name)}));
    const field = document.querySelector(${JSON.stringify(input)});
    field.files = transfer.files;
    field.dispatchEvent(new Event('change', { bubbles: true }));`);
}
