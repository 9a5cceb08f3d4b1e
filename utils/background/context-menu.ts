/**
 * Ways to the check page from outside our own pages: marked text in the context menu, and the keyword in the address bar.
 * Firefox for Android has neither; then nothing is offered.
 */
import type { Browser, Menus } from 'webextension-polyfill';
import { MAX_HANDOFF_UNITS } from '../check/paste-limits.ts';

const MENU_ID = 'check-text';

export interface ContextMenuDeps {
  browser: Pick<Browser, 'runtime' | 'scripting'> & Partial<Pick<Browser, 'contextMenus' | 'omnibox'>>;
  /** Opens the check page with the text. */
  openCheck(text: string): Promise<void>;
  /** The words of a message, in the reader's language. */
  label(key: 'menu.check' | 'omnibox.hint'): Promise<string>;
}

/** Listeners are set at once, for the browser wakes the background for them. */
export function startContextMenu({ browser, openCheck: open, label: words }: ContextMenuDeps): void {
  const { contextMenus, omnibox } = browser;
  if (contextMenus !== undefined) {
    const createMenu = async (): Promise<void> => {
      const title = await words('menu.check');
      await contextMenus.removeAll();
      contextMenus.create({ id: MENU_ID, contexts: ['selection'], title });
    };
    browser.runtime.onInstalled.addListener(() => void createMenu());
    browser.runtime.onStartup.addListener(() => void createMenu());
    contextMenus.onClicked.addListener((info, tab) => {
      if (info.menuItemId === MENU_ID) void selectedText(info, tab?.id, browser.scripting).then(open);
    });
  }
  if (omnibox !== undefined) {
    omnibox.onInputStarted.addListener(
      () => void words('omnibox.hint').then((description) => omnibox.setDefaultSuggestion({ description })),
    );
    omnibox.onInputEntered.addListener((text) => void open(text.slice(0, MAX_HANDOFF_UNITS)));
  }
}

/** The menu tells the marked text as one line; the page itself, asked by leave of that click, with its lines. */
async function selectedText(
  info: Menus.OnClickData,
  tabId: number | undefined,
  scripting: Browser['scripting'],
): Promise<string> {
  const line = info.selectionText ?? '';
  if (tabId === undefined) return line.slice(0, MAX_HANDOFF_UNITS);
  try {
    const [answer] = await scripting.executeScript({
      target: { tabId, frameIds: [info.frameId ?? 0] },
      func: () => String(getSelection()),
    });
    const marked = typeof answer?.result === 'string' ? answer.result : '';
    return (hasSameWords(marked, line) ? marked : line).slice(0, MAX_HANDOFF_UNITS);
  } catch {
    return line.slice(0, MAX_HANDOFF_UNITS); // a page that no extension may read
  }
}

/** Both tell of the same words; the menu may cut them. */
function hasSameWords(marked: string, line: string): boolean {
  const bare = (text: string): string => text.replaceAll(/\s+/gu, '');
  return marked !== '' && bare(marked).startsWith(bare(line).slice(0, 1_000));
}
