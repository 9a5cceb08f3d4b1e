/** One decision: the action, the reason and the evidence. */
import type { JSX } from 'preact';
import type { Action } from '../../utils/desk/decision.ts';
import { CATEGORIES, type Category } from '../../utils/model/indicator.ts';
import { useTranslator } from '../translator.ts';
import type { MissingInput } from './decision-rules.ts';

interface Props {
  actions: readonly Action[];
  action: Action | null;
  category: Category | null;
  evidence: string;
  note: string;
  /** What was missing at the last attempt. */
  needs: readonly MissingInput[];
  busy: boolean;
  onAction: (action: Action) => void;
  onCategory: (category: Category | null) => void;
  onEvidence: (evidence: string) => void;
  onNote: (note: string) => void;
  onDecide: () => void;
}

export function DecisionForm(props: Props): JSX.Element {
  const { t } = useTranslator();
  const { action } = props;
  return (
    <form
      class="rows decision"
      onSubmit={(event) => {
        event.preventDefault();
        props.onDecide();
      }}
    >
      <fieldset class="rows">
        <legend>
          <h3>{t('desk.decide')}</h3>
        </legend>
        {props.actions.map((each) => (
          <label key={each} class="choice">
            <input
              type="radio"
              name="action"
              value={each}
              checked={action === each}
              onChange={() => props.onAction(each)}
            />
            <span>
              {t(`desk.action.${each}`)} <span class="quiet">{t(`desk.action.${each}.note`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {action === 'list' ? (
        <>
          <label for="category">{t('desk.category')}</label>
          <select
            id="category"
            value={props.category ?? ''}
            onChange={({ currentTarget: { value } }) =>
              props.onCategory(CATEGORIES.find((known) => known === value) ?? null)
            }
          >
            <option value="">{t('desk.category.choose')}</option>
            {CATEGORIES.map((category) => (
              <option key={category} value={category}>
                {t(`desk.category.${category}`)}
              </option>
            ))}
          </select>
          <label for="evidence">{t('desk.evidence')}</label>
          <input
            id="evidence"
            type="text"
            dir="auto"
            autocomplete="off"
            spellcheck={false}
            maxLength={200}
            value={props.evidence}
            onInput={(event) => props.onEvidence(event.currentTarget.value)}
          />
        </>
      ) : null}
      <label for="note">{t('desk.note')}</label>
      <textarea
        id="note"
        dir="auto"
        autocomplete="off"
        spellcheck={false}
        rows={3}
        maxLength={4_000}
        value={props.note}
        onInput={(event) => props.onNote(event.currentTarget.value)}
      />
      {props.needs.length === 0 ? null : (
        <div class="note caution" role="alert">
          <ul class="rows">
            {props.needs.map((need) => (
              <li key={need}>{t(`desk.needs.${need}`)}</li>
            ))}
          </ul>
        </div>
      )}
      <div class="bar wrap">
        <button type="submit" id="decide" class="main" disabled={props.busy}>
          {t('desk.decide.do')}
        </button>
        <span class="quiet">{t('desk.decide.keys')}</span>
      </div>
    </form>
  );
}
