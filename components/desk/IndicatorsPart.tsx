/** The indicators of a case: which are meant, the state of each, why it waits, and earlier decisions. */
import type { JSX } from 'preact';
import { publicationOf } from '../../utils/desk/publication.ts';
import type { LogEntry } from '../../utils/desk/decision-log.ts';
import { indicatorKey, type IndicatorState, type LogState } from '../../utils/desk/log-state.ts';
import { keyFingerprint } from '../../utils/desk/key-fingerprint.ts';
import type { Team } from '../../utils/desk/team-file.ts';
import type { Indicator } from '../../utils/model/indicator.ts';
import { useTranslator } from '../translator.ts';
import { UntrustedText } from './UntrustedText.tsx';

interface Props {
  indicators: readonly Indicator[];
  /** The copied text can be listed too, by its fingerprints. */
  prints: readonly string[];
  logState: LogState;
  team: Team;
  today: string;
  /** Keys of `indicatorKey`, and `text` for the text. */
  ticked: ReadonlySet<string>;
  onTick: (key: string) => void;
}

export const TEXT_KEY = 'text';

export function IndicatorsPart({ indicators, prints, logState, team, today, ticked, onTick }: Props): JSX.Element {
  const { t } = useTranslator();
  return (
    <fieldset class="rows names">
      <legend>
        <h3>{t('desk.names')}</h3>
      </legend>
      <p class="quiet">{t(indicators.length + prints.length === 0 ? 'desk.names.none' : 'desk.names.hint')}</p>
      {indicators.map((name) => {
        const key = indicatorKey(name);
        const known = logState.indicators.get(key);
        return (
          <div key={key} class="name">
            <label class="choice">
              <input type="checkbox" data-name={key} checked={ticked.has(key)} onChange={() => onTick(key)} />
              <span>
                <span class="kind">{name.kind}</span> <UntrustedText text={name.value} maxUnits={200} />
                {known === undefined ? null : <IndicatorStatusLine name={known} today={today} />}
              </span>
            </label>
            {known === undefined ? null : <History entries={known.history} team={team} />}
          </div>
        );
      })}
      {prints.length === 0 ? null : (
        <label class="choice">
          <input type="checkbox" checked={ticked.has(TEXT_KEY)} onChange={() => onTick(TEXT_KEY)} />
          <span>{t('desk.names.text')}</span>
        </label>
      )}
    </fieldset>
  );
}

/** The state of an indicator, and why it is not published. */
export function IndicatorStatusLine({ name: indicator, today }: { name: IndicatorState; today: string }): JSX.Element {
  const { t, day, find } = useTranslator();
  const release = publicationOf(indicator, today);
  return (
    <span class="standing">
      {t(`desk.standing.${indicator.status}`)}
      {indicator.category === null
        ? null
        : ` ${find(`listing.category.${indicator.category}`, 'listing.category.other')}`}
      {indicator.disputedSince === null ? null : ` ${t('listing.disputed', { day: day(indicator.disputedSince) })}`}
      {release.state === 'held' ? ` ${t(`desk.held.${release.why}`)}` : null}
      {release.state === 'waiting' ? ` ${t('desk.held.until', { day: day(release.until) })}` : null}
    </span>
  );
}

export function History({ entries, team }: { entries: readonly LogEntry[]; team: Team }): JSX.Element {
  const { t, day } = useTranslator();
  const nameOf = (key: string): string => team.members.find((each) => each.key === key)?.name ?? keyFingerprint(key);
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
                · <UntrustedText text={evidence} maxUnits={500} />
              </>
            )}
            {note === '' ? null : (
              <p class="quiet">
                <UntrustedText text={note} maxUnits={2_000} />
              </p>
            )}
          </li>
        ))}
      </ol>
    </details>
  );
}
