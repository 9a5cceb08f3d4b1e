/**
 * Shows exactly what the report contains, line by line, and folded as the document that is sealed. Each line of the post can be
 * removed and put back.
 */
import type { JSX } from 'preact';
import type { RemovablePart } from '../../utils/report/entered-report.ts';
import { REPORT_FIELDS, type ReportDocument } from '../../utils/report/report-document.ts';
import { pictureAddress } from '../../utils/report/report-picture.ts';
import type { ReportDraft } from '../../utils/report/report-draft.ts';
import { useIsScrollable } from '../ui/use-is-scrollable.ts';
import { levelKey } from '../warning/level-key.ts';
import { useTranslator } from '../translator.ts';
import { messageVariant } from './report-form.ts';

interface Props {
  draft: ReportDraft;
  /** The report with all lines, and as it is now. */
  whole: ReportDocument;
  now: ReportDocument;
  onToggle: (part: RemovablePart) => void;
}

/** Addresses of groups and invitations, which only members can have: the reader is warned before they are sent. */
const PRIVATE = /\/groups?\/|t\.me\/(?:\+|joinchat)|chat\.whatsapp\.com|invite/iu;

export function LetterPart({ draft, whole, now, onToggle }: Props): JSX.Element {
  const { t } = useTranslator();
  const { categories, words, reach } = now;
  const taken = draft.taken ?? [];
  return (
    <section class="card rows">
      <h2>{t('report.part.letter')}</h2>
      <p class="quiet">{t('report.part.letter.hint')}</p>
      {taken.length === 0 ? null : (
        <p class="note">{t('report.taken', { what: taken.map((kind) => t(`report.taken.${kind}`)).join(', ') })}</p>
      )}
      <dl class="letter">
        {REPORT_FIELDS.map((field) => {
          const value = whole.post[field];
          if (value === undefined || value.length === 0) return null;
          return (
            <Line
              key={field}
              name={t(`field.${field}`)}
              isKept={now.post[field] !== undefined}
              onToggle={() => onToggle(field)}
            >
              {typeof value === 'string' ? value : value.join('\n')}
              {field === 'url' && PRIVATE.test(String(value)) ? (
                <span class="note caution">{t('report.private-url')}</span>
              ) : null}
            </Line>
          );
        })}
        {whole.post.site === '' ? null : (
          <Line name={t('field.site')} isKept={now.post.site !== ''} onToggle={() => onToggle('site')}>
            {whole.post.site}
          </Line>
        )}
        {now.picture === undefined ? null : (
          <Line name={t('field.picture')} isKept>
            <img class="thumbnail" src={pictureAddress(now.picture)} alt={t('field.picture')} />
          </Line>
        )}
        {draft.verdict === null ? null : (
          <Line name={t('field.verdict')} isKept={now.verdict !== null} onToggle={() => onToggle('verdict')}>
            {t(levelKey(draft.verdict))}
          </Line>
        )}
        {categories.length === 0 ? null : (
          <Line name={t(`report.part.what${messageVariant(draft)}`)} isKept>
            {categories.map((category) => t(`category.${category}`)).join('\n')}
          </Line>
        )}
        {now.seenNames === undefined ? null : (
          <Line name={t('remember.title')} isKept>
            {t('warning.copies', { count: now.seenNames })}
          </Line>
        )}
        {words === '' ? null : (
          <Line name={t('report.words')} isKept>
            {words}
          </Line>
        )}
        {reach === '' ? null : (
          <Line name={t('report.reach')} isKept>
            {reach}
          </Line>
        )}
        {now.outcome === undefined ? null : (
          <Line name={t('code.line')} isKept>
            {now.outcome}
          </Line>
        )}
        <Line name={t('field.facts')} isKept>
          {[now.createdOn, now.locale, now.appVersion, now.id].filter((fact) => fact !== '').join(' · ')}
        </Line>
      </dl>
      <details id="as-sent">
        <summary>{t('report.as-sent')}</summary>
        <pre dir="ltr">{JSON.stringify(now, withoutPictureData, 2)}</pre>
      </details>
    </section>
  );
}

interface LineProps {
  name: string;
  isKept: boolean;
  /** Absent where the line is the reader's own entry above. */
  onToggle?: () => void;
  children: unknown;
}

function Line({ name, isKept, onToggle, children }: LineProps): JSX.Element {
  const { t } = useTranslator();
  const { box, isScrollable: scrolls } = useIsScrollable();
  return (
    <div class={isKept ? 'line' : 'line out'}>
      <dt>{name}</dt>
      <dd>
        <div
          class="value"
          dir="auto"
          ref={box}
          {...(scrolls ? { tabIndex: 0, role: 'group', 'aria-label': name } : {})}
        >
          {isKept ? (children as JSX.Element) : <em>{t('report.taken-out')}</em>}
        </div>
        {onToggle === undefined ? null : (
          <button
            type="button"
            class="plain"
            aria-label={`${t(isKept ? 'ui.remove' : 'ui.put-back')}: ${name}`}
            onClick={onToggle}
          >
            {t(isKept ? 'ui.remove' : 'ui.put-back')}
          </button>
        )}
      </dd>
    </div>
  );
}

/** A picture is shown as one above; its bytes in Base64 tell a reader nothing. */
function withoutPictureData(key: string, value: unknown): unknown {
  return key === 'picture' ? { ...(value as ReportDocument['picture']), data: '…' } : value;
}
