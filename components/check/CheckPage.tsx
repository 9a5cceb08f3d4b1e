/** The check page: paste a message, read the result, what to ask and where to look up. The text stays on the page. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { CheckResult } from '../../utils/check/check-text.ts';
import { checkBothEnds } from '../../utils/check/check-both-ends.ts';
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
import { headingKey } from './result-key.ts';
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

/** A check that takes longer leads to help meanwhile, in milliseconds. */
const SLOW_CHECK_MS = 4_000;

/** `read`: the part of the text that the result is about. */
type State =
  | { at: 'form' | 'busy' | 'empty' | 'failed' }
  | { at: 'done'; text: string; read: string; result: CheckResult };

export function CheckPage(props: Props): JSX.Element {
  const { t } = useTranslator();
  const [text, setText] = useState(props.text);
  const [ownName, setOwnName] = useState<string | null>(null);
  const [state, setState] = useState<State>({ at: 'form' });
  const [isSlow, setSlow] = useState(false);
  /** What a screen reader says of a result that does not take the focus. */
  const [spoken, setSpoken] = useState('');
  const [feedback, setFeedback] = useState<FeedbackState>('open');
  const result = useRef<HTMLElement>(null);
  const latestRequest = useRef(0);
  const focusNext = useFocusNext();

  const pictures = usePictures(props.pictureClient, props.pictureLanguage ?? null, (found) => {
    const words = textOf(found);
    // A picture without words takes no text away.
    if (words === '') return;
    setText(words);
    void run(null, true, words, true);
  });
  function readPictures(files: readonly Blob[]): void {
    // The result of another text must not stand beside a picture.
    latestRequest.current++;
    setState({ at: 'form' });
    pictures.read(files);
  }
  /** Where no picture had words, the reader typed the text. */
  const isFromPictures = textOf(pictures.pictures) !== '';
  const readPartly = isFromPictures && qualityOf(pictures.pictures) < READ_WELL;

  /** Shows only the result of the latest request. `isRead`: the text was read from pictures. */
  async function run(
    name: string | null,
    focus: boolean,
    checked: string = text,
    isRead: boolean = isFromPictures,
  ): Promise<void> {
    setOwnName(name);
    setSpoken('');
    const requestNumber = ++latestRequest.current;
    if (checked.trim() === '') {
      setState({ at: 'empty' });
      return;
    }
    if (state.at !== 'done' || state.text !== checked) setState({ at: 'busy' });
    try {
      const check = async (words: string): Promise<CheckResult> => props.check(words, name);
      const { read, found } = await (isRead
        ? checkReadText(checked, check).then((result) => ({ read: checked, found: result }))
        : checkBothEnds(checked, check));
      if (requestNumber !== latestRequest.current) return;
      if (focus) focusNext(() => result.current);
      else setSpoken(spokenResult(found));
      setState({ at: 'done', text: checked, read, result: found });
      setFeedback('open');
    } catch {
      if (requestNumber === latestRequest.current) setState({ at: 'failed' });
    }
  }

  function spokenResult(found: CheckResult): string {
    const { level } = found.verdict;
    const word = level === 'none' ? '' : `${t(level === 'danger' ? 'word.danger' : 'word.caution')}: `;
    return `${word}${t(headingKey(found, readPartly))}`;
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
    if (props.pictureFiles !== undefined && props.pictureFiles.length > 0) readPictures(props.pictureFiles);
  }, []);
  useEffect(() => {
    setSlow(false);
    if (state.at !== 'busy') return;
    const timer = setTimeout(() => setSlow(true), SLOW_CHECK_MS);
    return () => clearTimeout(timer);
  }, [state.at]);
  /** The result of another text than the one in the field is hidden: it would be taken for its answer. */
  const done = state.at === 'done' && (state.text === text || state.result.verdict.kind === 'held') ? state : null;

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
        small={done !== null}
        onText={setText}
        onCheck={() => void run(null, true)}
      >
        {props.pictureClient === undefined ? null : <PictureChoice pictures={{ ...pictures, read: readPictures }} />}
      </PasteForm>
      {pictures.pictures.length === 0 ? null : <ReadPictures pictures={pictures.pictures} />}
      {state.at === 'empty' || state.at === 'failed' ? (
        <p class="note caution" role="alert">
          {t(state.at === 'empty' ? 'check.empty' : 'check.failed')}
        </p>
      ) : null}
      <p class="unseen" role="status">
        {isSlow ? t('check.running') : done === null ? '' : spoken}
      </p>
      {state.at === 'failed' || isSlow ? (
        <div class="bar wrap">
          <a class="button" href="help.html" target="_blank">
            {t('ui.get-help')}
          </a>
        </div>
      ) : null}
      {done === null ? null : (
        <section id="result" class="rows wide" tabIndex={-1} ref={result} aria-labelledby="verdict">
          <ResultView
            name={props.name}
            text={done.read}
            result={done.result}
            own={ownName}
            readPartly={readPartly}
            data={props.data}
            today={props.today}
            onOwn={(name) => void run(name, false)}
          />
          {props.feedback === undefined || !isJudged(done.result) ? null : (
            <div class="card">
              <FeedbackChoice
                // A tick counts for the text that was shown with it.
                key={JSON.stringify([done.read, ownName])}
                state={feedback}
                publisher={props.feedback.publisher}
                onPreview={async () =>
                  props.feedback?.onPreview({ text: done.read, result: done.result, own: ownName }) ?? null
                }
                onAnswer={(answer, withText) =>
                  void sendFeedback({ text: done.read, result: done.result }, answer, withText)
                }
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
                onClick={() => props.onReport?.(done.read, done.result, pictures.pictures[0]?.file ?? null)}
              >
                {t('popup.report.this')}
              </button>
            )}
          </div>
        </section>
      )}
      <p class="quiet small">{t('ui.quick-exit.note')}</p>
    </main>
  );
}

/** False for a cry for help and for a text that is too little: neither is judged as an offer. */
function isJudged({ verdict }: CheckResult): boolean {
  return verdict.kind !== 'held' && verdict.kind !== 'too-little';
}
