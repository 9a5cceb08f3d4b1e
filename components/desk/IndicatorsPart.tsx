/** The indicators of a case: which are meant, the state of each, why it waits, and earlier decisions. */
import type { JSX } from 'preact';
import { indicatorKey, type LogState } from '../../utils/desk/log-state.ts';
import type { Team } from '../../utils/desk/team-file.ts';
import type { Indicator } from '../../utils/model/indicator.ts';
import { useTranslator } from '../translator.ts';
import { DecisionHistory } from './DecisionHistory.tsx';
import { IndicatorStatusLine } from './IndicatorStatusLine.tsx';
import { UntrustedText } from './UntrustedText.tsx';

interface Props {
  indicators: readonly Indicator[];
  /** The copied text can be listed too, by its fingerprints. */
  prints: readonly string[];
  logState: LogState;
  team: Team;
  /** `YYYY-MM-DD` */
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
      {indicators.map((indicator) => {
        const key = indicatorKey(indicator);
        const known = logState.indicators.get(key);
        return (
          <div key={key} class="name">
            <label class="choice">
              <input type="checkbox" data-name={key} checked={ticked.has(key)} onChange={() => onTick(key)} />
              <span>
                <span class="kind">{indicator.kind}</span> <UntrustedText text={indicator.value} maxUnits={200} />
                {known === undefined ? null : <IndicatorStatusLine indicator={known} today={today} />}
              </span>
            </label>
            {known === undefined ? null : <DecisionHistory entries={known.history} team={team} />}
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
