/** "Was this right?": whether the reader is asked, and the answer to each post while it is being sent. */
import type { FeedbackState } from '../../components/reasons/FeedbackChoice.tsx';
import { sendMessage } from '../../utils/messaging/content-messages.ts';
import { setReportedPost, type Finding } from '../../utils/page-reader/overlay-state.ts';
import type { FeedbackAnswer } from '../../utils/report/feedback-answer.ts';

export interface Feedback {
  /** What an answer sends with the text ticked; null where that cannot be said. */
  preview(finding: Finding | undefined): Promise<string | null>;
  /** Null where the reader is not asked. */
  stateOf(postId: string): FeedbackState | null;
  send(finding: Finding, answer: FeedbackAnswer, withText: boolean): Promise<void>;
}

/** @param onChange called when a state changed */
export function createFeedback(onChange: () => void): Feedback {
  let isEnabled = false;
  /** By post id. */
  const states = new Map<string, FeedbackState>();
  const readSetting = async (): Promise<void> => {
    isEnabled = (await sendMessage('feedback.get', null))?.asks === true;
    if (isEnabled) onChange();
  };
  const show = (postId: string, state: FeedbackState): void => {
    states.set(postId, state);
    onChange();
  };
  void readSetting();
  return {
    stateOf: (postId) => (isEnabled ? (states.get(postId) ?? 'open') : null),
    async preview(finding) {
      if (finding === undefined) return null;
      const { post, verdict } = finding;
      setReportedPost(post.id);
      return (await sendMessage('feedback.preview', { post, verdict, own: null }))?.text ?? null;
    },
    async send({ post, verdict }, answer, withText) {
      show(post.id, 'sending');
      if (withText) setReportedPost(post.id);
      const result = await sendMessage('feedback.send', { post, verdict, answer, withText, own: null });
      show(post.id, result?.state ?? 'failed');
    },
  };
}
