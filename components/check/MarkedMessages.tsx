/** The pasted text by message and sender, with the quoted words marked. */
import type { JSX } from 'preact';
import type { CheckedMessage, CheckResult, Mark } from '../../utils/check/check-text.ts';
import { displayText } from '../display-text.ts';
import { LevelShape } from '../warning/LevelShape.tsx';
import { useTranslator } from '../translator.ts';
import { markId } from './show-mark.ts';

interface Props {
  text: string;
  result: CheckResult;
  ownName: string | null;
}

/** Number of messages without a mark that are shown; all messages with a mark are shown. */
const MAX_UNMARKED_MESSAGES = 60;
/** Letters without a mark that are shown at once; of more, the first and the last half. */
const MAX_UNMARKED_UNITS = 8_000;

export function MarkedMessages({ text, result, ownName }: Props): JSX.Element {
  const { messages, marks, style } = result;
  if (style === null) {
    const [message] = messages;
    return (
      <div class="marked" dir="auto" tabIndex={0}>
        {message === undefined ? null : markedText(text, message, marks)}
      </div>
    );
  }
  let unmarked = 0;
  const shown = messages.map((message) => hasMark(message, marks) || ++unmarked <= MAX_UNMARKED_MESSAGES);
  return (
    <ol class="talk" tabIndex={0}>
      {messages.map((message, index) =>
        shown[index] === true ? (
          <ChatMessage key={message.start} message={message} ownName={ownName}>
            {markedText(text, message, marks)}
          </ChatMessage>
        ) : shown[index - 1] === false ? null : (
          <li key={message.start} class="quiet">
            …
          </li>
        ),
      )}
    </ol>
  );
}

function ChatMessage(props: { message: CheckedMessage; ownName: string | null; children: unknown }): JSX.Element {
  const { t } = useTranslator();
  const { sender, time, level } = props.message;
  return (
    <li class={`talk-message ${level} ${sender !== '' && sender === props.ownName ? 'own' : ''}`}>
      <p class="quiet small">
        {level === 'none' ? null : (
          <>
            <LevelShape level={level} isListed={false} size={16} />
            <span class="unseen">{t(level === 'danger' ? 'check.message.danger' : 'check.message.caution')} </span>
          </>
        )}
        <bdi>
          <strong>{displayText(sender, 60)}</strong>
        </bdi>{' '}
        <bdi>{displayText(time, 40)}</bdi>
      </p>
      <p class="words" dir="auto">
        {props.children as JSX.Element}
      </p>
    </li>
  );
}

function hasMark({ start, end }: CheckedMessage, marks: readonly Mark[]): boolean {
  return marks.some((mark) => mark.start < end && mark.end > start);
}

/** The text of the message, split at its marks. */
function markedText(text: string, { start, end }: CheckedMessage, marks: readonly Mark[]): (string | JSX.Element)[] {
  const parts: (string | JSX.Element)[] = [];
  let at = start;
  for (const mark of marks) {
    if (mark.start < at || mark.end > end) continue;
    parts.push(
      shortened(text, at, mark.start),
      <mark key={mark.start} id={markId(mark.start)} data-start={mark.start} class={mark.severity} tabIndex={-1}>
        {text.slice(mark.start, mark.end)}
      </mark>,
    );
    at = mark.end;
  }
  parts.push(shortened(text, at, end));
  return parts;
}

/** Browsers take a minute to lay out one line of some megabytes. */
function shortened(text: string, start: number, end: number): string {
  if (end - start <= MAX_UNMARKED_UNITS) return text.slice(start, end);
  const half = MAX_UNMARKED_UNITS / 2;
  return `${text.slice(start, start + half)} … ${text.slice(end - half, end)}`;
}
