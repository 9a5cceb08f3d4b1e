/** The check page: paste a message, read the result, what to ask and where to look up. The text stays on the page. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { CheckResult } from '../../utils/check/check-text.ts';
import type { MessageKey } from '../../utils/i18n/messages.ts';
import type { PictureClient } from '../../utils/picture-reader/picture-client.ts';
import type { FeedbackState } from '../reasons/FeedbackChoice.tsx';
import { useTranslator } from '../translator.ts';
import { PageHead } from '../ui/PageHead.tsx';
import { useFocusNext } from '../ui/use-focus.ts';
import type { CheckData } from './check-data.ts';
import { CheckFeedback, type FeedbackRequest } from './CheckFeedback.tsx';
import { CheckNotices } from './CheckNotices.tsx';
import { PasteForm } from './PasteForm.tsx';
import { PictureChoice } from './PictureChoice.tsx';
import { ReadPictures } from './ReadPictures.tsx';
import { headingKey } from './result-key.ts';
import { ResultSection } from './ResultSection.tsx';
import { ResultView } from './ResultView.tsx';
import { useCheck, type CheckRequest } from './use-check.ts';
import { useCheckInput } from './use-check-input.ts';

interface Props {
  name: string;
  /** The organisation that manages this browser, or null. */
  organisation: string | null;
  /** Text handed over from elsewhere, checked at once; '' for none. */
  text: string;
  /** A text was handed over but could not be read. */
  isTextLost: boolean;
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

export function CheckPage(props: Props): JSX.Element {
  const { t } = useTranslator();
  /** What a screen reader says of a result that does not take the focus. */
  const [spoken, setSpoken] = useState('');
  const [feedback, setFeedback] = useState<FeedbackState>('open');
  const section = useRef<HTMLElement>(null);
  const focusNext = useFocusNext();

  const check = useCheck(props.check, (result, takesFocus) => {
    if (takesFocus) focusNext(() => section.current);
    else setSpoken(spokenResult(result));
    setFeedback('open');
  });
  const input = useCheckInput({
    ...props,
    // The result of another text must not stand beside a picture.
    onFiles: check.cancel,
    onRead: (words, isFromPictures) => run({ text: words, isFromPictures, takesFocus: true }),
  });
  const { text, pictures, isPartlyRead } = input;

  function run(request: Partial<CheckRequest>): void {
    setSpoken('');
    const { isFromPictures } = input;
    void check.run({ text, ownName: null, isFromPictures, takesFocus: false, ...request });
  }

  function spokenResult(result: CheckResult): string {
    const { level } = result.verdict;
    const word = level === 'none' ? '' : `${t(level === 'danger' ? 'word.danger' : 'word.caution')}: `;
    return `${word}${t(headingKey(result, isPartlyRead))}`;
  }

  function reset(): void {
    check.reset();
    input.clear();
    focusNext(() => document.getElementById('message'));
  }

  useEffect(() => {
    if (props.text !== '') run({});
    if (props.pictureFiles !== undefined && props.pictureFiles.length > 0) input.readFiles(props.pictureFiles);
  }, []);
  const { state, ownName } = check;
  /** The result of another text than the one in the field is hidden: it would be taken for its answer. */
  const done = state.at === 'done' && (state.text === text || state.result.verdict.kind === 'held') ? state : null;

  return (
    <main class="column wide">
      <PageHead name={props.name} organisation={props.organisation} onQuickExit={props.onQuickExit} />
      <h1>{t('check.title')}</h1>
      {input.isLost ? (
        <p class="note caution" role="status" id="lost">
          {t('check.lost')}
        </p>
      ) : null}
      <PasteForm
        text={text}
        isChecking={state.at === 'running'}
        isSmall={done !== null}
        onText={input.setText}
        onCheck={() => run({ takesFocus: true })}
      >
        {props.pictureClient === undefined ? null : <PictureChoice pictures={{ ...pictures, read: input.readFiles }} />}
      </PasteForm>
      {pictures.pictures.length === 0 ? null : <ReadPictures pictures={pictures.pictures} />}
      <CheckNotices check={check} spoken={done === null ? '' : spoken} />
      {done === null ? null : (
        <ResultSection
          sectionRef={section}
          note={props.note}
          onAgain={reset}
          onReport={
            props.onReport === undefined
              ? undefined
              : () => props.onReport?.(done.read, done.result, pictures.pictures[0]?.file ?? null)
          }
        >
          <ResultView
            name={props.name}
            text={done.read}
            result={done.result}
            ownName={ownName}
            isPartlyRead={isPartlyRead}
            data={props.data}
            today={props.today}
            onOwnName={(name) => run({ ownName: name })}
          />
          {props.feedback === undefined ? null : (
            <CheckFeedback
              request={props.feedback}
              post={{ text: done.read, result: done.result, own: ownName }}
              state={feedback}
              onState={setFeedback}
            />
          )}
        </ResultSection>
      )}
      <p class="quiet small">{t('ui.quick-exit.note')}</p>
    </main>
  );
}
