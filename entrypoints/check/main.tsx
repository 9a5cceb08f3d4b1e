/** The check page: the background judges the pasted text with its knowledge and lists, and keeps nothing of it. */
import { dayOf } from '../../utils/indicators/day-number.ts';
import { render } from 'preact';
import * as v from 'valibot';
import '../../components/ui/page.css';
import '../../components/help/help.css';
import '../../components/check/check.css';
import type { CheckData } from '../../components/check/check-data.ts';
import type { FeedbackRequest } from '../../components/check/CheckFeedback.tsx';
import { CheckPage } from '../../components/check/CheckPage.tsx';
import { TranslatorContext } from '../../components/translator.ts';
import type { CheckResult } from '../../utils/check/check-text.ts';
import { MapOutlinesSchema } from '../../utils/check/map-outlines.ts';
import { PICTURE_HASH_PREFIX } from '../../utils/check/picture-hash-prefix.ts';
import { postFromText } from '../../utils/check/post-from-text.ts';
import { QuestionsSchema } from '../../utils/check/questions.ts';
import { createPictureClient } from '../../utils/picture-reader/picture-client.ts';
import { sendMessage } from '../../utils/messaging/page-messages.ts';
import { quickExit } from '../../utils/pages/quick-exit.ts';
import { HelpSchema } from '../../utils/model/help.ts';
import { forgetOnLeave } from '../../utils/pages/forget-on-leave.ts';
import { readKnowledge } from '../../utils/pages/read-knowledge.ts';
import { readPackaged } from '../../utils/pages/read-packaged.ts';
import { startPage } from '../../utils/pages/start-page.ts';
import { redrawPicture } from '../../utils/picture-reader/redraw-picture.ts';
import { PICTURE_LIMITS, toReportPicture, type ReportPicture } from '../../utils/report/report-picture.ts';
import { takeHanded } from './take-handed.ts';
import { takePicture } from './take-picture.ts';

const fragment = window.location.hash.slice(1);
const isPicture = fragment.startsWith(PICTURE_HASH_PREFIX);
const nonce = isPicture ? fragment.slice(PICTURE_HASH_PREFIX.length) : fragment;
// A text is given out once: neither a reload nor the history shows it again.
if (nonce !== '') window.history.replaceState(null, '', window.location.pathname);
const handed = nonce === '' ? null : await takeHanded(() => sendMessage('check.take', { nonce }));
/** Chromium opens this page in an ordinary window also from a private one. */
const isPrivate = handed?.private ?? false;
const pastedText = isPicture ? null : handed;
const handedPicture = isPicture ? await takePicture(handed?.text ?? null) : null;
let context = await startPage('check.title', (next) => {
  context = next;
  draw();
});
forgetOnLeave();
let data: CheckData = { questions: null, help: null, outlines: null, hasList: null };
const pictureClient = createPictureClient(() => new Worker('/picture-worker.js'));
/** For tests and the command line: `check.html?picture-language=th`. */
const pictureLanguage = new URLSearchParams(window.location.search).get('picture-language');

let asksFeedback = false;

const previewFeedback: FeedbackRequest['onPreview'] = async ({ text, result: { verdict }, own }) =>
  (await sendMessage('feedback.preview', { post: postFromText(text), verdict, own }))?.text ?? null;

const sendFeedback: FeedbackRequest['onAnswer'] = async ({ text, result: { verdict }, own }, answer, withText) =>
  (
    await sendMessage('feedback.send', {
      post: postFromText(text),
      verdict,
      answer,
      withText,
      own,
      private: isPrivate,
    })
  ).state;

/** The picture drawn anew for a report, or null when that fails: the reader can still add it there. */
async function reportPicture(file: Blob): Promise<ReportPicture | null> {
  try {
    return toReportPicture((await redrawPicture(file, [], PICTURE_LIMITS)).jpeg);
  } catch {
    return null;
  }
}

async function report(text: string, { verdict }: CheckResult, file: Blob | null): Promise<void> {
  const picture = file === null ? null : await reportPicture(file);
  const request = { post: postFromText(text), verdict, wrong: false, private: isPrivate };
  await sendMessage('report.open', picture === null ? request : { ...request, picture });
}

function draw(): void {
  const { translator, brand, policy } = context;
  render(
    <TranslatorContext.Provider value={translator}>
      <CheckPage
        name={brand.name}
        organisation={policy.organisation}
        text={pastedText?.text ?? ''}
        isTextLost={(pastedText !== null && pastedText.text === null) || (isPicture && handedPicture === null)}
        data={data}
        today={dayOf(Date.now())}
        check={(text, own) => sendMessage('check.text', { text, own })}
        pictureClient={pictureClient}
        pictureLanguage={pictureLanguage}
        pictureFiles={handedPicture === null ? [] : [handedPicture]}
        onReport={(text, result, picture) => void report(text, result, picture)}
        feedback={
          asksFeedback ? { publisher: brand.publisher, onPreview: previewFeedback, onAnswer: sendFeedback } : undefined
        }
        onQuickExit={() => void quickExit()}
      />
    </TranslatorContext.Provider>,
    document.body,
  );
}

draw();
function addData(more: Partial<CheckData>): void {
  data = { ...data, ...more };
  draw();
}

async function readFeedbackSetting(): Promise<void> {
  ({ asks: asksFeedback } = await sendMessage('feedback.get', null));
  draw();
}

await Promise.all([
  readFeedbackSetting(),
  readKnowledge('questions.json', QuestionsSchema, (questions) => addData({ questions })),
  readKnowledge('help.json', HelpSchema, (help) => addData({ help })),
  sendMessage('channels.list', null).then(({ channels }) =>
    addData({ hasList: channels.some(({ state }) => state.version !== null) }),
  ),
  readPackaged('map.json', (json) => v.parse(MapOutlinesSchema, json)).then((outlines) => addData({ outlines })),
]);
// Makes the background load its knowledge while the reader pastes.
void sendMessage('check.text', { text: '', own: null });
