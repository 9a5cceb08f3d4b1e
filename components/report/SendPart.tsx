/** Names who can read the report, and sends it sealed to the publisher or saves it as a file. */
import type { JSX } from 'preact';
import { useTranslator } from '../translator.ts';
import { Checkbox } from '../ui/Checkbox.tsx';

export interface SendActions {
  onSend: () => void;
  onSaveSealed: () => void;
  onSaveReadable: () => void;
  onCopySealed: () => void;
}

interface Props extends SendActions {
  publisher: string;
  /** There is a relay to send it to. */
  canSend: boolean;
  /** There is a channel that may name recipients. */
  canSeal: boolean;
  mail: string | null;
  isPrivate: boolean;
  /** On the web site: nothing is stored, and there is no draft. */
  isWebSite: boolean;
  receipt: boolean;
  /** This page can show a code. */
  canCode: boolean;
  code: boolean;
  isEmpty: boolean;
  isBusy: boolean;
  /** The picture is being drawn. */
  isDrawing: boolean;
  onReceipt: (receipt: boolean) => void;
  onCode: (code: boolean) => void;
}

export function SendPart(props: Props): JSX.Element {
  const { t } = useTranslator();
  const { publisher, canSend, canSeal, mail, isEmpty, isBusy } = props;
  const isOff = isEmpty || isBusy || props.isDrawing;
  return (
    <section class="card rows">
      <h2>{t('report.part.who')}</h2>
      {canSeal ? (
        <p>
          {t('report.who.sealed', { publisher })} {canSend ? t('report.who.relay') : ''}
        </p>
      ) : (
        <p>{t('report.who.none')}</p>
      )}
      {props.isPrivate && canSend ? (
        <p class="note">{t(props.isWebSite ? 'report.who.site' : 'report.who.private')}</p>
      ) : null}
      {canSend && !props.isPrivate ? (
        <Checkbox isChecked={props.receipt} onChange={props.onReceipt}>
          {t('report.receipt')}
        </Checkbox>
      ) : null}
      {canSeal && props.canCode ? (
        <Checkbox id="make-code" isChecked={props.code} onChange={props.onCode}>
          {t('code.make')} <span class="quiet">{t('code.make.note')}</span>
        </Checkbox>
      ) : null}
      {isEmpty ? <p class="quiet">{t('report.empty')}</p> : null}
      <div class="bar wrap">
        {canSend ? (
          <button type="button" id="send" class="main" disabled={isOff} onClick={props.onSend}>
            {t(isBusy ? 'report.sending' : 'report.send')}
          </button>
        ) : null}
        {canSeal ? (
          <button type="button" id="save-sealed" disabled={isOff} onClick={props.onSaveSealed}>
            {t('report.save-sealed')}
          </button>
        ) : null}
        <button type="button" id="save" class={canSend ? '' : 'main'} disabled={isOff} onClick={props.onSaveReadable}>
          {t('report.save')}
        </button>
        {mail !== null && canSeal ? (
          <button type="button" id="copy" disabled={isOff} onClick={props.onCopySealed}>
            {t('report.copy', { mail })}
          </button>
        ) : null}
      </div>
      <p class="quiet">{t('report.save.note')}</p>
    </section>
  );
}
