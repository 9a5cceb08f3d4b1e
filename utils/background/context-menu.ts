/** The context menu entries that open the check page with the selected text or the clicked picture. Firefox for Android has no context menu. */
import type { Browser, Menus } from 'webextension-polyfill';
import { MAX_HANDOFF_UNITS } from '../check/paste-limits.ts';
import { readClickedPicture, type ClickedPicture } from './clicked-picture.ts';

const TEXT_ID = 'check-text';
const PICTURE_ID = 'check-picture';

export interface ContextMenuDeps {
  browser: Pick<Browser, 'runtime' | 'scripting' | 'tabs'> & Partial<Pick<Browser, 'contextMenus'>>;
  /** Opens the check page with the text. @param isPrivate it comes from a private window */
  openCheck(text: string, isPrivate: boolean): Promise<void>;
  /** Opens the check page with the picture; null: it could not be read. */
  openPicture(picture: ClickedPicture | null, isPrivate: boolean): Promise<void>;
  /** Labels of the entries, in the reader's language. */
  label(entry: 'text' | 'picture'): Promise<string>;
}

/** Adds its listeners at once, because the browser wakes the background for them. */
export function startContextMenu({ browser, openCheck, openPicture, label }: ContextMenuDeps): void {
  const { contextMenus } = browser;
  if (contextMenus === undefined) return;
  const createMenu = async (): Promise<void> => {
    const [text, picture] = await Promise.all([label('text'), label('picture')]);
    await contextMenus.removeAll();
    contextMenus.create({ id: TEXT_ID, contexts: ['selection'], title: text });
    contextMenus.create({ id: PICTURE_ID, contexts: ['image'], title: picture });
  };
  browser.runtime.onInstalled.addListener(() => void createMenu());
  browser.runtime.onStartup.addListener(() => void createMenu());
  contextMenus.onClicked.addListener((info, tab) => {
    const isPrivate = tab?.incognito ?? false;
    if (info.menuItemId === TEXT_ID)
      void selectedText(info, tab?.id, browser.scripting).then((text) => openCheck(text, isPrivate));
    if (info.menuItemId === PICTURE_ID)
      void readClickedPicture(info, tab, { browser }).then((picture) => openPicture(picture, isPrivate));
  });
}

/** The menu event holds the selection as one line. The page holds its line breaks, and the click permits to read it. */
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
