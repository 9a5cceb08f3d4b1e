/** The reasons of a verdict. Three are shown at first, the others on demand. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Reason } from '../../utils/model/verdict.ts';
import { useTranslator } from '../translator.ts';
import { mitigatingReasons, increasingReasons } from './reasons-by-effect.ts';
import { ReasonItem } from './ReasonItem.tsx';

interface Props {
  reasons: readonly Reason[];
  /** Language of the post, for its quotes. */
  postLanguage: string;
  /** Shows a quote in the post; absent where there is no post on the page. */
  onQuote?: ((reason: Reason, event: Event) => void) | undefined;
  /** Number of reasons shown at first. */
  first?: number;
}

export function ReasonList({ reasons, postLanguage, onQuote, first = 3 }: Props): JSX.Element {
  const { t } = useTranslator();
  const [all, setAll] = useState(false);
  const increasing = increasingReasons(reasons);
  const mitigating = mitigatingReasons(reasons);
  const rest = increasing.length - first;
  const shown = all || rest <= 1 ? increasing : increasing.slice(0, first);
  const item = (reason: Reason): JSX.Element => (
    <ReasonItem
      key={`${reason.id} ${reason.field} ${reason.start}`}
      reason={reason}
      postLanguage={postLanguage}
      onQuote={onQuote}
    />
  );
  return (
    <div class="reasons">
      <ul>{shown.map(item)}</ul>
      {rest > 1 || mitigating.length > 0 ? (
        <>
          {all && mitigating.length > 0 ? (
            <>
              <h3>{t('warning.speaks-for')}</h3>
              <ul class="lowering">{mitigating.map(item)}</ul>
            </>
          ) : null}
          <button type="button" class="plain" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? t('warning.fewer') : rest > 1 ? t('warning.more', { count: rest }) : t('warning.speaks-for')}
          </button>
        </>
      ) : null}
    </div>
  );
}
