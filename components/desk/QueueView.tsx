/** The queue beside the open case. */
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { DeskState } from '../../utils/desk/desk-state.ts';
import type { ReportBody } from '../../utils/desk/report-rows.ts';
import type { DecisionInput } from '../../utils/desk/sign-decisions.ts';
import { useTranslator } from '../translator.ts';
import { useFocusNext } from '../ui/use-focus.ts';
import { CasePart } from './CasePart.tsx';
import { commandKey } from './command-key.ts';
import type { DeskPictures } from './PictureView.tsx';
import { QueuePart } from './QueuePart.tsx';
import { useOpenCase } from './use-open-case.ts';
import { Checkbox } from '../ui/Checkbox.tsx';

export interface CaseActions {
  /** A decision is being kept, also beside a task. */
  isDeciding: boolean;
  /** The whole report; null when it is not stored any more. */
  onBody: (id: string) => Promise<ReportBody | null>;
  pictures: DeskPictures;
  onDecide: (choice: DecisionInput) => void;
}

interface Props extends CaseActions {
  state: DeskState;
  /** Disputes only, or everything else. */
  hasDisputes: boolean;
}

export function QueueView({ state, hasDisputes, isDeciding, onBody, pictures, onDecide }: Props): JSX.Element {
  const { t } = useTranslator();
  const [showsDone, setShowsDone] = useState(false);
  const [hasLetterKeys, setHasLetterKeys] = useState(true);
  const list = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const focusNext = useFocusNext();
  const cases = state.queue.filter(
    ({ isDispute, status }) => isDispute === hasDisputes && (showsDone || status !== 'done'),
  );
  const opened = useOpenCase(state.queue, cases);
  const { queueCase, openedAs } = opened;

  function close(): void {
    opened.close();
    // The list comes back in place of the case, in a narrow window. Its page may be another by now.
    const button = (): HTMLElement | undefined =>
      list.current?.querySelectorAll<HTMLElement>('.queue button')[opened.placeOnPage];
    focusNext(() => button() ?? heading.current);
  }

  function onKey(event: KeyboardEvent): void {
    const key = hasLetterKeys ? commandKey(event) : null;
    if (key === 'j') opened.step(1);
    else if (key === 'k') opened.step(-1);
  }

  return (
    <div class={queueCase === null ? 'work' : 'work open'} onKeyDown={onKey}>
      <section class="rows list" ref={list}>
        <h2 ref={heading} tabIndex={-1}>
          {t(hasDisputes ? 'desk.tab.disputes' : 'desk.tab.queue')} ({cases.length})
        </h2>
        <Checkbox isChecked={showsDone} onChange={setShowsDone}>
          {t('desk.queue.done')}
        </Checkbox>
        <Checkbox isChecked={hasLetterKeys} onChange={setHasLetterKeys}>
          {t('desk.letters')}
        </Checkbox>
        {state.isSorting ? <p role="status">{t('desk.queue.sorting')}</p> : null}
        <QueuePart
          cases={cases}
          chosen={queueCase?.id ?? null}
          today={state.today}
          page={opened.page}
          onPage={opened.setPage}
          onChoose={opened.open}
        />
      </section>
      {queueCase === null || openedAs === null ? (
        <p class="quiet none">{t('desk.choose')}</p>
      ) : (
        <CasePart
          queueCase={queueCase}
          openedAs={openedAs}
          state={state}
          isDeciding={isDeciding}
          hasLetterKeys={hasLetterKeys}
          onBody={onBody}
          pictures={pictures}
          onDecide={onDecide}
          onBack={close}
        />
      )}
    </div>
  );
}
