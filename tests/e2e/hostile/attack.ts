/** Attacks as data: what a hostile page does, and where the reader still sees the warning. */
import type { Tab } from '../harness/driver.ts';
import type { BrowserName } from '../harness/story.ts';

/** `page`: the warning is drawn; `toolbar`: the badge counts it, and its title says that the page hides it. */
export type Surface = 'page' | 'toolbar';

export interface Attack {
  /** Completes "A page that ..."; the row in docs/reports/hostile-pages.md. */
  description: string;
  /** Script that the page runs after `load`. */
  script?: string;
  /** Script that runs first in the page. */
  early?: string;
  /** The HTML of the page, given its address; by default a plain page with the lure. */
  html?: (url: string) => string;
  /** What the reader does after the warning appeared. */
  readerAction?: (tab: Tab) => Promise<unknown>;
  /** Where the warning must be seen at the end; `page` where absent. */
  surfaces?: Partial<Record<BrowserName, Surface>>;
  /** Nothing is drawn, so the title of the badge must say that the page hides the warning. */
  hidesAll?: boolean;
  /** The page cannot be inspected by the debugger, so the extension's own count of drawn warnings is used. */
  trustReport?: boolean;
  /** The page never finishes loading; the badge must count the warning within 5 s. */
  neverLoads?: boolean;
  /** Duration of the attack, milliseconds. */
  durationMs?: number;
}

export const BOARD = 'https://www.linkedin.com/jobs/view/';

export const LURE_TEXT =
  'USD 1,500 a month and commission, no experience needed, only basic typing and a valid passport. Free air ticket, visa, room and four meals a day, all on the company. You chat with foreign customers from ready scripts. Enter on a tourist visa, our driver meets you at the airport and takes you on to Mae Sot. No interview, you fly this Friday. Telegram only: @bkk_dream_team';
export const HONEST_TEXT =
  'Wash up and prepare vegetables, six evenings a week. No experience needed, we show you how. Meals on shift. Come to the restaurant and ask for the cook.';
export const TITLE = 'Customer chat support, Bangkok office';

/** A job page in the structure of LinkedIn. */
export function job(description: string = LURE_TEXT, title: string = TITLE): string {
  return `<main class="main"><section class="top-card-layout"><div class="top-card-layout__entity-info"><h1 class="top-card-layout__title">${title}</h1><h4><span class="topcard__flavor"><a class="topcard__org-name-link" href="#c">Dream Team</a></span><span class="topcard__flavor topcard__flavor--bullet">Bangkok</span></h4></div></section>
  <section class="description"><div class="description__text"><div class="show-more-less-html__markup">${description}</div></div></section><p><a class="apply" href="#apply">Apply</a></p></main>`;
}

/** A post in a feed of LinkedIn. */
export const card = (text: string): string =>
  `<article class="main-feed-activity-card" data-activity-urn="u"><p data-test-id="main-feed-activity-card__commentary">${text}</p></article>`;

export function page(body: string, script = '', early = ''): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Job</title><script>${early}</script><style>body { font: 16px/1.5 sans-serif; margin: 24px } main { max-width: 760px }</style></head><body>${body}<script>${script}</script></body></html>`;
}

export function htmlOf(attack: Attack, url: string): string {
  if (attack.html !== undefined) return attack.html(url);
  return page(job(), `window.addEventListener('load', () => { ${attack.script ?? ''} });`, attack.early);
}

/** Script that finds elements under `<html>` other than head and body: all that a page can see of the overlay. */
export const FOREIGN_ELEMENTS = `[...document.documentElement.children].filter((e) => !['HEAD', 'BODY'].includes(e.tagName))`;

/** HTML as a string literal for the script of a page. */
export const scriptString = (html: string): string =>
  JSON.stringify(html).replaceAll('</script', String.raw`<\/script`);
