import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { collectReaderData } from '../../../utils/report/collect-reader-data.ts';
import type { ReaderData } from '../../../utils/report/reader-data.ts';

const NOTHING: ReaderData = { names: [], emails: [], phones: [], accounts: [], secrets: [] };

function readerOf(body: string, url = 'https://www.board.example/jobs', root = ''): ReaderData {
  const { document } = new JSDOM(`<!doctype html><html ${root}><body>${body}</body></html>`, { url }).window;
  return collectReaderData(document, document.querySelector('#post'), '');
}

const bar = (inside: string): ReaderData => readerOf(`<header>${inside}</header>`);

describe('pictures in the bars of a site', () => {
  it('tell the reader’s name by their text, when it has two words', () => {
    expect(bar('<img alt="Nadia Testerova" src="/a.jpg">')).toEqual({ ...NOTHING, names: ['Nadia Testerova'] });
    expect(bar('<img alt="Nadia" src="/a.jpg">')).toEqual(NOTHING);
    expect(bar('<img alt="Nadia Testerova">').names).toEqual(['Nadia Testerova']);
  });

  it('tell nothing when they are logos, flags or icons', () => {
    for (const source of ['/logo.png', '/flags/th.png', '/icons/x.png', '/brand.jpg', '/BANNER.jpg', '/x.svg'])
      expect(bar(`<img alt="Golden Lake" src="${source}">`), source).toEqual(NOTHING);
  });

  it('tell nothing outside the bars, or beside a recruiter', () => {
    expect(readerOf('<div><img alt="Lin Chan" src="/a.jpg"></div>')).toEqual(NOTHING);
    expect(bar('<div class="recruiter"><img alt="Lin Chan" src="/a.jpg"></div>')).toEqual(NOTHING);
  });

  it('are read inside an account element, also when drawn otherwise', () => {
    expect(bar('<div class="account"><img alt="Nadia" src="/a.jpg"></div>').names).toEqual(['Nadia']);
    expect(bar('<div class="account"><i role="img" aria-label="Nadia"></i></div>').names).toEqual(['Nadia']);
    const six = ['Anna', 'Bina', 'Cora', 'Dina', 'Edda', 'Fina'].map(
      (name) => `<i role="img" aria-label="${name}"></i>`,
    );
    expect(bar(`<div class="account">${six.join('')}</div>`).names).toHaveLength(5);
  });
});

describe('profile links in the bars of a site', () => {
  const linkTo = (href: string, url?: string): string[] =>
    readerOf(`<nav><a href="${href}">Home</a></nav>`, url).accounts;

  it('name the reader’s account on the same site, under any of its hosts', () => {
    expect(linkTo('/in/nadia-4b2')).toEqual(['nadia-4b2']);
    expect(linkTo('https://m.board.example/u/nadia-4b2')).toEqual(['nadia-4b2']);
    expect(linkTo('https://board.example/@nadia')).toEqual(['nadia']);
    expect(linkTo('/profile.php?sk=about&id=10009765')).toEqual(['10009765']);
  });

  it('name nobody on another site, also on one with the same end', () => {
    expect(linkTo('https://social.example/in/golden-lake')).toEqual([]);
    expect(linkTo('https://notboard.example/in/golden-lake')).toEqual([]);
    expect(linkTo('https://board.example.evil.invalid/in/golden-lake')).toEqual([]);
    expect(linkTo('http://[/in/golden-lake')).toEqual([]);
  });

  it('name nobody where they lead to a page of the site', () => {
    for (const page of ['edit', 'settings', 'login', 'sign-in', 'jobs', 'messages', 'notification'])
      expect(linkTo(`/profile/${page}`), page).toEqual([]);
    expect(linkTo('/in/nad')).toEqual([]);
    expect(linkTo('/jobs/nadia-4b2')).toEqual([]);
  });

  it('name nobody on a page without an address', () => {
    const { document } = new JSDOM('<nav><a href="/in/nadia-4b2">Nadia</a></nav>').window;
    expect(collectReaderData(document, null, '')).toEqual(NOTHING);
  });

  it('give the name in their text', () => {
    expect(readerOf('<nav><a href="/in/nadia-4b2">Nadia</a></nav>').names).toEqual(['Nadia']);
  });

  it('outside the bars count only where their hint is sure', () => {
    expect(readerOf('<a class="my-profile" href="/in/nadia-4b2">x</a>').accounts).toEqual(['nadia-4b2']);
    expect(readerOf('<a class="profile" href="/in/lin-chan">x</a>').accounts).toEqual([]);
    expect(readerOf('<aside><a class="profile" href="/in/lin-chan">x</a></aside>').accounts).toEqual([]);
  });
});

describe('an account element', () => {
  it('gives its addresses, handles and phones', () => {
    expect(bar('<div class="account">n@mail.example <b>@nadia.t</b> <i>+66 81 234 5678</i></div>')).toEqual({
      ...NOTHING,
      emails: ['n@mail.example'],
      accounts: ['nadia.t'],
      phones: ['+66 81 234 5678'],
    });
  });

  it('is not read where it holds a list or a long text', () => {
    const many = (count: number): string => `<div class="account">${'<b>n@mail.example</b>'.repeat(count)}</div>`;
    expect(bar(many(12)).emails).toEqual(['n@mail.example']);
    expect(bar(many(13))).toEqual(NOTHING);
    expect(bar(`<div class="account">n@mail.example ${'x'.repeat(300)}</div>`)).toEqual(NOTHING);
  });

  it('is read up to 300 letters, and a line about who is signed in within the first 300,000 of a page', () => {
    const long = (units: number): string => `n@mail.example ${'x'.repeat(units - 15)}`;
    expect(bar(`<div class="account">${long(300)}</div>`).emails).toEqual(['n@mail.example']);
    expect(bar(`<div class="account">${long(301)}</div>`).emails).toEqual([]);
    const after = (units: number): string[] => readerOf(`${' '.repeat(units)}Signed in as Nadia Testerova`).names;
    expect(after(299_900)).toEqual(['Nadia Testerova']);
    expect(after(300_000)).toEqual([]);
  });

  it('is one of the first four hundred, so that a hostile page cannot keep the reader waiting', () => {
    const after = (count: number): string[] =>
      bar(`${'<i class="account"></i>'.repeat(count)}<div class="account">n@mail.example</div>`).emails;
    expect(after(399)).toEqual(['n@mail.example']);
    expect(after(400)).toEqual([]);
  });

  it('gives a name of several parts, and one word in several parts only where it is surely a name', () => {
    expect(bar('<div class="account-name">Nadia <b>Testerova</b></div>').names).toEqual(['Nadia Testerova']);
    expect(bar('<div class="account-name"><b>Nadia</b> <i>2 jobs</i></div>').names).toEqual([]);
    expect(bar('<div class="account"><b>Nadia Testerova</b> <i>2 jobs</i></div>').names).toEqual(['Nadia Testerova']);
  });

  it('gives its label, whether it is a label, a title or a text in place of a picture', () => {
    for (const name of ['aria-label', 'title', 'alt'])
      expect(bar(`<div class="account" ${name}="Nadia Testerova"></div>`).names, name).toEqual(['Nadia Testerova']);
  });

  it('gives one word only where a name stands, or in a script without capitals', () => {
    expect(bar('<div class="account-name">Nadia</div>').names).toEqual(['Nadia']);
    expect(bar('<div class="avatar">Nadia</div>').names).toEqual([]);
    expect(bar('<div class="avatar" title="Nadia"></div>').names).toEqual([]);
    expect(bar('<div class="avatar" title="小明"></div>').names).toEqual(['小明']);
  });

  it('gives its data attributes, up to 120 UTF-16 units', () => {
    const reader = bar(
      '<div class="avatar" data-user-id="10009765" data-login="nadia-4b2" data-count="20008765"></div>',
    );
    expect(reader).toEqual({ ...NOTHING, accounts: ['10009765', 'nadia-4b2'] });
    const long = (units: number): string => `n@mail.example${' '.repeat(units - 14)}`;
    expect(bar(`<div class="avatar" data-email="${long(120)}"></div>`).emails).toEqual(['n@mail.example']);
    expect(bar(`<div class="avatar" data-email="${long(121)}"></div>`).emails).toEqual([]);
  });

  it('gives nothing of its scripts and styles', () => {
    expect(bar('<div class="account"><style>n@mail.example</style><script>"n@mail.example"</script></div>')).toEqual(
      NOTHING,
    );
  });

  it('is somebody else’s in the content, in lists of side bars and around the post', () => {
    const account = '<div class="user-info">n@mail.example</div>';
    expect(readerOf(account).emails).toEqual(['n@mail.example']);
    expect(readerOf(`<aside>${account}</aside>`).emails).toEqual(['n@mail.example']);
    for (const [start, end] of [
      ['<main>', '</main>'],
      ['<div role="feed">', '</div>'],
      ['<aside><ul><li>', '</li></ul></aside>'],
      ['<div data-test="job-poster">', '</div>'],
      ['<div id="post">', '</div>'],
    ])
      expect(readerOf(`${start}${account}${end}`), start).toEqual(NOTHING);
    expect(readerOf('<div class="user-info">n@mail.example<p id="post"></p></div>')).toEqual(NOTHING);
    expect(readerOf(`<nav><ul><li>${account}</li></ul></nav>`).emails).toEqual(['n@mail.example']);
  });
});

describe('fields that are filled in', () => {
  it('belong to the reader by their type, their name or their purpose', () => {
    for (const field of ['type="email"', 'name="e-mail"', 'id="mail" autocomplete="email"', 'aria-label="Your e-mail"'])
      expect(readerOf(`<input ${field} value=" n@mail.example ">`).emails, field).toEqual(['n@mail.example']);
    expect(readerOf('<input type="tel" value="081-234-5678">').phones).toEqual(['081-234-5678']);
    expect(readerOf('<input type="hidden" name="first_name" value="Nadia">').names).toEqual(['Nadia']);
    expect(readerOf('<input name="name" value="Nadia">').names).toEqual(['Nadia']);
  });

  it('tell nothing of the reader where they belong to a job, a search or a company', () => {
    for (const name of ['companyEmail', 'recruiter_name', 'job-name', 'searchName', 'contact_email', 'toEmail'])
      expect(readerOf(`<input name="${name}" value="lin@lake.example">`), name).toEqual(NOTHING);
    expect(readerOf('<input name="title" value="Nadia Testerova">')).toEqual(NOTHING);
    expect(readerOf('<input name="rename" value="Nadia Testerova">')).toEqual(NOTHING);
  });

  it('tell nothing when they are passwords, ticks, too short or too long', () => {
    expect(readerOf('<input type="password" name="email" value="n@mail.example">')).toEqual(NOTHING);
    expect(readerOf('<input type="checkbox" name="email" value="n@mail.example">')).toEqual(NOTHING);
    expect(readerOf('<input name="name" value="N">')).toEqual(NOTHING);
    const long = (units: number): string => `${'n'.repeat(units - 13)}@mail.example`;
    expect(readerOf(`<input name="email" value="${'x '.repeat(53)}${long(14)}">`).emails).toEqual(['n@mail.example']);
    expect(readerOf(`<input name="email" value="${'x '.repeat(54)}${long(14)}">`).emails).toEqual([]);
  });
});

describe('meta data and the root of a page', () => {
  it('name the reader, but no agent, app or verification', () => {
    expect(readerOf('<meta name="user-login" content="nadia-4b2">').accounts).toEqual(['nadia-4b2']);
    expect(readerOf('<meta property="member:email" content="n@mail.example">').emails).toEqual(['n@mail.example']);
    for (const name of ['user-agent', 'app-account', 'google-account', 'viewer-style', 'description'])
      expect(readerOf(`<meta name="${name}" content="nadia-4b2">`), name).toEqual(NOTHING);
  });

  it('name the reader in data attributes of the root and the body', () => {
    expect(readerOf('', undefined, 'data-user-id="10009765" data-theme="20008765"').accounts).toEqual(['10009765']);
    expect(readerOf('', undefined, 'x-data-user="nadia-4b2"')).toEqual(NOTHING);
    const { document } = new JSDOM('<body data-viewer="nadia-4b2" class="user">').window;
    expect(collectReaderData(document, null, '').accounts).toEqual(['nadia-4b2']);
  });
});

describe('a line that says who is signed in', () => {
  it('gives the longest name at its start', () => {
    expect(readerOf('<p>Signed in as Nadia Testerova Log out</p>').names).toEqual(['Nadia Testerova']);
    expect(readerOf('<p>Welcome back, Nadia!</p>').names).toEqual(['Nadia']);
    expect(readerOf('<p>登录为：小明</p>').names).toEqual(['小明']);
  });

  it('gives a name with wide gaps between its words', () => {
    expect(readerOf('<p>Signed in as Nadia  van  der  Test</p>').names).toEqual(['Nadia van der Test']);
  });

  it('gives an address', () => {
    expect(readerOf('<p>Logged in as n@mail.example</p>')).toEqual({ ...NOTHING, emails: ['n@mail.example'] });
  });

  it('ends at a bracket, a bar or a line break', () => {
    for (const end of ['(', '|', '\n'])
      expect(readerOf(`<p>Signed in as Nadia ${end} Lin Chan</p>`).names).toEqual(['Nadia']);
  });
});
