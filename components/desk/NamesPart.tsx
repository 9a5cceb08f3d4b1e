/** Names of a case: tick what is meant, see where each stands, why it waits, and what was decided before. */
import type { JSX } from 'preact';
import { releaseOf } from '../../utils/desk/canary.ts';
import type { LogEntry } from '../../utils/desk/decision-log.ts';
import { nameKey, type NameStanding, type Standing } from '../../utils/desk/standing.ts';
import { shortKey } from '../../utils/desk/short-key.ts';
import type { Team } from '../../utils/desk/team-file.ts';
import type { Indicator } from '../../utils/model/indicator.ts';
import { useWords } from '../words.ts';
import { Shown } from './Shown.tsx';

interface Props {
  names: readonly Indicator[];
  /** The copied text itself can be listed too, by its fingerprints. */
  prints: readonly string[];
  standing: Standing;
  team: Team;
  today: string;
  /** Keys of `nameKey`; `text` for the text. */
  ticked: ReadonlySet<string>;
  onTick: (key: string) => void;
}

export const TEXT = 'text';

export function NamesPart({ names, prints, standing, team, today, ticked, onTick }: Props): JSX.Element {
  const { t } = useWords();
  return (
    <fieldset class="rows names">
      <legend>
        <h3>{t('desk.names')}</h3>
      </legend>
      <p class="quiet">{t(names.length + prints.length === 0 ? 'desk.names.none' : 'desk.names.hint')}</p>
      {names.map((name) => {
        const key = nameKey(name);
        const known = standing.names.get(key);
        return (
          <div key={key} class="name">
            <label class="choice">
              <input type="checkbox" data-name={key} checked={ticked.has(key)} onChange={() => onTick(key)} />
              <span>
                <span class="kind">{name.kind}</span> <Shown text={name.value} most={200} />
                {known === undefined ? null : <StandingLine name={known} today={today} />}
              </span>
            </label>
            {known === undefined ? null : <History entries={known.history} team={team} />}
          </div>
        );
      })}
      {prints.length === 0 ? null : (
        <label class="choice">
          <input type="checkbox" checked={ticked.has(TEXT)} onChange={() => onTick(TEXT)} />
          <span>{t('desk.names.text')}</span>
        </label>
      )}
    </fieldset>
  );
}

/** Where a name stands, and why it is not published. */
export function StandingLine({ name, today }: { name: NameStanding; today: string }): JSX.Element {
  const { t, day, find } = useWords();
  const release = releaseOf(name, today);
  return (
    <span class="standing">
      {t(`desk.standing.${name.state}`)}
      {name.category === null ? null : ` ${find(`listing.category.${name.category}`, 'listing.category.other')}`}
      {name.disputedSince === null ? null : ` ${t('listing.disputed', { day: day(name.disputedSince) })}`}
      {release.state === 'held' ? ` ${t(`desk.held.${release.why}`)}` : null}
      {release.state === 'waiting' ? ` ${t('desk.held.until', { day: day(release.until) })}` : null}
    </span>
  );
}

export function History({ entries, team }: { entries: readonly LogEntry[]; team: Team }): JSX.Element {
  const { t, day } = useWords();
  const nameOf = (key: string): string => team.members.find((each) => each.key === key)?.name ?? shortKey(key);
  return (
    <details class="history">
      <summary>{t('desk.history', { count: entries.length })}</summary>
      <ol>
        {entries.map(({ id, decision: { action, by, at, note, evidence } }) => (
          <li key={id}>
            {day(at)} · {nameOf(by)} · {t(`desk.action.${action}`)}
            {evidence === '' ? null : (
              <>
                {' '}
                · <Shown text={evidence} most={500} />
              </>
            )}
            {note === '' ? null : (
              <p class="quiet">
                <Shown text={note} most={2_000} />
              </p>
            )}
          </li>
        ))}
      </ol>
    </details>
  );
}
