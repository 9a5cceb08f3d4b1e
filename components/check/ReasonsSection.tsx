/** All reasons, mitigating ones too, and next steps. A press on a quote shows its place in the text. */
import type { JSX } from 'preact';
import type { Reason, Verdict } from '../../utils/model/verdict.ts';
import { mitigatingReasons, increasingReasons } from '../reasons/reasons-by-effect.ts';
import { ReasonItem } from '../reasons/ReasonItem.tsx';
import { adviceKeys } from '../warning/level-key.ts';
import { useTranslator } from '../translator.ts';
import { reasonsHeadingKey } from './reasons-heading-key.ts';
import { showMark } from './show-mark.ts';

export function ReasonsSection({ verdict }: { verdict: Verdict }): JSX.Element {
  const { t } = useTranslator();
  const notes = verdict.reasons.filter(({ severity }) => severity === 'note');
  const increasing = [...notes, ...increasingReasons(verdict.reasons)];
  const mitigating = mitigatingReasons(verdict.reasons);
  const item = (reason: Reason): JSX.Element => (
    <ReasonItem
      key={`${reason.id} ${reason.field} ${reason.start}`}
      reason={reason}
      postLanguage={verdict.language}
      onQuote={reason.field === 'text' && reason.start !== null ? () => showMark(reason.start) : undefined}
    />
  );
  return (
    <section class="card rows reasons-part">
      {increasing.length > 0 ? (
        <>
          <h3>{t(reasonsHeadingKey(verdict))}</h3>
          <div class="reasons">
            <ul>{increasing.map(item)}</ul>
          </div>
        </>
      ) : null}
      {mitigating.length > 0 ? (
        <>
          <h3>{t('warning.speaks-for')}</h3>
          <div class="reasons">
            <ul class="lowering">{mitigating.map(item)}</ul>
          </div>
        </>
      ) : null}
      <h3>{t('warning.next')}</h3>
      <ul class="dots">
        {adviceKeys(verdict).map((key) => (
          <li key={key}>{t(key)}</li>
        ))}
      </ul>
      <div class="bar wrap">
        <a class={verdict.level === 'none' ? 'button' : 'button main'} href="help.html" target="_blank">
          {t('ui.get-help')}
        </a>
      </div>
    </section>
  );
}
