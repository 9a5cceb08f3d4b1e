/**
 * What a partner's file does not give to the public. In every spelling, and also where its marking is not understood.
 */
import { describe, expect, it } from 'vitest';
import { parseMisp } from '../../../hub/partners/misp.ts';
import { parsePartnerCsv } from '../../../hub/partners/partner-csv.ts';
import type { PartnerFile } from '../../../hub/partners/partner-file.ts';
import { parseStix } from '../../../hub/partners/stix.ts';

const UUID = '11111111-2222-4333-8444-555555555555';
const restrictionIn = ({ indicators, skipped }: PartnerFile): string | null | undefined => {
  expect(skipped).toEqual([]);
  expect(indicators).toHaveLength(1);
  return indicators[0]?.restriction;
};

describe('the tlp cell of a table', () => {
  const of = (cell: string) =>
    restrictionIn(parsePartnerCsv(`kind,value,category,tlp\ntelegram,gold_hr88,trafficking,"${cell}"\n`, 'x.csv'));

  it.each(['', ' ', 'TLP:CLEAR', 'tlp:white', 'Clear', 'TLP: WHITE', 'tlp-clear', 'ＴＬＰ：ＣＬＥＡＲ'])(
    '%j lets the row through',
    (cell) => {
      expect(of(cell)).toBeNull();
    },
  );

  it.each([
    ['RED', 'TLP:RED'],
    ['TLP RED', 'TLP:RED'],
    ['Amber', 'TLP:AMBER'],
    ['tlp:amber+strict', 'TLP:AMBER+STRICT'],
    ['tlp:green', 'TLP:GREEN'],
    ['tlp:', '"tlp:"'],
    ['police only', '"police only"'],
    ['not clear', '"not clear"'],
    ['cl ear', '"cl ear"'],
  ])('%j keeps the row from the public', (cell, restriction) => {
    expect(of(cell)).toBe(restriction);
  });
});

describe('the markings of STIX', () => {
  const MARKING = `marking-definition--${UUID}`;
  const RED = 'marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed';
  const WHITE = 'marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9';
  const of = (indicator: object, definition?: object) => {
    const time = '2026-10-01T08:00:00.000Z';
    const whole = {
      type: 'indicator',
      spec_version: '2.1',
      id: `indicator--${UUID}`,
      created: time,
      modified: time,
      valid_from: time,
      pattern_type: 'stix',
      pattern: "[domain-name:value = 'a-example.com']",
      ...indicator,
    };
    const markings = definition === undefined ? [] : [{ type: 'marking-definition', id: MARKING, ...definition }];
    return restrictionIn(
      parseStix(JSON.stringify({ type: 'bundle', id: `bundle--${UUID}`, objects: [whole, ...markings] })),
    );
  };
  const TLP_2 = 'extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d';

  it('let through what is clear, white or only has a language', () => {
    expect(of({})).toBeNull();
    expect(of({ object_marking_refs: [WHITE, 'marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487'] })).toBeNull();
    expect(of({ object_marking_refs: [MARKING] }, { definition_type: 'tlp', definition: { tlp: 'white' } })).toBeNull();
    expect(of({ object_marking_refs: [MARKING] }, { extensions: { [TLP_2]: { tlp_2_0: 'clear' } } })).toBeNull();
    expect(of({ granular_markings: [{ lang: 'en', selectors: ['name'] }] })).toBeNull();
    expect(of({ labels: ['tlp:clear'] })).toBeNull();
  });

  it('of a colour’s own id need no words, as OpenCTI writes them', () => {
    const named = (id: string, name: string) => of({ object_marking_refs: [id] }, { id, name, definition_type: 'TLP' });
    expect(named(WHITE, 'TLP:CLEAR')).toBeNull();
    expect(named(RED, 'TLP:CLEAR')).toBe('TLP:RED');
    expect(named(MARKING, 'TLP:CLEAR')).toBe(`"${MARKING}"`);
    expect(of({ object_marking_refs: [WHITE] }, { id: WHITE, definition: { tlp: 'red' } })).toBe('TLP:RED');
  });

  it('count on a part of the object', () => {
    expect(of({ granular_markings: [{ marking_ref: RED, selectors: ['pattern'] }] })).toBe('TLP:RED');
    expect(of({ granular_markings: [{ selectors: ['pattern'] }] })).toBe('"granular_markings"');
    expect(of({ granular_markings: [{ marking_ref: RED, lang: 'en', selectors: ['pattern'] }] })).toBe('TLP:RED');
  });

  it('count under an id of their own', () => {
    const marked = { object_marking_refs: [WHITE, MARKING] };
    expect(of(marked, { definition_type: 'tlp', definition: { tlp: 'red' } })).toBe('TLP:RED');
    expect(of(marked, { extensions: { [TLP_2]: { tlp_2_0: 'amber+strict' } } })).toBe('TLP:AMBER+STRICT');
    const statement = 'Not for publication. Police use only.';
    expect(of(marked, { definition_type: 'statement', definition: { statement } })).toBe(`"${statement}"`);
    const long = { definition_type: 'statement', definition: { statement: 'x'.repeat(300) } };
    expect(of(marked, long)).toBe(`"${'x'.repeat(200)}"`);
  });

  it('forbid publication when nobody can tell what they mean', () => {
    const marked = { object_marking_refs: [MARKING] };
    expect(of(marked)).toBe(`"${MARKING}"`);
    expect(of(marked, { definition_type: 'iep', definition: { iep: 'x' } })).toBe(`"${MARKING}"`);
    expect(of(marked, {})).toBe(`"${MARKING}"`);
    for (const tlp of ['', ' ', 5]) expect(of(marked, { definition: { tlp } })).toBe(`"${MARKING}"`);
    expect(of({ object_marking_refs: [RED.toUpperCase().replace('MARKING-DEFINITION', 'marking-definition')] })).toBe(
      'TLP:RED',
    );
    expect(of({ labels: ['TLP:ex:chr'] })).toBe('"TLP:ex:chr"');
  });
});

describe('the tags and the distribution of MISP', () => {
  const of = (attribute: object, object: object | null = null, event: object = {}) => {
    const whole = { type: 'domain', value: 'a-example.com', to_ids: true, ...attribute };
    const inside =
      object === null ? { Attribute: [whole] } : { Object: [{ name: 'x', Attribute: [whole], ...object }] };
    return restrictionIn(parseMisp(JSON.stringify({ Event: { uuid: UUID, info: 'x', ...inside, ...event } })));
  };
  const tag = (...names: string[]) => ({ Tag: names.map((name) => ({ name })) });

  it('let through what is clear, or goes to all servers', () => {
    expect(of({})).toBeNull();
    expect(of(tag('tlp:clear', 'osint', 'atlp:red'), null, tag('TLP: WHITE', ' tlp:clear '))).toBeNull();
    expect(of({ distribution: '5' }, { distribution: 5 }, { distribution: '3' })).toBeNull();
    expect(of({}, null, { ...tag('tlp:clear'), distribution: '0' })).toBeNull();
  });

  it.each([
    ['TLP: RED', 'TLP:RED'],
    ['tlp:ex:chr', '"tlp:ex:chr"'],
    ['tlp="amber"', 'TLP:AMBER'],
    [`tlp:"'red'"`, 'TLP:RED'],
    [' tlp:ex:chr ', '"tlp:ex:chr"'],
    ['sharing:tlp:red', '"sharing:tlp:red"'],
    ['tlp:unclear', '"tlp:unclear"'],
  ])('the tag %j counts on attribute, object and event', (name, restriction) => {
    expect(of(tag('tlp:clear', name))).toBe(restriction);
    expect(of({}, tag(name))).toBe(restriction);
    expect(of(tag('tlp:clear'), null, tag(name))).toBe(restriction);
  });

  it('a distribution to some servers counts where no tag is clear', () => {
    for (const distribution of ['0', '1', '2', '4', 0, 'x']) {
      expect(of({ distribution })).toBe(`distribution ${distribution}`);
      expect(of({}, { distribution })).toBe(`distribution ${distribution}`);
      expect(of({}, null, { distribution })).toBe(`distribution ${distribution}`);
    }
    expect(of({ distribution: '0' }, null, tag('tlp:clear'))).toBe('distribution 0');
  });
});
