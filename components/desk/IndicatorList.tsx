/** All indicators with a decision: a search, and the history of each. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { DeskState } from '../../utils/desk/desk-state.ts';
import { indicatorKey } from '../../utils/desk/log-state.ts';
import { useTranslator } from '../translator.ts';
import { DecisionHistory } from './DecisionHistory.tsx';
import { Field } from './Field.tsx';
import { IndicatorStatusLine } from './IndicatorStatusLine.tsx';
import { UntrustedText } from './UntrustedText.tsx';

/** Lines shown at the same time; the search narrows them down. */
const MAX_SHOWN = 100;

export function IndicatorList({ state }: { state: DeskState }): JSX.Element {
  const { t } = useTranslator();
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const found = [...state.logState.indicators.values()].filter(
    (indicator) =>
      indicator.kind !== 'text' && (wanted === '' || indicatorKey(indicator).toLowerCase().includes(wanted)),
  );
  return (
    <section class="card rows">
      <h2>{t('desk.tab.names')}</h2>
      <Field id="search" label={t('desk.search')} value={search} onInput={setSearch} />
      <p class="quiet" role="status">
        {t('desk.names.found', { count: found.length })}
      </p>
      <ul class="rows">
        {found.slice(0, MAX_SHOWN).map((indicator) => (
          <li key={indicatorKey(indicator)} class="name">
            <span class="kind">{indicator.kind}</span> <UntrustedText text={indicator.value} maxUnits={200} />
            <IndicatorStatusLine indicator={indicator} today={state.today} />
            <DecisionHistory entries={indicator.history} team={state.team} />
          </li>
        ))}
      </ul>
    </section>
  );
}
