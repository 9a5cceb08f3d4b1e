/** Asks "Was this right?" below a result, and sends the answer. */
import type { JSX } from 'preact';
import type { CheckResult } from '../../utils/check/check-text.ts';
import type { FeedbackAnswer } from '../../utils/report/feedback-answer.ts';
import { FeedbackChoice, type FeedbackState } from '../reasons/FeedbackChoice.tsx';

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

interface Props {
  request: FeedbackRequest;
  post: CheckedPost;
  state: FeedbackState;
  onState: (state: FeedbackState) => void;
}

export function CheckFeedback({ request, post, state, onState }: Props): JSX.Element | null {
  if (!isJudged(post.result)) return null;

  async function send(answer: FeedbackAnswer, withText: boolean): Promise<void> {
    onState('sending');
    onState(await request.onAnswer(post, answer, withText).catch((): FeedbackState => 'failed'));
  }

  return (
    <div class="card">
      <FeedbackChoice
        // A tick counts for the text that was shown with it.
        key={JSON.stringify([post.text, post.own])}
        state={state}
        publisher={request.publisher}
        onPreview={async () => request.onPreview(post)}
        onAnswer={(answer, withText) => void send(answer, withText)}
      />
    </div>
  );
}

/** False for a cry for help and for a text that is too little: neither is judged as an offer. */
function isJudged({ verdict }: CheckResult): boolean {
  return verdict.kind !== 'held' && verdict.kind !== 'too-little';
}
