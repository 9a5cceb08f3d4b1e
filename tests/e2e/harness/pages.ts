/** Pages of an invented job board, as stories need them. */

export interface BoardPost {
  title: string;
  company?: string;
  location?: string;
  salary?: string;
  text: string;
}

export const LURE: BoardPost = {
  title: 'Customer chat support, Bangkok office',
  location: 'Bangkok, then Mae Sot',
  salary: 'USD 1,500 a month',
  text: 'Urgent hiring, 20 people. No experience needed, only basic typing and a valid passport. Free air ticket, visa, room and four meals a day, all on the company. You chat with foreign customers from ready scripts. Enter on a tourist visa, our driver meets you at the airport and takes you on to Mae Sot. No interview, you fly this Friday. Telegram only: @bkk_dream_team',
};

/** Honest, though it shares words with the lure: Bangkok, chat, flight, housing. */
export const LOOK_ALIKE: BoardPost = {
  title: 'Japanese-speaking customer service agent, Bangkok',
  company: 'Northgate Service Centre (Thailand)',
  location: 'Bangkok',
  salary: 'THB 55,000 a month',
  text: 'Answer calls and chats for a camera maker. You need business Japanese (N1) and one year in customer service. We sponsor your work permit before you travel and pay the flight and a housing allowance. Two interviews by video with the team lead, then a written language test. Social security, 10 days of paid leave, contract of one year. Apply at careers@northgate-service.example',
};

/** Shows no sign at all; its recruiter's account is what the list knows. */
export const HARBOUR: BoardPost = {
  title: 'Guest relations officer',
  company: 'Harbour Staff Partners',
  location: 'Kuala Lumpur',
  salary: 'MYR 4,200 a month',
  text: 'We look for a guest relations officer for a business hotel. Two years at a front desk, good English and Malay. Five days a week, two shifts. Write to our recruiter on Telegram: @harbourstaff_desk',
};

/** Plain, and of nobody's interest. */
export const KITCHEN: BoardPost = {
  title: 'Kitchen helper, evenings',
  company: 'Old Mill Restaurant',
  location: 'Penang',
  salary: 'MYR 2,100 a month',
  text: 'Wash up and prepare vegetables, six evenings a week. No experience needed, we show you how. Meals on shift. Come to the restaurant and ask for the cook.',
};

export const HARBOUR_ACCOUNT = { kind: 'telegram', value: 'harbourstaff_desk' } as const;

export const BOARD = 'https://jobs.harbour-board.example';

function article(post: BoardPost, heading: 'h1' | 'h2'): string {
  const meta = [
    ['company', post.company],
    ['location', post.location],
    ['salary', post.salary],
  ]
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `<span class="job-${name}">${value}</span>`)
    .join(' ');
  return `<article class="job-card"><${heading} class="job-title"><a href="/jobs/${encodeURIComponent(post.title)}">${post.title}</a></${heading}>
    <p class="meta">${meta}</p><div class="job-description"><p>${post.text}</p></div><p><a class="apply" href="#apply">Apply</a></p></article>`;
}

function page(body: string, script: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Jobs</title>
    <style>body { font: 16px/1.5 sans-serif; margin: 24px } article { border: 1px solid #ccc; padding: 16px; margin: 0 0 16px }</style></head>
    <body><header>Harbour Board</header><main>${body}</main><script>${script}</script></body></html>`;
}

export function listPage(posts: readonly BoardPost[], script = ''): string {
  return page(`<h1>Jobs today</h1>${posts.map((post) => article(post, 'h2')).join('')}`, script);
}

export function detailPage(post: BoardPost, script = ''): string {
  return page(article(post, 'h1'), script);
}
