/** The full warning of one post: reasons, listing, advice and actions. */
import type { JSX } from 'preact';
import type { Hotline } from '../../utils/brand/brand.ts';
import type { Reason, Verdict } from '../../utils/model/verdict.ts';
import { localText } from '../help/local-text.ts';
import type { FeedbackAnswer } from '../../utils/report/feedback-answer.ts';
import { FeedbackChoice, type FeedbackState } from '../reasons/FeedbackChoice.tsx';
import { ReasonList } from '../reasons/ReasonList.tsx';
import { useTranslator } from '../translator.ts';
import { adviceKeys } from './level-key.ts';
import { LicenceAnswers } from './LicenceAnswers.tsx';
import { ListingLine } from './ListingLine.tsx';
import { PanelHead } from './PanelHead.tsx';

export interface PanelActions {
  onQuote: (reason: Reason, event: Event) => void;
  onHelp: (event: Event) => void;
  onReport: (event: Event) => void;
  onFine: (event: Event) => void;
  /** The listed person disputes the listing. */
  onDispute: (event: Event) => void;
  onHide: (event: Event) => void;
  onCollapse: (event: Event) => void;
  /** What an answer sends with the text ticked; null where that cannot be said. */
  onPreview: () => Promise<string | null>;
  /** The reader's answer to "Was this right?". */
  onFeedback: (answer: FeedbackAnswer, withText: boolean, event: Event) => void;
  /** Opens the warning before or after this one; absent where there is only one. */
  onStep?: ((step: -1 | 1, event: Event) => void) | undefined;
}

/** Help that the brand adds. */
export interface BrandHelp {
  hotline?: Hotline | undefined;
  /** The publisher that `dispute` belongs to. */
  publisher?: string | undefined;
  /** Address for disputes of that publisher's listings. */
  dispute?: string | null | undefined;
}

interface Props extends PanelActions {
  verdict: Verdict;
  /** The post's title as the page shows it; may be empty. */
  title: string;
  /** The product's name. */
  productName: string;
  brandHelp?: BrandHelp | undefined;
  /** The state of "Was this right?"; null where the reader is not asked. */
  feedback?: FeedbackState | null;
  onDrawn: (element: HTMLElement | null) => void;
}

export function Panel({
  verdict,
  title,
  productName,
  brandHelp = {},
  feedback = null,
  onDrawn,
  onStep,
  ...actions
}: Props): JSX.Element {
  const { t } = useTranslator();
  const disputeAt = verdict.listing?.publisher === brandHelp.publisher ? brandHelp.dispute : null;
  return (
    // A dialog, so that the browser itself can close it: see PanelHead.
    <dialog open ref={onDrawn} class={`panel ${verdict.level}`} aria-label={t('warning.region', { name: productName })}>
      <PanelHead verdict={verdict} title={title} onCollapse={actions.onCollapse} onStep={onStep} />
      <div class="body">
        <ListingLine verdict={verdict} onDispute={actions.onDispute} disputeAt={disputeAt ?? null} />
        <LicenceAnswers verdict={verdict} />
        {verdict.seenNames === undefined ? null : (
          <p class="listing">{t('warning.copies', { count: verdict.seenNames })}</p>
        )}
        <ReasonList reasons={verdict.reasons} postLanguage={verdict.language} onQuote={actions.onQuote} />
        <h3>{t('warning.next')}</h3>
        <ul class="next">
          {adviceKeys(verdict).map((key) => (
            <li key={key}>{t(key)}</li>
          ))}
        </ul>
        {feedback === null ? null : (
          <FeedbackChoice
            state={feedback}
            publisher={brandHelp.publisher ?? ''}
            onPreview={actions.onPreview}
            onAnswer={actions.onFeedback}
          />
        )}
      </div>
      <HotlineLine hotline={brandHelp.hotline} />
      <PanelButtons {...actions} />
    </dialog>
  );
}

function PanelButtons({
  onHelp,
  onReport,
  onFine,
  onHide,
}: Pick<PanelActions, 'onHelp' | 'onReport' | 'onFine' | 'onHide'>): JSX.Element {
  const { t } = useTranslator();
  return (
    <footer>
      <button type="button" class="main" onClick={onHelp}>
        {t('warning.help')}
      </button>
      <button type="button" class="second" onClick={onReport}>
        {t('warning.report')}
      </button>
      <span class="room" />
      <button type="button" class="plain" onClick={onFine}>
        {t('warning.fine')}
      </button>
      <button type="button" class="plain" onClick={onHide}>
        {t('warning.hide')}
      </button>
    </footer>
  );
}

/** The brand's hotline as text: links are on the help page. */
function HotlineLine({ hotline }: { hotline: Hotline | undefined }): JSX.Element | null {
  const { language } = useTranslator();
  if (hotline === undefined) return null;
  const label = localText(hotline.label, language);
  return (
    <p class="hotline">
      <span lang={label.language} dir="auto">
        {label.text}
      </span>
      <bdi dir="ltr">{hotline.number}</bdi>
    </p>
  );
}
