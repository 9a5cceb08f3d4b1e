/** Attacks as data: what a hostile page does, and what the reader still sees of the warning. */
import type { Tab } from '../harness/driver.ts';
import type { BrowserName } from '../harness/story.ts';

/** `page`: the warning itself; `toolbar`: the badge counts it, its title and the popup say that the page hides it. */
export type Surface = 'page' | 'toolbar';

export interface Attack {
  /** "A page that ...": the row of the table in docs/HOSTILE-PAGES.md. */
  description: string;
  /** Runs in the page when it has loaded. */
  script?: string;
  /** Runs before anything else of the page. */
  early?: string;
  /** The page's HTML in the place of a plain one with the lure; its address is given. */
  html?: (url: string) => string;
  /** What the reader does once the warning is there. */
  readerAction?: (tab: Tab) => Promise<unknown>;
  /** What is least seen at the end; `page` where absent. */
  surfaces?: Partial<Record<BrowserName, Surface>>;
  /** Too large, or too much bent, to be looked into by a debugger: the extension's own word for what is drawn is taken. */
  trustReport?: boolean;
  /** How long the attack goes on, milliseconds. */
  durationMs?: number;
}

export const BOARD = 'https://www.linkedin.com/jobs/view/';

export const LURE_TEXT =
  'USD 1,500 a month and commission, no experience needed, only basic typing and a valid passport. Free air ticket, visa, room and four meals a day, all on the company. You chat with foreign customers from ready scripts. Enter on a tourist visa, our driver meets you at the airport and takes you on to Mae Sot. No interview, you fly this Friday. Telegram only: @bkk_dream_team';
export const HONEST_TEXT =
  'Wash up and prepare vegetables, six evenings a week. No experience needed, we show you how. Meals on shift. Come to the restaurant and ask for the cook.';
export const TITLE = 'Customer chat support, Bangkok office';

/** A job's page in the structure of the site. */
export function job(description: string = LURE_TEXT, title: string = TITLE): string {
  return `<main class="main"><section class="top-card-layout"><div class="top-card-layout__entity-info"><h1 class="top-card-layout__title">${title}</h1><h4><span class="topcard__flavor"><a class="topcard__org-name-link" href="#c">Dream Team</a></span><span class="topcard__flavor topcard__flavor--bullet">Bangkok</span></h4></div></section>
  <section class="description"><div class="description__text"><div class="show-more-less-html__markup">${description}</div></div></section><p><a class="apply" href="#apply">Apply</a></p></main>`;
}

export function page(body: string, script = '', early = ''): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Job</title><script>${early}</script><style>body { font: 16px/1.5 sans-serif; margin: 24px } main { max-width: 760px }</style></head><body>${body}<script>${script}</script></body></html>`;
}

export function htmlOf(attack: Attack, url: string): string {
  if (attack.html !== undefined) return attack.html(url);
  return page(job(), `window.addEventListener('load', () => { ${attack.script ?? ''} });`, attack.early);
}

/** Finds what stands under `<html>` beside head and body: all that a page can see of us. */
export const FOREIGN_ELEMENTS = `[...document.documentElement.children].filter((e) => !['HEAD', 'BODY'].includes(e.tagName))`;

/** In a template literal of a page's script. */
export const quoted = (html: string): string => JSON.stringify(html).replaceAll('</script', String.raw`<\/script`);
