/** Every state of the check page, in the extension and on the web. The texts are made up, their results are the engine's. */
import type { ComponentProps } from 'preact';
import { CheckPage } from '../../../components/check/CheckPage.tsx';
import { Site } from '../../../web/Site.tsx';
import { LISTED_ACCOUNT } from './example-posts.ts';
import { doNothing, type GalleryState, type GalleryStates } from './gallery-state.ts';

const LURE = `🔥 URGENT HIRING 🔥 Customer chat agents, USD 1,500 a month + commission
No experience, only typing. Free air ticket, visa and room, all on the company.
You land in Bangkok, our driver takes you to Mae Sot and over the river. Enter on a tourist visa.
No interview, you fly this Friday! Telegram only: @bkk_dream_team`;
const UNSURE = `Online sales staff for Dubai. No experience needed, 1,200 USD a month, free room. Write to us on WhatsApp.`;
const TASKS = `Earn 300 USD a day at home! Like videos and write reviews, only a phone needed.
Pay a deposit of 50 USDT to unlock the VIP tasks, you get it back with the commission. Message me on Telegram.`;
const HONEST = `The Old Mill seeks a kitchen helper in Penang. Six evenings a week, MYR 2,100 a month, meals on shift.
Two weeks of paid leave, EPF and SOCSO. Come for an interview at 12 Beach Street on Monday.`;
const NEWS = `The embassy warns of job offers in Myawaddy. Police rescued 40 people who were lured with free tickets
and forced to cheat others. Do not accept offers that bring you to Mae Sot without a work permit.`;
const LISTED = `Guest relations officer, MYR 4,200. Write to our recruiter on Telegram: @${LISTED_ACCOUNT}`;
const CHAT = [
  '[12/03/2024, 14:10:00] HR Anna: Hello dear, I saw your profile.',
  '[12/03/2024, 14:11:00] Nok: What is the job?',
  '[12/03/2024, 14:12:00] HR Anna: You chat with foreign customers from ready scripts.',
  '[12/03/2024, 14:13:00] HR Anna: You land in Bangkok, our driver takes you on to Mae Sot.',
  '[12/03/2024, 14:14:00] HR Anna: Tourist visa, free ticket and room. No interview, you fly this Friday.',
  '[12/03/2024, 14:15:00] Nok: สวัสดีค่ะ ขอคิดดูก่อน',
].join('\n');
/** What never ends, and what has no place to break. */
const HOSTILE = `${'เ'.repeat(30)}${'A'.repeat(400)}\u202e ${'😀'.repeat(80)}\n\n\n${LURE}`;

const NO_DATA = { questions: null, help: null, outlines: null, hasList: null };

type Changes = Partial<ComponentProps<typeof CheckPage>>;

function check(changes: Changes = {}, steps: NonNullable<GalleryState['steps']> = []): GalleryState {
  return {
    steps,
    draw: (data) => (
      <CheckPage
        name="JobLantern"
        organisation={null}
        text=""
        isTextLost={false}
        data={data}
        today="2026-11-25"
        check={data.check}
        onReport={doNothing}
        onQuickExit={doNothing}
        {...changes}
      />
    ),
  };
}

const never = new Promise<never>(doNothing);
const result = (text: string, changes: Changes = {}, steps: NonNullable<GalleryState['steps']> = []): GalleryState => ({
  ...check({ text, ...changes }, steps),
  until: '#result',
});

/** As if the text went on beyond what is read. */
const cutOff = (state: GalleryState): GalleryState => ({
  ...state,
  draw: (data) =>
    state.draw({ ...data, check: async (text, own) => ({ ...(await data.check(text, own)), truncated: true }) }),
});

/** A brand's look-alike, a short link and a messenger link. */
const BARE_LINKS = 'https://amaz0n-jobs-hiring.xyz https://bit.ly/3xYz t.me/bkk_dream_team';
const HELD = 'please help us we are 4 people in compound in myawaddy they took passport';

const HELD_UNPLACED = 'please help me i cannot leave they took my passport and beat us';
const HELD_CAMBODIA = 'please help us we are 4 people in compound in sihanoukville they took passport';

const FEEDBACK: NonNullable<Changes['feedback']> = {
  publisher: 'Example Shelter',
  onPreview: async ({ text }) => text,
  onAnswer: async () => 'sent',
};

export const CHECK_STATES: GalleryStates = {
  start: check(),
  lost: check({ isTextLost: true }),
  empty: check({}, ['#check']),
  busy: check({ text: LURE, check: () => never }),
  failed: check({ text: LURE, check: () => Promise.reject(new Error('no answer')) }),
  lure: result(LURE),
  'lure-unread-data': result(LURE, { data: NO_DATA }),
  feedback: result(LURE, { feedback: FEEDBACK }),
  'feedback-text': result(LURE, { feedback: FEEDBACK }, ['[role="checkbox"]']),
  'feedback-sent': result(LURE, { feedback: FEEDBACK }, ['[data-answer="right"]']),
  unsure: result(UNSURE),
  tasks: result(TASKS),
  none: result(HONEST),
  held: result(HELD),
  'held-passport': result(HELD, {}, [['#held-from', 'PH']]),
  'held-unplaced': result(HELD_UNPLACED),
  'held-cambodia': result(HELD_CAMBODIA),
  'too-little': result(BARE_LINKS),
  news: result(NEWS),
  listed: result(LISTED),
  cut: cutOff(result(HONEST)),
  chat: result(CHAT),
  'chat-own': result(CHAT, {}, [['#own', 'Nok']]),
  'licence-known': result(LURE, {}, [['#licence-country', 'PH']]),
  'licence-unknown': result(LURE, {}, [['#licence-country', 'MM']]),
  'card-saved': result(LURE, {}, ['#save-text', '#card summary']),
  hostile: result(HOSTILE),
};

const web = (state: GalleryState): GalleryState => ({
  ...state,
  draw: (data) => (
    <Site translator={data.translator} page="check">
      {state.draw(data)}
    </Site>
  ),
});

/** The same page as a web site, where no report can be made and no list is known. */
export const WEB_STATES: GalleryStates = {
  start: web(check({ onReport: undefined, note: 'web.list' })),
  lure: web(result(LURE, { onReport: undefined, note: 'web.list' })),
  none: web(result(HONEST, { onReport: undefined, note: 'web.list' })),
};
