/** Draws one state of one page: `?page=popup&state=paused&language=th`. Without a query it lists all states as JSON. */
import { render } from 'preact';
import '../../../components/ui/page.css';
import { TranslatorContext } from '../../../components/translator.ts';
import { PAGES, type GalleryPage } from './pages.ts';
import type { GalleryState, GalleryData } from './gallery-state.ts';
import { readGalleryData } from './gallery-data.ts';

declare global {
  interface Window {
    /** Draws another state of the same page, in any language. */
    drawState(name: string, language: string): Promise<void>;
  }
}

const query = new URLSearchParams(window.location.search);
const page = PAGES[query.get('page') ?? ''];

async function openPage({ states, styles }: GalleryPage): Promise<void> {
  await styles();
  let data: GalleryData | null = null;
  window.drawState = async (name, language) => {
    const state = states[name];
    if (state === undefined) throw new Error(`the gallery has no state ${name}`);
    if (data?.translator.language !== language) data = await readGalleryData(language);
    render(null, document.body);
    document.documentElement.lang = language;
    document.documentElement.dir = data.translator.direction;
    window.scrollTo(0, 0);
    await show(state, data);
  };
  await window.drawState(query.get('state') ?? '', query.get('language') ?? 'en');
}

async function show({ draw, until, steps = [] }: GalleryState, data: GalleryData): Promise<void> {
  render(<TranslatorContext.Provider value={data.translator}>{draw(data)}</TranslatorContext.Provider>, document.body);
  if (until !== undefined) await waitFor(until);
  for (const step of steps) {
    await nextFrame();
    if (typeof step === 'string') findElement(step).click();
    else selectOption(findElement(step[0]) as HTMLSelectElement, step[1]);
  }
  await nextFrame();
}

const nextFrame = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

async function waitFor(selector: string): Promise<void> {
  while (document.querySelector(selector) === null) await nextFrame();
}

function findElement(selector: string): HTMLElement {
  const roots = [...document.documentElement.children].flatMap(({ shadowRoot }) => shadowRoot ?? []);
  const [element = null] = [document, ...roots].flatMap((root) => root.querySelector<HTMLElement>(selector) ?? []);
  if (element === null) throw new Error(`the gallery finds no ${selector}`);
  return element;
}

function selectOption(select: HTMLSelectElement, value: string): void {
  select.value = value;
  select.dispatchEvent(new Event('change', { bubbles: true }));
}

if (page === undefined) {
  const names = Object.entries(PAGES).flatMap(([name, { states }]) =>
    Object.keys(states).map((each) => ({ page: name, state: each })),
  );
  document.body.textContent = JSON.stringify(names);
} else {
  await openPage(page);
}
document.documentElement.dataset['ready'] = 'yes';
