/**
 * Pages, written for the tests, in the ways in which sites show who is signed in. Each holds a reader's name, mail,
 * phone, account, cookie and token around a post. The post repeats some of them. The recruiter's contacts must stay.
 */
export interface Reader {
  name: string;
  first: string;
  last: string;
  email: string;
  /** As the page shows it, and as the post repeats it. */
  phone: string;
  phoneAgain: string;
  account: string;
  number: string;
  cookie: string;
  token: string;
}

export const READERS: readonly Reader[] = [
  ['Nadia', 'Testerova', 'nadia.testerova@mail.example', '+66 81 234 5678', '081-234-5678', 'nadia-testerova-4b2'],
  ['Nguyễn Thị', 'Thử', 'thithu.nguyen@thu.example', '+84 912 345 679', '0912 345 679', 'thithu_nguyen91'],
  ['Wachira', 'Somjaidee', 'w.somjai+jobs@mail.example', '(+254) 712-345-670', '0712345670', 'wachira.s.77'],
  ['Jean-Luc', "O'Testard", 'jl_otestard@poste.example', '+33 6 12 34 56 71', '06.12.34.56.71', 'jltestard-2000'],
  ['小明', '測試', 'xiaoming88@mail.example', '+886 912 345 672', '0912-345-672', 'xiaoming_t88'],
].map(([first = '', last = '', email = '', phone = '', phoneAgain = '', account = ''], index) => ({
  name: /\p{Script=Han}/u.test(last) ? `${last}${first}` : `${first} ${last}`,
  first,
  last,
  email,
  phone,
  phoneAgain,
  account,
  number: `10009${index}7654321`,
  cookie: `c00kie${index}-Planted-9f8e7d6c5b`,
  token: `t0k3n${index}PlantedA1b2C3d4E5f6G7h8`,
}));

export const RECRUITER = {
  telegram: 't.me/hr_goldenlake',
  whatsapp: 'https://wa.me/855971112223',
  phone: '+855 97 111 2223',
  email: 'hr@goldenlake-jobs.example',
  line: 'line.me/ti/p/~goldenlake88',
  site: 'https://goldenlake-jobs.example/apply?vacancy=77',
};

export const OFFER = `Customer service in Poipet, ticket and room paid. Telegram ${RECRUITER.telegram}, WhatsApp ${RECRUITER.whatsapp} or call ${RECRUITER.phone}, mail ${RECRUITER.email}, LINE ${RECRUITER.line}, form ${RECRUITER.site}`;

/** The page around the post, and what of the reader the post itself repeats. */
export interface Planted {
  form: string;
  html: string;
  /** The same without the post, to be put into another page. Parts for its head, before and after what its body has. */
  parts: { head: string; bars: string; body: string };
  /** Text of the post as a finder would read it. */
  text: string;
  contacts: string[];
  url: string;
}

type Form = (r: Reader) => { bars?: string; head?: string; body?: string; line?: string; url?: string };

const FORMS: Record<string, Form> = {
  'photo in a global bar': (r) => ({
    bars: `<header id="global-nav"><nav><a href="/feed/">Home</a><button><img class="global-nav__me-photo" alt="${r.name}"><span>Me</span></button><a href="/in/${r.account}/">View Profile</a></nav></header>`,
    head: `<meta name="user-email" content="${r.email}">`,
    body: `<code style="display:none">{"data":{"viewer":{"phoneNumber":"${r.phone}","plainId":${r.number}}}}</code>`,
    line: `${r.first}, you match this offer.`,
    url: `https://www.linkedin.com/jobs/view/39123/?trk=x&midToken=${r.token}&refId=${r.token}`,
  }),
  'account button with a label': (r) => ({
    bars: `<div role="banner"><div aria-label="Account menu for ${r.name}" class="x1a"><span data-testid="account-email">${r.email}</span><span class="account-phone">${r.phone}</span></div></div>`,
    head: `<script>window.__data = {"currentUser":{"username":"${r.account}","user_id":"${r.number}"}}</script>`,
    line: `Sent to ${r.email.toUpperCase()} and ${r.phoneAgain}.`,
    url: `https://jobs.example/job/39123;jsessionid=${r.token}?id=39123&email=${encodeURIComponent(r.email)}`,
  }),
  'initial data of a social site': (r) => ({
    bars: `<div role="navigation"><a href="/profile.php?id=${r.number}" class="user-link"><img alt="${r.name}'s profile photo"></a></div>`,
    head: `<script>require("CurrentUserInitialData",[],{"ACCOUNT_ID":"${r.number}","NAME":"${r.name}","email":"${r.email}"})</script>`,
    body: `<input type="tel" value="${r.phone}"><input name="username" value="${r.account}">`,
    line: `${r.name} and 3 others are in this group. facebook.com/profile.php?id=${r.number}`,
    url: `https://m.facebook.com/groups/123/permalink/39123/?__cft__[0]=${r.token}&__tn__=R&notif_id=${r.number}`,
  }),
  'handle and name in a side bar': (r) => ({
    bars: `<header role="banner"><div data-testid="SideNav_AccountSwitcher_Button"><div data-testid="user-name">${r.name}</div><div>@${r.account}</div></div></header>`,
    head: `<meta name="user-login" content="${r.account}"><meta name="member-id" content="${r.number}">`,
    body: `<form><input autocomplete="email" value="${r.email}"><input autocomplete="tel" value="${r.phone}"></form>`,
    line: `Replying as @${r.account}`,
    url: `https://x.com/somebody/status/39123?s=20&t=${r.token}`,
  }),
  'greeting and filled-in form inside the post': (r) => ({
    bars: `<div class="topbar"><span class="greeting">Hi, ${r.name}</span></div>`,
    body: `<form class="easy-apply"><input name="fullName" value="${r.name}"><input type="email" value="${r.email}"><input id="phoneNumber" value="${r.phone}"></form><script>self = {"memberId":"${r.number}","handle":"${r.account}"}</script>`,
    line: `Applying as ${r.name} (${r.email}, ${r.phoneAgain})`,
    url: `https://board.example/apply/token/${r.token}/39123?sid=${r.token}`,
  }),
  'signed-in line beside the post': (r) => ({
    bars: `<aside class="sidebar"><div class="user-info"><p class="name">${r.name}</p><p>${r.email}</p><p>${r.phone}</p></div></aside>`,
    body: `<p>Signed in as ${r.name} <a href="/logout">Log out</a></p>`,
    head: `<script>var userInfo = {id: ${r.number}, userName: '${r.account}'}</script>`,
    line: `Dear ${r.last}, see https://goldenlake-jobs.example/track?vacancy=77&uid=${r.number}&token=${r.token}`,
    url: `https://${r.account}:${r.token}@board.example/vacancies/39123#access_token=${r.token}`,
  }),
  'attributes on the root': (r) => ({
    head: `<script type="application/json">{"session_user":{"firstName":"${r.first}","lastName":"${r.last}","emailAddress":"${r.email}","phone":"${r.phone}"}}</script>`,
    bars: `<nav><div class="avatar" title="${r.name}" data-user-id="${r.number}" data-user-name="${r.account}"></div></nav>`,
    line: `Hello ${r.name.toUpperCase()}! session_id=${r.token}`,
    url: `https://board.example/viewjob?jk=39123abc&from=serp&tk=${r.token}&user=${r.account}`,
  }),
  'everything in cookies and fields': (r) => ({
    bars: `<nav class="navbar"><button class="user-menu" aria-label="${r.name}">▾</button></nav>`,
    body: `<input name="email" value="${r.email}"><input name="mobile" value="${r.phone}"><input id="user_name" value="${r.account}"><script>me = {"id": "${r.number}"}</script>`,
    line: `Your code: ${r.cookie}. Bearer eyJhbGciOiJIUzI1NiJ9.${r.token}.abc`,
    url: `https://board.example/(S(${r.token}))/post/39123?utm_source=${r.account}`,
  }),
  'prefilled chat links': (r) => ({
    bars: `<header><div class="profile-card"><a href="/u/${r.account}">${r.name}</a></div></header>`,
    head: `<meta name="user-email" content="${r.email}">`,
    body: `<input type="tel" value="${r.phone}"><div class="account-menu" data-account-id="${r.number}"></div>`,
    line: `https://wa.me/855971112223?text=${encodeURIComponent(`I am ${r.name}, ${r.phone}`)} or mailto:${RECRUITER.email}?body=${encodeURIComponent(r.email)}`,
    url: `https://board.example/posts/${r.email}/39123?ref=${r.token}`,
  }),
  'welcome text in the page': (r) => ({
    bars: `<div id="header"><div class="welcome-box">Welcome back, ${r.name}!</div><span class="user-email">${r.email}</span><span class="user-phone">${r.phone}</span></div>`,
    head: `<script>window.__USER__ = {"username": "${r.account}", "id": ${r.number}}</script>`,
    line: `${r.name}’s match: 98 %. ${r.phoneAgain}`,
    url: `https://board.example/thread?tid=39123&hash=${r.token}&member=${r.number}`,
  }),
};

/** Fifty pages: ten forms, five readers. */
export function plantedPages(): { page: Planted; reader: Reader }[] {
  return Object.entries(FORMS).flatMap(([form, make]) =>
    READERS.map((reader) => {
      const { bars = '', head = '', body = '', line = '', url = '' } = make(reader);
      const text = `${line} ${OFFER} ${reader.account} ${line}`;
      const html = `<!doctype html><html><head><title>Job</title>${head}</head><body>${bars}<main><article id="post"><h2>Typist</h2><p>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</p></article>${body}</main></body></html>`;
      const contacts = [
        RECRUITER.telegram,
        `${RECRUITER.site}&session=${reader.token}`,
        reader.email,
        `@${reader.account}`,
      ];
      return { page: { form, html, parts: { head, bars, body }, text, contacts, url }, reader };
    }),
  );
}
