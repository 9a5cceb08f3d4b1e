/** The queue: one line for each case, most urgent first; works with the arrow keys. */
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { QueueCase } from '../../utils/desk/queue.ts';
import { LevelShape } from '../warning/LevelShape.tsx';
import { useTranslator } from '../translator.ts';
import { UntrustedText } from './UntrustedText.tsx';

interface Props {
  cases: readonly QueueCase[];
  chosen: string | null;
  /** `YYYY-MM-DD`. */
  today: string;
  /** Page of the queue, from 0. */
  page: number;
  onPage: (page: number) => void;
  onChoose: (queueCase: QueueCase) => void;
}

export const CASES_PER_PAGE = 50;

export function QueuePart({ cases, chosen, today, page, onPage, onChoose }: Props): JSX.Element {
  const { t } = useTranslator();
  const list = useRef<HTMLUListElement>(null);
  const pages = Math.max(1, Math.ceil(cases.length / CASES_PER_PAGE));
  const shown = cases.slice(page * CASES_PER_PAGE, (page + 1) * CASES_PER_PAGE);
  const onKey = (event: KeyboardEvent): void => {
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    buttons[Math.min(buttons.length - 1, Math.max(0, to))]?.focus();
  };
  if (cases.length === 0) return <p class="quiet">{t('desk.queue.empty')}</p>;
  return (
    <div class="rows">
      <ul ref={list} class="queue" onKeyDown={onKey} aria-label={t('desk.queue')}>
        {shown.map((queueCase) => (
          <li key={queueCase.id}>
            <button
              type="button"
              aria-current={queueCase.id === chosen ? 'true' : undefined}
              onClick={() => onChoose(queueCase)}
            >
              <CaseLine queueCase={queueCase} today={today} />
            </button>
          </li>
        ))}
      </ul>
      {pages > 1 ? (
        <div class="bar wrap">
          <button type="button" disabled={page === 0} onClick={() => onPage(page - 1)}>
            {t('desk.page.before')}
          </button>
          <span class="quiet">{t('desk.page.of', { page: page + 1, pages })}</span>
          <button type="button" disabled={page >= pages - 1} onClick={() => onPage(page + 1)}>
            {t('desk.page.after')}
          </button>
        </div>
      ) : null}
    </div>
  );
}

function CaseLine({ queueCase, today }: { queueCase: QueueCase; today: string }): JSX.Element {
  const { t, day } = useTranslator();
  return (
    <>
      {queueCase.level === 'none' ? (
        <span class="no-shape" />
      ) : (
        <LevelShape level={queueCase.level} isListed={false} size={20} />
      )}
      <span class="line">
        <span class="head">
          {queueCase.isUrgent ? <strong class="urgent">{t('desk.urgent')} </strong> : null}
          <UntrustedText
            text={queueCase.title === '' ? t('desk.untitled') : queueCase.title.replaceAll(/\s+/gu, ' ')}
            maxUnits={90}
          />
        </span>
        <span class="facts">
          {t(`desk.status.${queueCase.status}`)} · {t('desk.reports', { count: queueCase.reports.length })} ·{' '}
          {day(queueCase.oldest)}
          {queueCase.deadline === null ? null : (
            <span class={queueCase.deadline < today ? 'late' : ''}>
              {' '}
              · {t('desk.deadline', { day: day(queueCase.deadline) })}
            </span>
          )}
        </span>
      </span>
    </>
  );
}
