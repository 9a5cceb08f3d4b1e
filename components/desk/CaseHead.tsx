/** The head of a case: the way back to the queue, its status, and where its reports come from. */
import type { JSX, RefObject } from 'preact';
import type { QueueCase } from '../../utils/desk/queue.ts';
import { useTranslator } from '../translator.ts';

interface Props {
  queueCase: QueueCase;
  /** Takes the focus when the case is opened. */
  headingRef: RefObject<HTMLHeadingElement | null>;
  onBack: () => void;
}

export function CaseHead({ queueCase, headingRef, onBack }: Props): JSX.Element {
  const { t } = useTranslator();
  const { isDispute, status, reports, sources } = queueCase;
  return (
    <>
      <div class="bar wrap">
        <button type="button" class="plain back" onClick={onBack}>
          {t('desk.back')}
        </button>
        <h2 ref={headingRef} tabIndex={-1}>
          {t(isDispute ? 'desk.case.dispute' : 'desk.case', { count: reports.length })}
        </h2>
      </div>
      <p>
        {t(`desk.status.${status}.note`)}{' '}
        {isDispute ? null : t('desk.case.sources', { open: sources.public, closed: sources.private })}
      </p>
    </>
  );
}
