/** Every name that was ever decided on: searched, with its history. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { DeskState } from '../../utils/desk/desk.ts';
import { nameKey } from '../../utils/desk/standing.ts';
import { useWords } from '../words.ts';
import { Field } from './LockPart.tsx';
import { History, StandingLine } from './NamesPart.tsx';
import { Shown } from './Shown.tsx';

/** Lines shown at once; the search narrows. */
const MOST = 100;

export function NamesList({ state }: { state: DeskState }): JSX.Element {
  const { t } = useWords();
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const found = [...state.standing.names.values()].filter(
    (name) => name.kind !== 'text' && (wanted === '' || nameKey(name).toLowerCase().includes(wanted)),
  );
  return (
    <section class="card rows">
      <h2>{t('desk.tab.names')}</h2>
      <Field id="search" label={t('desk.search')} value={search} onInput={setSearch} />
      <p class="quiet" role="status">
        {t('desk.names.found', { count: found.length })}
      </p>
      <ul class="rows">
        {found.slice(0, MOST).map((name) => (
          <li key={nameKey(name)} class="name">
            <span class="kind">{name.kind}</span> <Shown text={name.value} most={200} />
            <StandingLine name={name} today={state.today} />
            <History entries={name.history} team={state.team} />
          </li>
        ))}
      </ul>
    </section>
  );
}
