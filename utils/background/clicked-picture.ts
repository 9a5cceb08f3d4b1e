/**
 * The picture that a reader clicked in a page. The page's own copy is drawn where the browser allows it. Elsewhere it is cut
 * out of what the tab shows. Nothing is fetched.
 */
import type { Browser, Menus } from 'webextension-polyfill';

export interface ClickedPicture {
  /** `data:` address of the picture, or of what the tab shows. */
  picture: string;
  /** Where the picture is in it, pixels; null: all of it. */
  crop: { left: number; top: number; width: number; height: number } | null;
}

export interface ClickedPictureDeps {
  browser: Pick<Browser, 'scripting' | 'tabs'>;
}

/** JPEG quality in percent: letters stay sharp, and session storage holds the picture. */
const QUALITY = 92;

/** Null when neither the page nor the tab can be read. @param info the address of the picture, and its frame */
export async function readClickedPicture(
  info: Pick<Menus.OnClickData, 'srcUrl' | 'frameId'>,
  tab: { id?: number | undefined; windowId?: number | undefined } | undefined,
  { browser }: ClickedPictureDeps,
): Promise<ClickedPicture | null> {
  const found = await readFromPage(info, tab?.id, browser.scripting);
  if (typeof found === 'string') return { picture: found, crop: null };
  try {
    const picture = await browser.tabs.captureVisibleTab(tab?.windowId, { format: 'jpeg', quality: QUALITY });
    // Coordinates in a frame are not those in the tab.
    return { picture, crop: info.frameId === 0 || info.frameId === undefined ? found : null };
  } catch {
    return null;
  }
}

async function readFromPage(
  info: Pick<Menus.OnClickData, 'srcUrl' | 'frameId'>,
  tabId: number | undefined,
  scripting: Browser['scripting'],
): Promise<ReturnType<typeof drawClicked>> {
  if (tabId === undefined || info.srcUrl === undefined) return null;
  try {
    const [injected] = await scripting.executeScript({
      target: { tabId, frameIds: [info.frameId ?? 0] },
      func: drawClicked,
      args: [info.srcUrl],
    });
    return (injected?.result ?? null) as ReturnType<typeof drawClicked>;
  } catch {
    return null; // a page that no extension may read
  }
}

/**
 * Runs in the page, so it uses nothing from outside itself. The picture as a `data:` address; null when it is not found.
 * Where its bytes belong to another site, its box in the tab, in device pixels.
 */
function drawClicked(address: string): string | ClickedPicture['crop'] {
  const images = [...document.images].filter((image) => image.currentSrc === address || image.src === address);
  const shown = images.find((image) => {
    const { top, bottom } = image.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  });
  const image = shown ?? images[0];
  if (image === undefined) return null;
  const scale = Math.min(1, 2_400 / Math.max(1, image.naturalWidth, image.naturalHeight));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(image.naturalWidth * scale);
  canvas.height = Math.round(image.naturalHeight * scale);
  try {
    const context = canvas.getContext('2d');
    if (context !== null) {
      context.fillStyle = '#fff';
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.drawImage(image, 0, 0, canvas.width, canvas.height);
      return canvas.toDataURL('image/jpeg', 0.92);
    }
  } catch {
    // The browser does not give out another site's picture.
  }
  const { left, top, right, bottom } = image.getBoundingClientRect();
  const [x, y] = [Math.max(0, left), Math.max(0, top)];
  const size = { width: Math.min(innerWidth, right) - x, height: Math.min(innerHeight, bottom) - y };
  if (size.width < 1 || size.height < 1) return null;
  const ratio = devicePixelRatio;
  return { left: x * ratio, top: y * ratio, width: size.width * ratio, height: size.height * ratio };
}
