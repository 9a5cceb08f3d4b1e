/**
 * The content of the overlay: a marker for each post, and at most one panel. Posts without a marker have a corner
 * button.
 */
import { Fragment, type JSX } from 'preact';
import type { FeedbackAnswer } from '../../utils/report/feedback-answer.ts';
import type { FeedbackState } from '../reasons/FeedbackChoice.tsx';
import type { Reason, Verdict } from '../../utils/model/verdict.ts';
import type { Rectangle } from '../../utils/dom/rectangle.ts';
import type { ContactAction } from '../../utils/overlay/contact-action.ts';
import { useTranslator } from '../translator.ts';
import { ContactDialog } from './ContactDialog.tsx';
import { LevelShape } from './LevelShape.tsx';
import { Marker } from './Marker.tsx';
import { Panel, type BrandHelp } from './Panel.tsx';
import { PictureButton, type PictureButtonState } from './PictureButton.tsx';
import { Toast } from './Toast.tsx';

/** A flagged post, by the key of its element. */
export interface WarnedPost {
  key: string;
  verdict: Verdict;
  /** The post's title as the page shows it; may be empty. */
  title: string;
}

export interface WarningsState {
  warned: readonly WarnedPost[];
  /** Key of the post whose panel is open. */
  open: string | null;
  /** Keys of posts whose marker has no place. The page covers them, or they have no box that can be seen. */
  unplaced: readonly string[];
  /** The last dismissal, while it can be undone. */
  dismissal: 'hidden' | 'fine' | null;
  /** The open question before a contact action. */
  prompt: { action: ContactAction; verdict: Verdict } | null;
  /** The state of "Was this right?" in the open panel; null where the reader is not asked. */
  feedback: FeedbackState | null;
  /** Posts that are pictures. */
  pictureButtons: readonly PictureButtonState[];
  /** Boxes of marked words, in document coordinates. */
  highlights: readonly Rectangle[];
}

export interface WarningsActions {
  onMarker: (key: string, element: HTMLElement | null) => void;
  onSurface: (element: HTMLElement | null) => void;
  onDialog: (element: HTMLElement | null) => void;
  onToggle: (key: string, event: Event) => void;
  /** Opens the warning before or after the open one. */
  onStep: (step: -1 | 1, event: Event) => void;
  onCorner: (event: Event) => void;
  onUndo: (event: Event) => void;
  onTell: (event: Event) => void;
  onCancel: (event: Event) => void;
  onContinue: (event: Event) => void;
  onQuote: (key: string, reason: Reason, event: Event) => void;
  onPictureButton: (key: string, event: Event) => void;
  onHelp: (event: Event) => void;
  onReport: (key: string, as: 'report' | 'dispute', event: Event) => void;
  onFine: (key: string, event: Event) => void;
  onHide: (key: string, event: Event) => void;
  /** What an answer sends with the text ticked; null where that cannot be said. */
  onPreview: (key: string) => Promise<string | null>;
  onFeedback: (key: string, answer: FeedbackAnswer, withText: boolean, event: Event) => void;
}

interface Props extends WarningsState, WarningsActions {
  productName: string;
  /** Who is told that a warning was wrong; null when reports reach nobody. */
  publisher: string | null;
  brandHelp?: BrandHelp;
  /** The brand's colours, as custom properties. */
  theme?: Record<string, string>;
}

export function Warnings(props: Props): JSX.Element {
  const { language, direction, t } = useTranslator();
  const { warned, open, unplaced, dismissal, prompt, highlights } = props;
  const openPost = warned.find(({ key }) => key === open);
  const isCornerCaution = warned.every(({ key, verdict }) => !unplaced.includes(key) || verdict.level === 'caution');
  const cornerLevel = isCornerCaution ? 'caution' : 'danger';
  return (
    <div class="all" lang={language} dir={direction} style={props.theme}>
      {highlights.map(({ x, y, width, height }, index) => (
        <i
          key={index}
          class="mark"
          style={{ translate: `${x}px ${y}px`, width: `${width}px`, height: `${height}px` }}
        />
      ))}
      {warned.map(({ key, verdict, title }) => (
        <Fragment key={key}>
          <Marker
            verdict={verdict}
            isOpen={key === open}
            onDrawn={(element) => props.onMarker(key, element)}
            onToggle={(event) => props.onToggle(key, event)}
          />
          {key === open ? (
            <Panel
              verdict={verdict}
              title={title}
              productName={props.productName}
              brandHelp={props.brandHelp}
              feedback={props.feedback}
              onDrawn={props.onSurface}
              onQuote={(reason, event) => props.onQuote(key, reason, event)}
              onHelp={props.onHelp}
              onReport={(event) => props.onReport(key, 'report', event)}
              onFine={(event) => props.onFine(key, event)}
              onDispute={(event) => props.onReport(key, 'dispute', event)}
              onHide={(event) => props.onHide(key, event)}
              onPreview={() => props.onPreview(key)}
              onFeedback={(answer, withText, event) => props.onFeedback(key, answer, withText, event)}
              onCollapse={(event) => props.onToggle(key, event)}
              onStep={warned.length > 1 ? props.onStep : undefined}
            />
          ) : null}
        </Fragment>
      ))}
      {props.pictureButtons.map(({ key, isRefused }) => (
        <PictureButton
          key={key}
          isRefused={isRefused}
          onDrawn={(element) => props.onMarker(key, element)}
          onPress={(event) => props.onPictureButton(key, event)}
        />
      ))}
      {prompt === null ? null : (
        <ContactDialog {...prompt} onDrawn={props.onDialog} onCancel={props.onCancel} onContinue={props.onContinue} />
      )}
      {/* Beside a panel it would cover the panel's buttons, and its end would be taken for the panel's. */}
      {dismissal !== null && openPost === undefined ? (
        <Toast
          dismissal={dismissal}
          publisher={props.publisher}
          onDrawn={props.onSurface}
          onUndo={props.onUndo}
          onTell={props.onTell}
        />
      ) : unplaced.length > 0 && openPost === undefined ? (
        <button type="button" class={`corner marker ${cornerLevel}`} ref={props.onSurface} onClick={props.onCorner}>
          <LevelShape level={cornerLevel} isListed={false} size={18} />
          <span>{t('warning.corner', { count: unplaced.length })}</span>
        </button>
      ) : null}
      <div class="unseen" role="status">
        {openPost?.verdict.level === 'danger'
          ? `${t('word.danger')}: ${t('warning.region', { name: props.productName })}`
          : ''}
      </div>
    </div>
  );
}
