/**
 * Pages in the structure and size of real sites, with invented text. A LinkedIn list (logged out), a Facebook group, a
 * news page, and an empty feed.
 */
export const LURE =
  'Customer support for an online company. USD 1,500 a month and commission, no experience needed, only basic typing. Free air ticket, visa, room and meals, all on the company. Enter on a tourist visa, our driver meets you at the airport in Bangkok and takes you on to Mae Sot. No interview, you fly this Friday. Telegram only: @bkk_dream_team';

const JOBS = ['Cook', 'Waiter', 'Welder', 'Nurse', 'Teacher', 'Driver', 'Clerk', 'Carpenter'];
const TOWNS = ['Penang', 'Ipoh', 'Cebu', 'Leeds', 'Lyon', 'Porto', 'Gdansk', 'Hanoi'];
const WORDS =
  'We look for a colleague in our team. Five days a week, two shifts, paid by the month with a contract. You need a year of practice and good English. We meet you twice before you start. Social security and ten days of leave. Write to the office with your papers.';

const job = (at: number): string => `${JOBS[at % JOBS.length]} ${at}`;
const town = (at: number): string => TOWNS[(at >> 3) % TOWNS.length] ?? '';

/** Elements and hidden data like those that sites put around their posts. */
function weight(elements: number, hidden: number): string {
  const menu = Array.from(
    { length: elements / 4 },
    (_, at) => `<li class="menu-${at % 9}"><a href="/m/${at}"><span>Topic ${at}</span></a><i></i></li>`,
  ).join('');
  return `<ul class="menu" style="max-height:200px;overflow:hidden">${menu}</ul><code style="display:none">{"data":"${'x'.repeat(hidden)}"}</code>`;
}

const shell = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title><style>body{font:15px/1.4 sans-serif;margin:20px}li,article{padding:6px}</style></head><body>${body}</body></html>`;

export function linkedinCard(at: number, text = ''): string {
  return `<li><div class="base-card base-search-card job-search-card" data-entity-urn="urn:li:jobPosting:${at}"><a class="base-card__full-link" href="https://www.linkedin.com/jobs/view/${at}"><span class="sr-only">${job(at)}</span></a><div class="search-entity-media"><img alt=""></div><div class="base-search-card__info"><h3 class="base-search-card__title">${job(at)}</h3><h4 class="base-search-card__subtitle"><a class="hidden-nested-link" href="https://www.linkedin.com/company/c${at}">Company ${at}</a></h4><div class="base-search-card__metadata"><span class="job-search-card__location">${town(at)}</span><p>${text}</p><time>2 days ago</time></div></div></div></li>`;
}

export function linkedinList(cards: number): string {
  const list = Array.from({ length: cards }, (_, at) => linkedinCard(at)).join('');
  return shell(
    'Jobs',
    `<header>LinkedIn</header><main><h1>1,000 jobs</h1><ul class="jobs-search__results-list">${list}</ul></main>${weight(3000, 400_000)}`,
  );
}

export function facebookPost(at: number, text = `${job(at)} wanted in ${town(at)}. ${WORDS}`): string {
  const wrap = '<div class="x1n2onr6"><div class="x1ja2u2z">';
  const scrambled = '<span class="x1"><span>3</span><span>t</span><span>h</span></span>'.repeat(8);
  return `<div><div aria-posinset="${at + 1}" class="x1a">${wrap}${'<div>Facebook</div>'.repeat(33)}<h3 data-ad-rendering-role="profile_name"><a role="link" href="/user/${at}">Person ${at}</a></h3>${scrambled}<div data-ad-rendering-role="story_message" data-ad-preview="message"><div dir="auto">${text} Post ${at}.</div></div></div></div></div></div>`;
}

export function facebookGroup(posts: number): string {
  const feed = Array.from({ length: posts }, (_, at) => facebookPost(at)).join('');
  return shell('Group', `<div role="main"><div role="feed">${feed}</div></div>${weight(3000, 400_000)}`);
}

export function newsPage(): string {
  const story = 'The council met on Monday and spoke about the new bridge over the river. '.repeat(12);
  return shell(
    'News of the day',
    `<header>The Paper</header><main><article><h1>The bridge</h1>${`<p>${story}</p>`.repeat(12)}</article></main>${weight(1200, 0)}`,
  );
}

/** A page with an empty feed. */
export function emptyFeed(): string {
  return shell('Group', '<div role="main"><div role="feed"></div></div>');
}
