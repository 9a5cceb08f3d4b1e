/** All indicators with a decision: a search, and the history of each. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { DeskState } from '../../utils/desk/desk.ts';
import { indicatorKey } from '../../utils/desk/log-state.ts';
import { useTranslator } from '../translator.ts';
import { Field } from './LockPart.tsx';
import { History, IndicatorStatusLine } from './IndicatorsPart.tsx';
import { UntrustedText } from './UntrustedText.tsx';

/** Lines shown at the same time; the search narrows them down. */
const MAX_SHOWN = 100;

export function IndicatorList({ state }: { state: DeskState }): JSX.Element {
  const { t } = useTranslator();
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const found = [...state.logState.indicators.values()].filter(
    (name) => name.kind !== 'text' && (wanted === '' || indicatorKey(name).toLowerCase().includes(wanted)),
  );
  return (
    <section class="card rows">
      <h2>{t('desk.tab.names')}</h2>
      <Field id="search" label={t('desk.search')} value={search} onInput={setSearch} />
      <p class="quiet" role="status">
        {t('desk.names.found', { count: found.length })}
      </p>
      <ul class="rows">
        {found.slice(0, MAX_SHOWN).map((name) => (
          <li key={indicatorKey(name)} class="name">
            <span class="kind">{name.kind}</span> <UntrustedText text={name.value} maxUnits={200} />
            <IndicatorStatusLine name={name} today={state.today} />
            <History entries={name.history} team={state.team} />
          </li>
        ))}
      </ul>
    </section>
  );
}
