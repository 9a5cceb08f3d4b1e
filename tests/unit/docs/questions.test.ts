/** Ten questions of each newcomer: the answer is within two clicks from the README. */
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { headingAnchor } from '../../../tools/docs/heading-anchor.ts';

/** Question as the reader's page states it, and words that its answer must have. */
const QUESTIONS: Record<string, readonly [question: string, answer: RegExp][]> = {
  'docs/reader/index.md': [
    ['How do I get it?', /Load unpacked/u],
    ['Can I check a message from a chat?', /paste it into the popup/u],
    ['What leaves my device?', /A report, when you send it/u],
    ['What stays on my device, and how do I erase it?', /Erase all of it now/u],
    ['Which sites are read?', /LinkedIn/u],
    ['Why does it ask for these permissions?', /`activeTab`/u],
    ['Does it read my private chats?', /does not read private chats/u],
    ['What happens to a report that I send?', /decide whether to list/u],
    ['Does it work on a phone?', /Firefox for Android/u],
    ['No warning: is the offer safe?', /does not mean that the offer is safe/u],
    ['Somebody is held: whom do I call?', /country where\s+somebody is and on their passport/u],
    ['Can I use it by keyboard or with a screen reader?', /keyboard alone/u],
    ['Somebody listed me, and it is wrong', /free of charge/u],
  ],
  'docs/publisher/index.md': [
    ['How do I list a recruiter?', /channel init/u],
    ['How do reports reach us?', /relay serve/u],
    ['How do I give out a build with our name?', /brand -- build/u],
    ['Who may be listed, and on what evidence?', /survivor/u],
    ['A key is lost or stolen: what now?', /channel recover/u],
    ['How is a wrong listing withdrawn?', /channel withdraw/u],
    ['What must be done every day?', /channel refresh/u],
    ['What does the host of a list cost?', /GB|TB/u],
    ['How do I exchange lists with partners?', /STIX/u],
    ['How do I install it on many computers?', /policy/iu],
    ['What does data protection ask of us?', /assessment/iu],
    ['How does it get into the stores?', /Chrome Web Store/u],
  ],
  'docs/moderator/index.md': [
    ['How do I set up the desk?', /passphrase/u],
    ['What do I do every day?', /queue/iu],
    ['What can I not do alone?', /colleague|second/iu],
    ['Why does a name wait?', /days/u],
    ['How does a decision reach the publisher?', /channel add/u],
    ['Somebody disputes a listing: what now?', /dispute/iu],
    ['What does the reporter learn?', /code/u],
    ['How do two moderators share one log?', /log/u],
    ['Who may be listed?', /Never listed/u],
    ['What can false reports do?', /report/u],
  ],
  'docs/contributor/index.md': [
    ['How do I add a phrase in Lao?', /knowledge -- try/u],
    ['How do I add a hotline?', /called/u],
    ['How do I add a site?', /fixture/u],
    ['How do I translate, or read a language through?', /languages -- --new/u],
    ['How do I change the code and see it at once?', /npm run dev/u],
    ['Which folder does what?', /utils\/detect|detect/u],
    ['How does a post become a warning?', /verdict/u],
    ['What does this word mean?', /indicator/u],
    ['Which commands are there?', /npm run -s check/u],
    ['How do the browsers differ?', /Firefox/u],
    ['Where does the corpus come from?', /Motivation/u],
    ['How do we treat each other?', /respect|kind/iu],
  ],
  'docs/reports/index.md': [
    ['Who attacks, and what holds?', /closed shadow root/u],
    ['What does not hold?', /audited/u],
    ['How well are posts judged?', /job-scam/u],
    ['What is known to be missing?', /Nobody has called/u],
    ['Which permissions does it ask for, and why?', /`scripting`/u],
    ['What leaves the device?', /Fetching the list/u],
    ['What can a hostile page do?', /not read/u],
    ['What does the signed channel withstand?', /roll/iu],
    ['What can false reports do?', /flood|limit/iu],
    ['Who sees what at the relay?', /sealed/u],
    ['How strong are the tests?', /score/iu],
    ['How do I report a vulnerability?', /private/u],
  ],
};

/** The addresses that a document links to, by the text of the link. */
function linksOf(path: string): Map<string, string> {
  const text = readFileSync(path, 'utf8');
  return new Map(
    [...text.matchAll(/\[([^\]]+)\]\(([^)\s]+)\)/gu)].map(([, label = '', to = '']) => [
      label,
      normalize(join(dirname(path), to)),
    ]),
  );
}

/** The section under an anchor up to the next heading of its level, or the whole document. */
function readAnswer(target: string): string {
  const [path = '', anchor] = target.split('#');
  const text = readFileSync(path, 'utf8');
  if (anchor === undefined) return text;
  const sections = text.split(/^(?=#{1,6} )/mu);
  const at = sections.findIndex(
    (section) => headingAnchor(section.split('\n')[0]?.replace(/^#+ +/u, '') ?? '') === anchor,
  );
  expect(at, `${target} has no such heading`).toBeGreaterThanOrEqual(0);
  const level = /^#+/u.exec(sections[at] ?? '')?.[0].length ?? 0;
  const end = sections.findIndex((section, index) => index > at && (/^#+/u.exec(section)?.[0].length ?? 9) <= level);
  return sections.slice(at, end < 0 ? undefined : end).join('');
}

describe.each(Object.entries(QUESTIONS))('%s', (page, questions) => {
  it('is one click from the README and has ten questions or more', () => {
    expect([...linksOf('README.md').values()]).toContain(page);
    expect(questions.length).toBeGreaterThanOrEqual(10);
  });

  it.each(questions)('answers "%s" in one click more', (question, answer) => {
    const target = linksOf(page).get(question);
    expect(target, `${page} does not ask "${question}"`).toBeDefined();
    expect(readAnswer(target ?? '')).toMatch(answer);
  });
});
