/**
 * The report page in three parts: what happened, what the report contains, who can read it. Nothing is sent before a press.
 */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { EnteredReport, RemovablePart } from '../../utils/report/entered-report.ts';
import type { ReportDocument } from '../../utils/report/report-document.ts';
import { displayText } from '../display-text.ts';
import type { Help } from '../../utils/model/help.ts';
import type { ReportDraft } from '../../utils/report/report-draft.ts';
import type { OutboxItem } from '../../utils/report/outbox.ts';
import type { CodeResult } from '../../utils/contracts/report-result.ts';
import { PageHead } from '../ui/PageHead.tsx';
import { useFocusAfterTask, useFocusOnFewer } from '../ui/use-focus.ts';
import { useTranslator } from '../translator.ts';
import { AuthorityPart } from './AuthorityPart.tsx';
import { CodePart, NewCode } from './CodePart.tsx';
import { LetterPart } from './LetterPart.tsx';
import { OutboxPart } from './OutboxPart.tsx';
import { FormResultNote, type FormResult } from './FormResultNote.tsx';
import { PicturePart, type RedrawPicture } from './PicturePart.tsx';
import {
  buildDocument,
  EMPTY_FORM,
  enteredIn,
  isEmptyReport,
  messageVariant,
  toggleRemoved,
  type ReportContext,
  type ReportForm,
} from './report-form.ts';
import { SendPart } from './SendPart.tsx';
import { WhatPart } from './WhatPart.tsx';

interface Props {
  name: string;
  organisation?: string | null;
  /** Null when it is lost: the browser was closed meanwhile. */
  draft: ReportDraft | null;
  facts: ReportContext;
  publisher: string;
  canSend: boolean;
  canSeal: boolean;
  mail: string | null;
  /** The publisher's own page or address for disputes. */
  dispute?: string | null;
  /** On the web site, where nothing is stored. */
  site?: boolean;
  /** Contacts of authorities, for a report that no publisher takes; null when not read. */
  help?: Help | null;
  items: readonly OutboxItem[];
  result: FormResult | null;
  isBusy: boolean;
  onSend: (document: ReportDocument, receipt: boolean) => void;
  onSaveSealed: (document: ReportDocument) => void;
  /** @param country ISO 3166 code of the reader's country; '' when not chosen */
  onSaveReadable: (document: ReportDocument, country: string) => void;
  onCopySealed: (document: ReportDocument) => void;
  onTryAgain: () => void;
  /** Saves a sealed report of the outbox as a file. */
  onSaveItem: (key: string) => void;
  onErase: () => void;
  /** The code of what was just sent or saved; null when the reader asked for none. */
  code?: string | null;
  codeAnswer?: CodeResult | null;
  /** Called with all that the reader has entered, after each change. Absent where nothing is kept. */
  onEntered?: ((entered: EnteredReport) => void) | undefined;
  /** Absent where there is no background to ask. */
  onCode?: (secret: string, withdraw: boolean) => void;
  /** Draws a picture anew for the report; absent where a report carries none. */
  redrawPicture?: RedrawPicture;
  onQuickExit: () => void;
}

export function ReportPage(props: Props): JSX.Element {
  const { t } = useTranslator();
  const { draft, result, publisher, mail } = props;
  // A report that was refused and not stored can still be saved as a file.
  const refused = result?.what === 'sent' && result.item.state === 'refused' && draft?.private === true;
  const done = (result?.what === 'sent' && !refused) || result?.what === 'erased' || result?.what === 'withdrawn';
  const outcome = useRef<HTMLDivElement>(null);
  useFocusAfterTask(props.isBusy);
  useFocusOnFewer(outcome, draft === null || done ? 0 : 1);
  return (
    <main class="column">
      <PageHead name={props.name} organisation={props.organisation ?? null} onQuickExit={props.onQuickExit} />
      <h1>{t(`report.title${messageVariant(draft)}`)}</h1>
      <p>{t(`report.intro${messageVariant(draft)}`)}</p>
      {draft?.dispute === true ? <DisputeNotes {...props} draft={draft} /> : null}
      {messageVariant(draft) !== '' ? null : (
        <div class="note danger bar wrap">
          <a id="help-first" class="button danger" href="help.html" target="_blank">
            {t('report.danger-now')}
          </a>
          <span>{t('report.danger-now.note')}</span>
        </div>
      )}
      {draft === null && result === null ? <LostPost /> : null}
      {draft === null || done ? null : <Form {...props} draft={draft} />}
      {result === null ? null : <FormResultNote note={outcome} result={result} publisher={publisher} mail={mail} />}
      {props.code == null ? null : <NewCode code={props.code} />}
      <OutboxPart
        items={props.items}
        publisher={publisher}
        onTryAgain={props.onTryAgain}
        onSave={props.onSaveItem}
        onErase={props.onErase}
      />
      {props.onCode === undefined ? null : (
        <CodePart publisher={publisher} answer={props.codeAnswer ?? null} isBusy={props.isBusy} onAsk={props.onCode} />
      )}
    </main>
  );
}

/** The post was lost. Its words can still be pasted, checked and reported. */
function LostPost(): JSX.Element {
  const { t } = useTranslator();
  return (
    <>
      <p class="note caution">{t('report.gone')}</p>
      <p>
        <a id="paste-instead" class="button" href="check.html">
          {t('check.title')}
        </a>
      </p>
    </>
  );
}

/** What follows from a dispute, and where else it can be sent. */
function DisputeNotes({ draft, publisher, dispute = null }: Props & { draft: ReportDraft }): JSX.Element {
  const { t } = useTranslator();
  const lister = draft.verdict?.listing?.publisher;
  return (
    <>
      <p>{t('report.dispute.what-follows', { publisher })}</p>
      {lister === undefined || lister === publisher ? null : (
        <p class="note caution">{t('report.dispute.other', { lister: displayText(lister, 80), publisher })}</p>
      )}
      {dispute === null ? null : <p>{t('report.dispute.place', { place: dispute })}</p>}
    </>
  );
}

function Form(props: Props & { draft: ReportDraft }): JSX.Element {
  const { draft, facts, onEntered } = props;
  const [form, setForm] = useState<ReportForm>(() => ({ ...EMPTY_FORM, ...draft.entered }));
  const [country, setCountry] = useState('');
  // A picture is drawn while the reader may write on.
  const change = (part: Partial<ReportForm>): void => setForm((before) => ({ ...before, ...part }));
  const isDrawn = useRef(false);
  useEffect(() => {
    if (isDrawn.current) onEntered?.(enteredIn(form));
    isDrawn.current = true;
  }, [form]);
  const now = buildDocument(draft, form, facts);
  const whole = buildDocument(draft, { ...form, removed: [] }, facts);
  const toggle = (part: RemovablePart): void => change({ removed: toggleRemoved(form.removed, part) });
  return (
    <>
      <WhatPart draft={draft} form={form} onChange={change} />
      {props.redrawPicture === undefined || draft.layout === true ? null : (
        <section class="card">
          <PicturePart
            redraw={props.redrawPicture}
            first={form.isPictureChanged ? undefined : draft.picture}
            picture={form.picture}
            onChange={() => change({ isPictureChanged: true })}
            onPicture={(picture, isPicturePending) => change({ picture, isPicturePending })}
          />
        </section>
      )}
      <LetterPart draft={draft} whole={whole} now={now} onToggle={toggle} />
      {/* Before the button: the letter that is saved names the authority. */}
      {props.canSeal || props.help == null ? null : (
        <AuthorityPart help={props.help} country={country} onCountry={setCountry} />
      )}
      <SendPart
        publisher={props.publisher}
        canSend={props.canSend}
        canSeal={props.canSeal}
        mail={props.mail}
        isPrivate={draft.private}
        isWebSite={props.site ?? false}
        receipt={form.receipt}
        isEmpty={isEmptyReport(now)}
        isBusy={props.isBusy}
        isDrawing={form.isPicturePending}
        onReceipt={(receipt) => change({ receipt })}
        canCode={facts.outcome != null}
        code={form.code}
        onCode={(code) => change({ code })}
        onSend={() => props.onSend(now, form.receipt)}
        onSaveSealed={() => props.onSaveSealed(now)}
        onSaveReadable={() => props.onSaveReadable(now, country)}
        onCopySealed={() => props.onCopySealed(now)}
      />
    </>
  );
}
