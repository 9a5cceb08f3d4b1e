/** The context menu entry that opens the check page with the selected text. Firefox for Android has no context menu. */
import type { Browser, Menus } from 'webextension-polyfill';
import { MAX_HANDOFF_UNITS } from '../check/paste-limits.ts';

const MENU_ID = 'check-text';

export interface ContextMenuDeps {
  browser: Pick<Browser, 'runtime' | 'scripting'> & Partial<Pick<Browser, 'contextMenus'>>;
  /** Opens the check page with the text. */
  openCheck(text: string): Promise<void>;
  /** Label of the entry, in the reader's language. */
  label(): Promise<string>;
}

/** Adds its listeners at once, because the browser wakes the background for them. */
export function startContextMenu({ browser, openCheck, label }: ContextMenuDeps): void {
  const { contextMenus } = browser;
  if (contextMenus === undefined) return;
  const createMenu = async (): Promise<void> => {
    const title = await label();
    await contextMenus.removeAll();
    contextMenus.create({ id: MENU_ID, contexts: ['selection'], title });
  };
  browser.runtime.onInstalled.addListener(() => void createMenu());
  browser.runtime.onStartup.addListener(() => void createMenu());
  contextMenus.onClicked.addListener((info, tab) => {
    if (info.menuItemId === MENU_ID) void selectedText(info, tab?.id, browser.scripting).then(openCheck);
  });
}

/** The menu event holds the selection as one line; the page, which the click lets us read, holds its line breaks. */
async function selectedText(
  info: Menus.OnClickData,
  tabId: number | undefined,
  scripting: Browser['scripting'],
): Promise<string> {
  const line = info.selectionText ?? '';
  if (tabId === undefined) return line.slice(0, MAX_HANDOFF_UNITS);
  try {
    const [injected] = await scripting.executeScript({
      target: { tabId, frameIds: [info.frameId ?? 0] },
      func: () => String(getSelection()),
    });
    const selection = typeof injected?.result === 'string' ? injected.result : '';
    return (hasSameWords(selection, line) ? selection : line).slice(0, MAX_HANDOFF_UNITS);
  } catch {
    return line.slice(0, MAX_HANDOFF_UNITS); // a page that no extension may read
  }
}

/** Compares without spaces; the menu event may cut the text. */
function hasSameWords(selection: string, line: string): boolean {
  const withoutSpaces = (text: string): string => text.replaceAll(/\s+/gu, '');
  return selection !== '' && withoutSpaces(selection).startsWith(withoutSpaces(line).slice(0, 1_000));
}
