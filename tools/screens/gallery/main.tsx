/** Draws one state of one page: `?page=popup&state=paused&language=th`. Without a query it lists them as JSON. */
import { render } from 'preact';
import '../../../components/ui/page.css';
import { WordsContext } from '../../../components/words.ts';
import { PAGES, type GalleryPage } from './pages.ts';
import type { GalleryState, GalleryWorld } from './state.ts';
import { readWorld } from './world.ts';

declare global {
  interface Window {
    /** Draws another state of the same page in the same language. */
    drawState(name: string): Promise<void>;
  }
}

const query = new URLSearchParams(window.location.search);
const page = PAGES[query.get('page') ?? ''];

async function begin({ states, styles }: GalleryPage): Promise<void> {
  const language = query.get('language') ?? 'en';
  const [world] = await Promise.all([readWorld(language), styles()]);
  document.documentElement.lang = language;
  document.documentElement.dir = world.words.direction;
  window.drawState = async (name) => {
    const state = states[name];
    if (state === undefined) throw new Error(`the gallery has no state ${name}`);
    render(null, document.body);
    window.scrollTo(0, 0);
    await show(state, world);
  };
  await window.drawState(query.get('state') ?? '');
}

async function show({ draw, until, steps = [] }: GalleryState, world: GalleryWorld): Promise<void> {
  render(<WordsContext.Provider value={world.words}>{draw(world)}</WordsContext.Provider>, document.body);
  if (until !== undefined) await there(until);
  for (const step of steps) {
    await settled();
    if (typeof step === 'string') found(step).click();
    else choose(found(step[0]) as HTMLSelectElement, step[1]);
  }
  await settled();
}

const settled = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

async function there(selector: string): Promise<void> {
  while (document.querySelector(selector) === null) await settled();
}

function found(selector: string): HTMLElement {
  const roots = [...document.documentElement.children].flatMap(({ shadowRoot }) => shadowRoot ?? []);
  const [element = null] = [document, ...roots].flatMap((root) => root.querySelector<HTMLElement>(selector) ?? []);
  if (element === null) throw new Error(`the gallery finds no ${selector}`);
  return element;
}

function choose(select: HTMLSelectElement, value: string): void {
  select.value = value;
  select.dispatchEvent(new Event('change', { bubbles: true }));
}

if (page === undefined) {
  const names = Object.entries(PAGES).flatMap(([name, { states }]) =>
    Object.keys(states).map((each) => ({ page: name, state: each })),
  );
  document.body.textContent = JSON.stringify(names);
} else {
  await begin(page);
}
document.documentElement.dataset['ready'] = 'yes';
