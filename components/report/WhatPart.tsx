/** Asks what happened: categories, the reader's own words, and how to contact the reader. */
import type { JSX } from 'preact';
import { MAX_LENGTHS, type ReportCategory } from '../../utils/report/report-document.ts';
import type { ReportDraft } from '../../utils/report/report-draft.ts';
import { useTranslator } from '../translator.ts';
import { categoriesFor, isOwnMessage, messageVariant, type ReportForm } from './report-form.ts';
import { Checkbox } from '../ui/Checkbox.tsx';

interface Props {
  draft: ReportDraft;
  form: ReportForm;
  onChange: (change: Partial<ReportForm>) => void;
}

export function WhatPart({ draft, form, onChange }: Props): JSX.Element {
  const { t } = useTranslator();
  const toggle = (category: ReportCategory): void => {
    const chosen = form.categories.includes(category);
    onChange({
      categories: chosen ? form.categories.filter((other) => other !== category) : [...form.categories, category],
    });
  };
  const own = draft.dispute === true ? 'report.dispute.listed' : 'report.message';
  const reach = draft.dispute === true ? 'report.dispute.reach' : 'report.reach';
  return (
    <section class="card rows">
      {draft.layout === true ? null : (
        <fieldset class="rows">
          <legend>
            <h2>{t(`report.part.what${messageVariant(draft)}`)}</h2>
          </legend>
          <p class="quiet">{t('report.part.what.hint')}</p>
          {categoriesFor(draft).map((category) => (
            <Checkbox key={category} isChecked={form.categories.includes(category)} onChange={() => toggle(category)}>
              {t(`category.${category}`)}
            </Checkbox>
          ))}
        </fieldset>
      )}
      {isOwnMessage(draft) ? (
        <TextField
          id="message"
          label={t(own)}
          hint={t(`${own}.hint`)}
          value={form.message}
          rows={6}
          maxLength={MAX_LENGTHS.text}
          onChange={(message) => onChange({ message })}
        />
      ) : null}
      {draft.verdict?.seenNames === undefined || draft.dispute === true ? null : (
        <Checkbox id="seen-names" isChecked={form.seenNames} onChange={(seenNames) => onChange({ seenNames })}>
          {t('report.seen-names', { count: draft.verdict.seenNames })}
        </Checkbox>
      )}
      <TextField
        id="words"
        label={t('report.words')}
        hint={t(draft.dispute === true ? 'report.dispute.words.hint' : 'report.words.hint')}
        value={form.words}
        rows={3}
        maxLength={MAX_LENGTHS.words}
        onChange={(words) => onChange({ words })}
      />
      <TextField
        id="reach"
        label={t(reach)}
        hint={t(`${reach}.hint`)}
        value={form.reach}
        rows={1}
        maxLength={MAX_LENGTHS.reach}
        onChange={(reach) => onChange({ reach })}
      />
    </section>
  );
}

interface TextFieldProps {
  id: string;
  label: string;
  hint: string;
  value: string;
  rows: number;
  maxLength: number;
  onChange: (value: string) => void;
}

function TextField({ id, label, hint, value, rows, maxLength, onChange }: TextFieldProps): JSX.Element {
  return (
    <div class="rows">
      <label for={id}>
        <strong>{label}</strong>
      </label>
      <p class="quiet" id={`${id}-hint`}>
        {hint}
      </p>
      <textarea
        id={id}
        aria-describedby={`${id}-hint`}
        rows={rows}
        maxLength={maxLength}
        dir="auto"
        autocomplete="off"
        spellcheck={false}
        value={value}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
    </div>
  );
}
