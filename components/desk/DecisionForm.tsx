/** One decision: the action, the reason and the evidence. */
import type { JSX } from 'preact';
import type { Action } from '../../utils/desk/decision.ts';
import { CATEGORIES } from '../../utils/model/indicator.ts';
import { useTranslator } from '../translator.ts';
import type { CaseDraft } from './case-draft.ts';
import type { MissingInput } from './decision-rules.ts';

type DecisionFields = Omit<CaseDraft, 'ticked'>;

interface FieldsProps {
  draft: DecisionFields;
  onChange: (part: Partial<DecisionFields>) => void;
}

interface Props extends FieldsProps {
  actions: readonly Action[];
  /** What was missing at the last attempt. */
  missing: readonly MissingInput[];
  isDeciding: boolean;
  onDecide: () => void;
}

export function DecisionForm({ actions, draft, missing, isDeciding, onChange, onDecide }: Props): JSX.Element {
  const { t } = useTranslator();
  return (
    <form
      class="rows decision"
      onSubmit={(event) => {
        event.preventDefault();
        onDecide();
      }}
    >
      <ActionChoice actions={actions} action={draft.action} onChoose={(action) => onChange({ action })} />
      {draft.action === 'list' ? <ListingFields draft={draft} onChange={onChange} /> : null}
      <label for="note">{t('desk.note')}</label>
      <textarea
        id="note"
        dir="auto"
        autocomplete="off"
        spellcheck={false}
        rows={3}
        maxLength={4_000}
        value={draft.note}
        onInput={(event) => onChange({ note: event.currentTarget.value })}
      />
      {missing.length === 0 ? null : (
        <div class="note caution" role="alert">
          <ul class="rows">
            {missing.map((input) => (
              <li key={input}>{t(`desk.needs.${input}`)}</li>
            ))}
          </ul>
        </div>
      )}
      <div class="bar wrap">
        <button type="submit" id="decide" class="main" disabled={isDeciding}>
          {t('desk.decide.do')}
        </button>
        <span class="quiet">{t('desk.decide.keys')}</span>
      </div>
    </form>
  );
}

interface ActionChoiceProps {
  actions: readonly Action[];
  action: Action | null;
  onChoose: (action: Action) => void;
}

function ActionChoice({ actions, action, onChoose }: ActionChoiceProps): JSX.Element {
  const { t } = useTranslator();
  return (
    <fieldset class="rows">
      <legend>
        <h3>{t('desk.decide')}</h3>
      </legend>
      {actions.map((each) => (
        <label key={each} class="choice">
          <input type="radio" name="action" value={each} checked={action === each} onChange={() => onChoose(each)} />
          <span>
            {t(`desk.action.${each}`)} <span class="quiet">{t(`desk.action.${each}.note`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** What a listing says besides its indicators. */
function ListingFields({ draft, onChange }: FieldsProps): JSX.Element {
  const { t } = useTranslator();
  return (
    <>
      <label for="category">{t('desk.category')}</label>
      <select
        id="category"
        value={draft.category ?? ''}
        onChange={({ currentTarget: { value } }) =>
          onChange({ category: CATEGORIES.find((known) => known === value) ?? null })
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
        value={draft.evidence}
        onInput={(event) => onChange({ evidence: event.currentTarget.value })}
      />
    </>
  );
}
