/** Cries for help inside texts that are too long to be one, and the look-alikes beside which they must stay silent. */
import { describe, expect, it } from 'vitest';
import { readCryRows, UNSEEN_CRY_BATCHES } from '../../../tools/lab/fit-held/read-cries.ts';
import { readRows } from '../../../tools/eval/rows.ts';
import { checkText } from '../../../utils/check/check-text.ts';
import { findCry, holdsCry } from '../../../utils/check/find-cry.ts';
import { readTextFacts } from '../../../utils/check/text-facts.ts';
import { analyse, conclude } from '../../../utils/detect/analyse.ts';
import { knowledge } from '../detect/project-knowledge.ts';

const CRY = 'please help us we are 4 people in compound in myawaddy they took passport and beat us';
/** No messenger copies a chat in this form. */
const TALK = [
  'mum > did you get the parcel, it should have come on Tuesday',
  'me > yes it is here, thanks, the boots fit',
  'mum > the neighbour mowed our lawn again, bring him the jam when you come',
  'me > will do, the train is at ten past six',
  'mum > your aunt asks if you still have the recipe for the plum cake',
  'me > it is in the blue folder in the kitchen, second shelf',
  'mum > found it. we are eight on Sunday, so bring the folding chairs',
  'me > ok. can I leave the bike in the shed over the winter',
  'mum > of course, but lock it, and take the old one to the dump please',
];
const LONG_TALK = `${TALK.join('\n')}\n${TALK.toReversed().join('\n')}`;

const NEWS = `Police said on Thursday that 61 people were rescued from a scam compound near Myawaddy and taken across the river to Mae Sot.
The victims told reporters that they were lured by fake job offers on social media and forced to defraud strangers for up to 17 hours a day.

One of them had sent a message to his sister in March: "${CRY}". She showed it to the embassy, which alerted the authorities.

Officials warn young people not to accept offers of work abroad that come by chat. Human trafficking networks promise high pay, the ministry
said in a statement, and the victims are held until their families pay a ransom. Investigators arrested three suspects last week.
According to the United Nations, tens of thousands of people are trapped in such compounds along the border, and few are ever rescued.
The spokesman said that the survivors would be questioned and then flown home, and that their families had been told.
Rights groups have called on the government to treat everybody who was forced to work in a compound as a victim of trafficking.`;

const check = (text: string) =>
  checkText(text, null, {
    judgePosts: async (posts) => posts.map((each) => conclude(analyse(each, knowledge), [], '2026-12-01')),
    readFacts: async (pasted) => readTextFacts(pasted, knowledge),
    holdsCry: async (texts) => holdsCry(texts, knowledge),
  });

describe('a cry for help in a long text', () => {
  it.each([
    { where: 'at its beginning', text: `${CRY}\n${LONG_TALK}` },
    { where: 'in its middle', text: `${LONG_TALK}\nme > ${CRY}\n${LONG_TALK}` },
    { where: 'at its end', text: `${LONG_TALK}\nme > ${CRY}` },
  ])('is seen $where, in a format that is not known', async ({ text }) => {
    const { style, verdict, marks } = await check(text);
    expect({ style, verdict, marks }).toMatchObject({
      style: null,
      verdict: { level: 'none', kind: 'held', reasons: [] },
      marks: [],
    });
  });

  it('is seen where one person spread it over many messages of a chat', async () => {
    const words = [
      'they lock us in',
      'a compound in myawaddy',
      'took our passport',
      'they beat us',
      'please help us, tell the embassy',
    ];
    const lines = [...TALK.map((line) => line.slice(5)), ...words].map(
      (line, minute) => `[12/03/2024, 14:${10 + minute}:00] Dao: ${line}`,
    );
    const other = TALK.map((line, minute) => `[12/03/2024, 15:${10 + minute}:00] Ken: ${line.slice(5)}`);
    const filler = TALK.map((line, minute) => `[12/03/2024, 13:${10 + minute}:00] Dao: ${line.slice(5)}`);
    expect((await check([...filler, ...other, ...lines].join('\n'))).verdict.kind).toBe('held');
  });

  it('is not seen in talk without one, in news that quote one, or in a pay dispute', async () => {
    const dispute =
      'boss has not paid us since May and says wait until the buyer pays, we want to report the company to the labour office\n';
    for (const text of [LONG_TALK, NEWS, `${LONG_TALK}\n${NEWS}`, dispute + LONG_TALK, dispute.repeat(9)])
      expect((await check(text)).verdict.kind).not.toBe('held');
  });

  it('leaves texts of up to 900 letters to the model of short texts', () => {
    expect(findCry(`${CRY}\n${LONG_TALK}`.slice(0, 900), knowledge)).toBeNull();
  });

  it('names the stretch that holds it', () => {
    const text = `${LONG_TALK}\nme > ${CRY}\n${LONG_TALK}`;
    const { start, end } = findCry(text, knowledge)!;
    expect(text.slice(start, end)).toContain('they took passport');
    expect(end - start).toBeLessThan(600);
  });
});

describe('cries of writers who had seen nothing, between everyday texts', async () => {
  const cries = (await readCryRows('knowledge/held/corpus')).filter(({ batch }) => UNSEEN_CRY_BATCHES.has(batch));
  const posts = await readRows('knowledge/corpus');
  const languages = [...new Set(cries.map(({ lang }) => lang))];
  const PER_LANGUAGE = 6;
  /** The share of texts of at least `letters`, made of rows, in which a cry is found. */
  function share(labels: readonly string[], inserted: 'held' | 'other' | null, letters = 1_500): number {
    const made = languages.flatMap((lang) => {
      const filler = posts
        .filter((row) => row.lang === lang && labels.includes(row.label))
        .map(({ post }) => post.text);
      const own = cries.filter((row) => row.lang === lang && row.label === inserted);
      return Array.from({ length: PER_LANGUAGE }, (_, turn) => {
        const parts: string[] = [];
        for (let at = turn * 37; parts.join('\n').length < letters; at += 11) parts.push(filler[at % filler.length]!);
        if (inserted !== null) parts.splice(turn % parts.length, 0, own[(turn * 5) % own.length]!.text);
        return parts.join('\n');
      });
    });
    return made.filter((text) => findCry(text, knowledge) !== null).length / made.length;
  }

  it('are found in two of five', () => {
    expect(share(['other'], 'held')).toBeGreaterThanOrEqual(0.4);
  });

  it.each([
    { name: 'everyday texts', labels: ['other'], inserted: null, most: 0.01 },
    { name: 'honest offers', labels: ['legit'], inserted: null, most: 0.01 },
    // Some of these rows are cries of relatives
    { name: 'news and warnings', labels: ['warning'], inserted: null, most: 0.04 },
    { name: 'look-alikes between everyday texts', labels: ['other'], inserted: 'other' as const, most: 0.03 },
  ])('are hardly seen in $name', ({ labels, inserted, most }) => {
    expect(share(labels, inserted)).toBeLessThanOrEqual(most);
  });
});
