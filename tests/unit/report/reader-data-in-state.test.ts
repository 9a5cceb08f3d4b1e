import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import type { ReaderData } from '../../../utils/report/reader-data.ts';
import { ReaderDataCollector } from '../../../utils/report/reader-data-collector.ts';
import { collectFromState } from '../../../utils/report/reader-data-in-state.ts';

/** What the head of a page and its cookies tell of the reader. */
function stateOf(head: string, cookies = ''): ReaderData {
  const { document } = new JSDOM(`<!doctype html><html><head>${head}</head><body></body></html>`).window;
  const found = new ReaderDataCollector();
  collectFromState(document, cookies, found);
  return found.toReaderData();
}

const scriptOf = (members: string): ReaderData => stateOf(`<script>var currentUser = {${members}}</script>`);
const NOTHING: ReaderData = { names: [], emails: [], phones: [], accounts: [], secrets: [] };

describe('the state of a page', () => {
  it.each([
    ['firstName', 'lastName'],
    ['first_name', 'last_name'],
    ['given_name', 'family_name'],
    ['givenName', 'familyName'],
    ['FIRSTNAME', 'LASTNAME'],
  ])('joins %s and %s to one name', (first, last) => {
    expect(scriptOf(`"${first}":"Nadia","${last}":"Testerova"`).names).toEqual(['Nadia Testerova']);
  });

  it('ends with the reader’s object: the next one may be the recruiter’s', () => {
    const script = (text: string): ReaderData => stateOf(`<script>${text}</script>`);
    const recruiter = 'var recruiter = {"email":"lin@lake.example","name":"Lin Chan"};';
    expect(script(`var currentUser = {"id":"10009765"}; ${recruiter}`)).toEqual({ ...NOTHING, accounts: ['10009765'] });
    expect(script(`var currentUser = {"a":{"b":1},"email":"n@mail.example"}; ${recruiter}`)).toEqual({
      ...NOTHING,
      emails: ['n@mail.example'],
    });
  });

  it('adds the surname first, without a space, only in Chinese and Korean', () => {
    expect(scriptOf('"firstName":"小明","lastName":"測試"').names).toEqual(['小明 測試', '測試小明']);
    expect(scriptOf('"firstName":"민준","lastName":"김"').names).toEqual(['민준 김', '김민준']);
    expect(scriptOf('"firstName":"Nadia","lastName":"Testerova"').names).toEqual(['Nadia Testerova']);
  });

  it('takes no name from a first or last name alone', () => {
    expect(scriptOf('"firstName":"Nadia"')).toEqual(NOTHING);
    expect(scriptOf('"lastName":"Testerova"')).toEqual(NOTHING);
  });

  it('takes the whole name under each of its keys', () => {
    for (const key of ['name', 'fullName', 'full_name', 'display_name', 'displayName'])
      expect(scriptOf(`"${key}":"Nadia"`), key).toEqual({ ...NOTHING, names: ['Nadia'] });
    expect(scriptOf('"short_name":"Nadia"')).toEqual(NOTHING);
  });

  it('takes e-mail addresses, phones and accounts under their keys', () => {
    for (const key of ['email', 'e-mail', 'emailAddress', 'email_address'])
      expect(scriptOf(`"${key}":"n@mail.example"`), key).toEqual({ ...NOTHING, emails: ['n@mail.example'] });
    for (const key of ['phone', 'phoneNumber', 'mobile'])
      expect(scriptOf(`"${key}":"+66 81 234 5678"`), key).toEqual({ ...NOTHING, phones: ['+66 81 234 5678'] });
    for (const key of ['userName', 'login', 'handle', 'publicIdentifier', 'screen_name'])
      expect(scriptOf(`"${key}":"nadia"`), key).toEqual({ ...NOTHING, accounts: ['nadia'] });
    for (const key of ['id', 'userId', 'member_id', 'account_id', 'plainId'])
      expect(scriptOf(`"${key}":"u:10009"`), key).toEqual({ ...NOTHING, accounts: ['u:10009'] });
  });

  it('leaves out values that do not have the form of their key', () => {
    expect(scriptOf('"phone":"on request"')).toEqual(NOTHING);
    expect(scriptOf('"phone":"1234567"')).toEqual(NOTHING);
    expect(scriptOf('"handle":"nad"')).toEqual(NOTHING);
    expect(scriptOf('"handle":"nadia t"')).toEqual(NOTHING);
    expect(scriptOf('"handle":"nadia!"')).toEqual(NOTHING);
    expect(scriptOf('"id":"1234"')).toEqual(NOTHING);
    expect(scriptOf('"id":"#12345"')).toEqual(NOTHING);
    expect(scriptOf('"id":"12345#"')).toEqual(NOTHING);
    expect(scriptOf('"email":"  "')).toEqual(NOTHING);
  });

  it('takes the first value of a key, since later ones belong to other people', () => {
    expect(scriptOf('"name":"","name":"Nadia","company":{"name":"Golden Lake"}').names).toEqual(['Nadia']);
  });

  it('reads the object of the reader to its end, and no further', () => {
    const { names, accounts } = stateOf(
      `<script>window.__data = {"currentUser":{"photo":{"id":"10001"},"name":"Nadia"},"author":{"name":"Lin","id":"20002"}}</script>`,
    );
    expect({ names, accounts }).toEqual({ names: ['Nadia'], accounts: ['10001'] });
    // An object that was cut off ends after 1,200 UTF-16 units.
    const cut = `"name":"Nadia",${' '.repeat(1_300)}"email":"n@mail.example"`;
    expect(stateOf(`<script>var currentUser = {${cut}</script>`)).toEqual({ ...NOTHING, names: ['Nadia'] });
  });

  it('takes values in single quotes and with escapes', () => {
    expect(scriptOf(`userName: 'nadia-4b2'`).accounts).toEqual(['nadia-4b2']);
    expect(scriptOf(String.raw`"name":"Nguy\u1ec5n Th\u1eed"`).names).toEqual(['Nguyễn Thử']);
    expect(scriptOf(String.raw`"handle":"nadia\x2d4"`).accounts).toEqual([]);
  });

  it('knows who is signed in from who is named in a post', () => {
    for (const key of ['currentUser', 'current_member', 'viewer', 'loggedInUser', 'session_user', 'me', 'jobSeeker'])
      expect(stateOf(`<script>{"${key}":{"name":"Nadia"}}</script>`).names, key).toEqual(['Nadia']);
    for (const key of ['user', 'author', 'recruiter', 'company', 'theme', 'reviewer'])
      expect(stateOf(`<script>{"${key}":{"name":"Nadia"}}</script>`), key).toEqual(NOTHING);
    expect(stateOf('<script>window.user = {"name":"Nadia"}</script>').names).toEqual(['Nadia']);
  });

  it('reads scripts in the page and hidden JSON, and neither files nor what is shown', () => {
    const json = '{"viewer":{"name":"Nadia"}}';
    expect(stateOf(`<code style="display:none">${json}</code>`).names).toEqual(['Nadia']);
    expect(stateOf(`<textarea hidden>${json}</textarea>`).names).toEqual(['Nadia']);
    expect(stateOf(`<script src="a.js">${json}</script><code>${json}</code><textarea>${json}</textarea>`)).toEqual(
      NOTHING,
    );
  });

  it('reads the first two million UTF-16 units of a page’s scripts', () => {
    const reader = '<script>{"viewer":{"name":"Nadia"}}</script>';
    const filler = (units: number): string => `<script>${' '.repeat(units)}</script>`;
    expect(stateOf(filler(1_900_000) + reader).names).toEqual(['Nadia']);
    expect(stateOf(filler(2_000_000) + reader)).toEqual(NOTHING);
    const inOne = (units: number) => stateOf(`<script>${' '.repeat(units)}{"viewer":{"name":"Nadia"}}</script>`);
    expect(inOne(1_900_000).names).toEqual(['Nadia']);
    expect(inOne(2_000_000)).toEqual(NOTHING);
  });
});

describe('the cookies of a page', () => {
  it.each([
    ['eight signs with a digit', 'a=k3yvalue', ['k3yvalue']],
    ['eight letters, small ones before capital ones', 'a=keyValue', ['keyValue']],
    ['500 signs', `a=${'k3'.repeat(250)}`, ['k3'.repeat(250)]],
    ['quotes around it', 'a="k3yvalue"', ['k3yvalue', '"k3yvalue"']],
    ['percent signs', 'a=k3y%2Fvalue', ['k3y/value', 'k3y%2Fvalue']],
    ['percent signs that encode nothing', 'a=k3y%value', ['k3y%value']],
    ['an equals sign in it', 'a=k3yvalue=', ['k3yvalue=']],
    ['spaces around it', ' a = k3yvalue ', ['k3yvalue']],
    ['two of them', 'a=k3yvalue; b=k4yvalue', ['k3yvalue', 'k4yvalue']],
  ])('holds a key: %s', (_case, cookies, secrets) => {
    expect(stateOf('', cookies)).toEqual({ ...NOTHING, secrets });
  });

  it.each([
    ['seven signs', 'a=k3yvalu'],
    ['four signs', 'a=k3yv'],
    ['a word', 'city=Thailand'],
    ['words with a digit', 'city=Thailand%2077'],
    ['no value', 'k3yvalue'],
    ['no cookie', ''],
    ['more than 500 signs, with spaces', `a=${'k3 '.repeat(200)}`],
  ])('holds no key: %s', (_case, cookies) => {
    expect(stateOf('', cookies)).toEqual(NOTHING);
  });

  it('takes a number for an account where its name says so, and never for a key', () => {
    for (const name of ['user_id', 'MEMBER', 'account', 'uid'])
      expect(stateOf('', `${name}=10009765`), name).toEqual({ ...NOTHING, accounts: ['10009765'] });
    expect(stateOf('', 'visits=10009765')).toEqual(NOTHING);
    expect(stateOf('', 'user=1234')).toEqual(NOTHING);
  });

  it('finds the addresses and the members in a value', () => {
    expect(stateOf('', `a=n%40mail.example`)).toMatchObject({ emails: ['n@mail.example'] });
    expect(stateOf('', `a=${encodeURIComponent('{"name":"Nadia","id":"10009"}')}`)).toMatchObject({
      names: ['Nadia'],
      accounts: ['10009'],
    });
    expect(stateOf('', `a=${encodeURIComponent('x{"name":"Nadia"}')}`).names).toEqual([]);
  });
});
