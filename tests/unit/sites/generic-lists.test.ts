/** Lists whose marks stand where the finder once took them for something else. */
import { describe, expect, it } from 'vitest';
import { readSites } from '../../../tools/knowledge/sites.ts';
import { findGeneric } from '../../../utils/sites/find-generic.ts';
import { pageOf } from './read-fixture.ts';

const { finder } = await readSites('knowledge');

function postsAt(url: string, html: string) {
  return findGeneric(finder, pageOf(html, url), url).posts.map(({ post }) => post);
}

function repeat(names: readonly string[], card: (name: string, index: number) => string): string {
  return names.map(card).join('');
}

describe('findGeneric on lists', () => {
  it('reads table rows that begin with a number', () => {
    const rows = repeat(
      ['Dairy hand', 'Ferry mate', 'Lab clerk', 'Night cook'],
      (name, index) =>
        `<tr><td>2026-41${index}7</td><td><a href="/jobs/41${index}7/job">${name}</a></td><td>US-OR-Salem</td><td>3/1${index}/2026</td></tr>`,
    );
    const found = postsAt('https://careers.example/jobs/search', `<main><table>${rows}</table></main>`);
    expect(found.map(({ title }) => title)).toEqual(['Dairy hand', 'Ferry mate', 'Lab clerk', 'Night cook']);
  });

  it('reads cards with a badge above the title', () => {
    const cards = repeat(
      ['Baker', 'Welder', 'Porter'],
      (name) =>
        `<li><span>Remote</span><a href="/jobs/north-mill-${name}"><h2>${name}</h2></a><p>North Mill</p><a href="/apply/${name}">Apply now</a></li>`,
    );
    const found = postsAt('https://board.example/', `<h1>Mill jobs</h1><ul>${cards}</ul>`);
    expect(found.map(({ title }) => title)).toEqual(['Baker', 'Welder', 'Porter']);
  });

  it('reads cards that share one title', () => {
    const cards = repeat(
      ['Alder Foods', 'Birch Rail', 'Cedar Bank', 'Dune Hotel'],
      (name, index) =>
        `<li><article><h2><a href="/vagas/caixa/3517${index}/">Operador de caixa</a></h2><p>${name}</p><div>R$ 2.100,00</div><button>Candidatar</button></article></li>`,
    );
    const found = postsAt('https://vagas.example/vagas/caixa', `<h1>Vagas de caixa</h1><ul>${cards}</ul>`);
    expect(found.map(({ title, company }) => `${title}, ${company}`)).toEqual([
      'Operador de caixa, Alder Foods',
      'Operador de caixa, Birch Rail',
      'Operador de caixa, Cedar Bank',
      'Operador de caixa, Dune Hotel',
    ]);
  });

  it('reads title and company from one heading', () => {
    const cards = repeat(
      ['Harbour clerk', 'Crane driver', 'Ship cook'],
      (name, index) =>
        `<li><h2><span class="listing-company-name"><span>New</span> <a href="/jobs/810${index}/">${name}</a><br>Quayside</span></h2><p>Posted: 2 July 2026</p></li>`,
    );
    const [first] = postsAt('https://port.example/jobs/', `<h1>Port jobs</h1><ol>${cards}</ol>`);
    expect([first?.title, first?.company]).toEqual(['Harbour clerk', 'Quayside']);
  });

  it('reads cards whose links lead to subdomains of the board', () => {
    const cards = repeat(
      ['Alder', 'Birch', 'Cedar', 'Dune'],
      (name, index) =>
        `<li><a href="https://${name}.board.example/job/eyJqb2JJZCI6MTA4NDQ0OT${index}sInNvdXJj"><div>${name} Ltda</div><h3>Auxiliar ${name}</h3><p>Belo Horizonte - MG</p><p>Presencial</p></a></li>`,
    );
    const found = postsAt('https://portal.board.example/job-search/', `<h1>Vagas de emprego</h1><ul>${cards}</ul>`);
    expect(found).toHaveLength(4);
  });
});
