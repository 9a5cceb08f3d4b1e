/** The check page: paste a message, read the result, what to ask and where to look up. The text stays on the page. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { CheckResult } from '../../utils/check/check-text.ts';
import { checkReadText } from '../../utils/check/check-read-text.ts';
import type { MessageKey } from '../../utils/i18n/messages.ts';
import type { FeedbackAnswer } from '../../utils/report/feedback-answer.ts';
import { FeedbackChoice, type FeedbackState } from '../reasons/FeedbackChoice.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { useFocusNext } from '../ui/use-focus.ts';
import { useTranslator } from '../translator.ts';
import type { CheckData } from './check-data.ts';
import type { PictureClient } from '../../utils/picture-reader/picture-client.ts';
import { READ_WELL } from '../../utils/picture/reading-quality.ts';
import { PasteForm } from './PasteForm.tsx';
import { PictureChoice } from './PictureChoice.tsx';
import { ReadPictures } from './ReadPictures.tsx';
import { qualityOf, textOf, usePictures } from './use-pictures.ts';
import { ResultView } from './ResultView.tsx';

interface Props {
  name: string;
  /** The organisation that manages this browser, or null. */
  organisation: string | null;
  /** Text handed over from elsewhere, checked at once; '' for none. */
  text: string;
  /** A text was handed over but could not be read. */
  lost: boolean;
  data: CheckData;
  /** `YYYY-MM-DD` */
  today: string;
  /** @param ownName sender name of the reader, or null */
  check: (text: string, ownName: string | null) => Promise<CheckResult>;
  /** Absent where reports are not possible. `picture`: the first one that was read. */
  onReport?: ((text: string, result: CheckResult, picture: Blob | null) => void) | undefined;
  /** Asks "Was this right?"; absent where the reader is not asked. */
  feedback?: FeedbackRequest | undefined;
  onQuickExit: () => void;
  /** Reads pictures; absent where that is not possible. */
  pictureClient?: PictureClient | undefined;
  /** Language (BCP 47) of pictures, or null: found from each picture. */
  pictureLanguage?: string | null;
  /** Pictures handed over from elsewhere, read at once. */
  pictureFiles?: readonly Blob[];
  /** Message below the result, e.g. that this page has no list. */
  note?: MessageKey | undefined;
}

interface CheckedPost {
  text: string;
  result: CheckResult;
  /** Sender name of the reader in a pasted chat, or null. */
  own: string | null;
}

export interface FeedbackRequest {
  /** Who gets the answer. */
  publisher: string;
  /** What an answer sends with the text ticked; null where that cannot be said. */
  onPreview: (post: CheckedPost) => Promise<string | null>;
  onAnswer: (post: CheckedPost, answer: FeedbackAnswer, withText: boolean) => Promise<FeedbackState>;
}

type State = { at: 'form' | 'busy' | 'empty' | 'failed' } | { at: 'done'; text: string; result: CheckResult };

export function CheckPage(props: Props): JSX.Element {
  const { t } = useTranslator();
  const [text, setText] = useState(props.text);
  const [ownName, setOwnName] = useState<string | null>(null);
  const [state, setState] = useState<State>({ at: 'form' });
  const [feedback, setFeedback] = useState<FeedbackState>('open');
  const result = useRef<HTMLElement>(null);
  const latestRequest = useRef(0);
  const focusNext = useFocusNext();

  const pictures = usePictures(props.pictureClient, props.pictureLanguage ?? null, (found) => {
    const words = textOf(found);
    setText(words);
    if (words !== '') void run(null, true, words, true);
  });
  const readPartly = pictures.pictures.length > 0 && qualityOf(pictures.pictures) < READ_WELL;

  /** Shows only the result of the latest request. `isRead`: the text was read from pictures. */
  async function run(
    name: string | null,
    focus: boolean,
    checked: string = text,
    isRead: boolean = pictures.pictures.length > 0,
  ): Promise<void> {
    setOwnName(name);
    if (checked.trim() === '') {
      setState({ at: 'empty' });
      return;
    }
    const requestNumber = ++latestRequest.current;
    if (state.at !== 'done') setState({ at: 'busy' });
    try {
      const check = async (words: string): Promise<CheckResult> => props.check(words, name);
      const found = await (isRead ? checkReadText(checked, check) : check(checked));
      if (requestNumber !== latestRequest.current) return;
      if (focus) focusNext(() => result.current);
      setState({ at: 'done', text: checked, result: found });
      setFeedback('open');
    } catch {
      if (requestNumber === latestRequest.current) setState({ at: 'failed' });
    }
  }

  async function sendFeedback(
    post: { text: string; result: CheckResult },
    answer: FeedbackAnswer,
    withText: boolean,
  ): Promise<void> {
    setFeedback('sending');
    const sent = props.feedback
      ?.onAnswer({ ...post, own: ownName }, answer, withText)
      .catch((): FeedbackState => 'failed');
    setFeedback((await sent) ?? 'failed');
  }

  function reset(): void {
    latestRequest.current++;
    setText('');
    pictures.clear();
    setOwnName(null);
    setState({ at: 'form' });
    focusNext(() => document.getElementById('message'));
  }

  useEffect(() => {
    if (props.text !== '') void run(null, false);
    if (props.pictureFiles !== undefined && props.pictureFiles.length > 0) pictures.read(props.pictureFiles);
  }, []);

  return (
    <main class="column wide">
      <PageHead name={props.name} organisation={props.organisation} onQuickExit={props.onQuickExit} />
      <h1>{t('check.title')}</h1>
      {props.lost ? (
        <p class="note caution" role="status">
          {t('check.lost')}
        </p>
      ) : null}
      <PasteForm
        text={text}
        busy={state.at === 'busy'}
        small={state.at === 'done'}
        onText={setText}
        onCheck={() => void run(null, true)}
      >
        {props.pictureClient === undefined ? null : <PictureChoice pictures={pictures} />}
      </PasteForm>
      {pictures.pictures.length === 0 ? null : <ReadPictures pictures={pictures.pictures} />}
      {state.at === 'empty' || state.at === 'failed' ? (
        <p class="note caution" role="alert">
          {t(state.at === 'empty' ? 'check.empty' : 'check.failed')}
        </p>
      ) : null}
      {state.at === 'failed' ? (
        <div class="bar wrap">
          <a class="button" href="help.html" target="_blank">
            {t('ui.get-help')}
          </a>
        </div>
      ) : null}
      {state.at === 'done' ? (
        <section id="result" class="rows wide" tabIndex={-1} ref={result} aria-labelledby="verdict">
          <ResultView
            name={props.name}
            text={state.text}
            result={state.result}
            own={ownName}
            readPartly={readPartly}
            data={props.data}
            today={props.today}
            onOwn={(name) => void run(name, false)}
          />
          {props.feedback === undefined || !isJudged(state.result) ? null : (
            <div class="card">
              <FeedbackChoice
                // A tick counts for the text that was shown with it.
                key={JSON.stringify([state.text, ownName])}
                state={feedback}
                publisher={props.feedback.publisher}
                onPreview={async () => props.feedback?.onPreview({ ...state, own: ownName }) ?? null}
                onAnswer={(answer, withText) => void sendFeedback(state, answer, withText)}
              />
            </div>
          )}
          {props.note === undefined ? null : <p class="quiet">{t(props.note)}</p>}
          <div class="bar wrap">
            <button type="button" id="again" onClick={reset}>
              {t('check.again')}
            </button>
            {props.onReport === undefined ? null : (
              <button
                type="button"
                id="report"
                onClick={() => props.onReport?.(state.text, state.result, pictures.pictures[0]?.file ?? null)}
              >
                {t('popup.report.this')}
              </button>
            )}
          </div>
        </section>
      ) : null}
      <p class="quiet small">{t('ui.quick-exit.note')}</p>
    </main>
  );
}

/** False for a cry for help and for a text that is too little: neither is judged as an offer. */
function isJudged({ verdict }: CheckResult): boolean {
  return verdict.kind !== 'held' && verdict.kind !== 'too-little';
}
