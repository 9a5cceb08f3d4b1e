/** Which adapters and finders a channel may deliver, and which of their data the worker sends to the page. */
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { AlternativeTextsSchema, parseSites, SiteAdapterSchema } from '../../../utils/sites/adapter-schema.ts';
import type { FinderKnowledge, SiteAdapter } from '../../../utils/sites/adapter.ts';
import { postDetectorRules } from '../../../utils/sites/post-detector-rules.ts';

const LAYOUT = { id: 'card', kind: 'card', root: '.card', fields: { title: [{ css: 'h2' }] }, expect: ['title'] };
const ADAPTER = {
  id: 'board',
  name: 'Board',
  hosts: ['www.board.example', '*.board.example'],
  group: 'job-boards',
  verified: 'page 2026-11',
  layouts: [LAYOUT],
};
const FINDER = {
  layouts: [LAYOUT],
  wall: { title: ['Just a moment'], css: '#captcha, .puzzle', urls: ['/login*'] },
  words: { en: ['salary'] },
  places: ['jobs'],
  against: [],
  hiring: [],
  apply: [],
  employer: [],
  private: ['chat.example/*'],
};

const isAdapter = (changes: object): boolean => v.is(SiteAdapterSchema, { ...ADAPTER, ...changes });
const isLayout = (changes: object): boolean => isAdapter({ layouts: [{ ...LAYOUT, ...changes }] });

describe('an adapter', () => {
  it.each<[string, object]>([
    ['that is not verified', { verified: 'none' }],
    ['that is tested on documented hooks', { verified: 'fixture' }],
    ['that is switched off', { verified: 'off' }],
    ['of a social site with expected pages', { group: 'social', expected: ['/jobs*'] }],
    ['with a wall', { wall: { css: '.wall', title: ['Sign in'], urls: ['/login'] } }],
    ['without layouts', { layouts: [] }],
  ])('%s is taken', (_, changes) => {
    expect(isAdapter(changes)).toBe(true);
  });

  it.each<[string, object]>([
    ['with a name in capitals as its id', { id: 'Board' }],
    ['with an id of 42 letters', { id: 'b'.repeat(42) }],
    ['without a name', { name: '' }],
    ['without hosts', { hosts: [] }],
    ['of a whole top level', { hosts: ['*.example/'] }],
    ['of every host', { hosts: ['*'] }],
    ['of a host with a path', { hosts: ['board.example/jobs'] }],
    ['of another group', { group: 'news' }],
    ['verified at an unknown time', { verified: 'page 2026' }],
    ['verified by words', { verified: 'not off' }],
    ['with a glob that begins with no slash', { expected: ['jobs*'] }],
    ['with a member that nobody knows', { script: 'x' }],
    ['with a wall of a member that nobody knows', { wall: { script: 'x' } }],
  ])('%s is refused', (_, changes) => {
    expect(isAdapter(changes)).toBe(false);
  });

  it.each<[string, object, boolean]>([
    ['of one kind', { kind: 'detail' }, true],
    ['of another kind', { kind: 'list' }, false],
    ['without a root', { root: '' }, false],
    ['with a long root', { root: 'x'.repeat(2001) }, false],
    ['with an unknown field', { fields: { boss: 'h3' } }, false],
    ['that expects an unknown field', { expect: ['boss'] }, false],
    ['with an attribute', { fields: { title: { css: 'a', attr: 'aria-label' } } }, true],
    ['with an attribute that is none', { fields: { title: { css: 'a', attr: 'on click' } } }, false],
    ['with 60 sources', { fields: { title: Array.from({ length: 60 }, () => 'h2') } }, true],
    ['with 61 sources', { fields: { title: Array.from({ length: 61 }, () => 'h2') } }, false],
  ])('with a layout %s: %s', (_, changes, isTaken) => {
    expect(isLayout(changes)).toBe(isTaken);
  });

  it('may name a selector in place of a source, and a source in place of a list', () => {
    const fields = { title: 'h2', company: ['h3', { css: 'h4', strip: 'i' }], text: { css: 'p', cutEnd: [' - more'] } };
    const layouts = [{ ...LAYOUT, fields, link: 'a' }];
    expect(v.parse(SiteAdapterSchema, { ...ADAPTER, layouts }).layouts[0]).toMatchObject({
      fields: {
        title: [{ css: 'h2' }],
        company: [{ css: 'h3' }, { css: 'h4', strip: 'i' }],
        text: [{ css: 'p', cutEnd: [' - more'] }],
      },
      link: [{ css: 'a' }],
    });
  });
});

describe('descriptions of pictures', () => {
  const TEXT = { quotes: ['text that says {}'], describes: ['may be'], words: ['text'] };
  const isTaken = (language: string, changes: object = {}): boolean =>
    v.is(AlternativeTextsSchema, { [language]: { ...TEXT, ...changes } });

  it('are taken by language', () => {
    expect(['th', 'zh-Hans', 'fil'].every((language) => isTaken(language))).toBe(true);
    expect(['x', 'TH', 'zh-1', 'thai-'].some((language) => isTaken(language))).toBe(false);
  });

  it('hold the place of the words once, beside others', () => {
    expect(isTaken('en', { quotes: ['{} is what it says'] })).toBe(true);
    for (const quote of ['{}', 'no words', '{} and {}', '{x} {}'])
      expect(isTaken('en', { quotes: [quote] })).toBe(false);
    for (const member of ['quotes', 'describes', 'words']) expect(isTaken('en', { [member]: [] })).toBe(false);
  });
});

describe('the sites of a channel', () => {
  it('are read whole', () => {
    const sites = { adapters: [ADAPTER], finder: FINDER };
    expect(parseSites(JSON.stringify(sites))).toEqual(sites);
  });

  it('are refused with the place of each fault', () => {
    const sites = { adapters: [{ ...ADAPTER, id: 'A' }], finder: { ...FINDER, places: 7 } };
    expect(() => parseSites(JSON.stringify(sites))).toThrow(
      /^sites\.json: adapters\.0\.id: lower-case words joined by hyphens; finder\.places: /u,
    );
    expect(() => parseSites('7')).toThrow('sites.json: (file): ');
  });
});

describe('the rules for the page', () => {
  const adapters = [
    {
      ...ADAPTER,
      expected: ['/jobs*'],
      wall: { css: '.wall, #login', title: ['Sign In'], urls: ['/auth*'] },
      layouts: [
        { ...LAYOUT, root: 'li.card, .post' },
        { ...LAYOUT, root: '.old', urls: ['/old*'] },
      ],
    },
    { ...ADAPTER, id: 'second' },
  ] as unknown as SiteAdapter[];
  const rulesAt = (path: string, of = adapters) =>
    postDetectorRules(of, FINDER as unknown as FinderKnowledge, `https://www.board.example${path}`);

  it('name the first adapter, the elements of posts at the address, and the walls', () => {
    expect(rulesAt('/jobs/7')).toEqual({
      adapter: 'board',
      roots: ['li.card', '.post', '.card'],
      rootParts: ['li.card', '.post', '.card'],
      shouldShowPosts: true,
      challengeSelectors: ['#captcha', '.puzzle'],
      wallSelectors: ['.wall', '#login'],
      wallTitles: ['just a moment', 'sign in'],
    });
    expect(rulesAt('/old').roots).toContain('.old');
  });

  it.each([
    ['/jobs', true],
    ['/auth/7', true],
    ['/login', true],
    ['/about', false],
  ])('say whether %s should show posts: %s', (path, shouldShowPosts) => {
    expect(rulesAt(path).shouldShowPosts).toBe(shouldShowPosts);
  });

  it('name no adapter on an unknown site', () => {
    expect(rulesAt('/jobs', [])).toMatchObject({ adapter: null, roots: [], wallSelectors: [], shouldShowPosts: false });
  });
});
