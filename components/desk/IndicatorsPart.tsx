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
  /** Key of the text of the report that is shown, which can be listed too; null where it is no copy. */
  text: string | null;
  logState: LogState;
  team: Team;
  /** `YYYY-MM-DD` */
  today: string;
  /** Keys of `indicatorKey`, and of texts. */
  ticked: ReadonlySet<string>;
  onTick: (key: string) => void;
}

export function IndicatorsPart({ indicators, text, logState, team, today, ticked, onTick }: Props): JSX.Element {
  const { t } = useTranslator();
  return (
    <fieldset class="rows names">
      <legend>
        <h3>{t('desk.names')}</h3>
      </legend>
      <p class="quiet">{t(indicators.length === 0 && text === null ? 'desk.names.none' : 'desk.names.hint')}</p>
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
      {text === null ? null : (
        <label class="choice">
          <input type="checkbox" data-name="text" checked={ticked.has(text)} onChange={() => onTick(text)} />
          <span>{t('desk.names.text')}</span>
        </label>
      )}
    </fieldset>
  );
}
