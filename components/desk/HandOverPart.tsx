/** Exchange of files: the publisher's file, the team file, the team itself, and the counts. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { DeskState } from '../../utils/desk/desk.ts';
import { computeStatistics } from '../../utils/desk/make-desk-export.ts';
import { keyFingerprint } from '../../utils/desk/key-fingerprint.ts';
import { RECIPIENT_PATTERN, type Team } from '../../utils/desk/team-file.ts';
import type { IndicatorState } from '../../utils/desk/log-state.ts';
import { publicationOf } from '../../utils/desk/publication.ts';
import { useTranslator } from '../translator.ts';
import { Field } from './LockPart.tsx';
import { UntrustedText } from './UntrustedText.tsx';

export interface HandOverActions {
  onExport: () => void;
  onTeamFile: () => void;
  onMerge: (file: File) => void;
  onOpenFile: (file: File) => void;
  onTeam: (team: Team) => void;
  /** @param keys of indicators, see `indicatorKey` */
  onConfirm: (keys: readonly string[]) => void;
  onDeleteFromRelay: () => void;
  onDeleteWithdrawn: () => void;
}

interface Props extends HandOverActions {
  state: DeskState;
  busy: boolean;
}

export function HandOverPart(props: Props): JSX.Element {
  const { t } = useTranslator();
  const { state, busy } = props;
  const gone = [...state.reports.values()].filter(({ goneOn }) => goneOn !== '').length;
  return (
    <>
      <section class="card rows">
        <h2>{t('desk.release')}</h2>
        <p>{t('desk.release.note')}</p>
        <Counts state={state} />
        <div class="bar wrap">
          <button type="button" id="release" class="main" disabled={busy} onClick={props.onExport}>
            {t('desk.release.do')}
          </button>
        </div>
      </section>
      <section class="card rows">
        <h2>{t('desk.team')}</h2>
        <p>{t('desk.team.note')}</p>
        <div class="bar wrap">
          <button type="button" id="team-file" disabled={busy} onClick={props.onTeamFile}>
            {t('desk.team.save')}
          </button>
          <FileButton id="merge" label={t('desk.team.merge')} disabled={busy} onFile={props.onMerge} />
        </div>
        <UnconfirmedPart {...props} />
        <TeamPart {...props} />
      </section>
      <section class="card rows">
        <h2>{t('desk.files')}</h2>
        <p>{t('desk.files.note')}</p>
        <div class="bar wrap">
          <FileButton id="open-file" label={t('desk.files.open')} disabled={busy} onFile={props.onOpenFile} />
        </div>
        {state.refused.length === 0 ? null : <Refused state={state} />}
      </section>
      <section class="card rows">
        <h2>{t('desk.relay')}</h2>
        <p>{t('desk.relay.off.note')}</p>
        <div class="bar wrap">
          <button type="button" id="take-off" disabled={busy} onClick={props.onDeleteFromRelay}>
            {t('desk.relay.off')}
          </button>
        </div>
        {gone === 0 ? null : (
          <>
            <p class="note">{t('desk.gone', { count: gone })}</p>
            <div class="bar wrap">
              <button type="button" id="erase-gone" disabled={busy} onClick={props.onDeleteWithdrawn}>
                {t('desk.gone.erase')}
              </button>
            </div>
          </>
        )}
      </section>
    </>
  );
}

/** What a colleague's file made listed, until the moderator confirms it. */
function UnconfirmedPart({ state, busy, onConfirm }: Props): JSX.Element | null {
  const { t } = useTranslator();
  const unconfirmed = [...state.logState.indicators].filter(([, indicator]) => isHeldByMerge(indicator, state.today));
  if (unconfirmed.length === 0) return null;
  return (
    <div class="note caution rows" id="unconfirmed">
      <p>{t('desk.held.merged')}</p>
      <ul class="rows tight">
        {unconfirmed.map(([key, { kind, value }]) => (
          <li key={key}>
            <span class="kind">{kind}</span> <UntrustedText text={value} maxUnits={200} />
          </li>
        ))}
      </ul>
      <div class="bar wrap">
        <button type="button" id="confirm" disabled={busy} onClick={() => onConfirm(unconfirmed.map(([key]) => key))}>
          {t('desk.team.confirm')}
        </button>
      </div>
    </div>
  );
}

function isHeldByMerge(indicator: IndicatorState, today: string): boolean {
  const publication = publicationOf(indicator, today);
  return publication.state === 'held' && publication.why === 'merged';
}

function Counts({ state }: { state: DeskState }): JSX.Element {
  const { t } = useTranslator();
  const { listed, withdrawn, waiting, disputes, daysToDecide } = computeStatistics(state.logState, state.today);
  return (
    <ul class="rows tight" id="statistics">
      <li>{t('desk.count.listed', { count: listed })}</li>
      <li>{t('desk.count.waiting', { count: waiting })}</li>
      <li>{t('desk.count.withdrawn', { count: withdrawn })}</li>
      <li>{t('desk.count.disputes', { count: disputes.underReview })}</li>
      {daysToDecide === null ? null : <li>{t('desk.count.days', { count: daysToDecide.median })}</li>}
    </ul>
  );
}

function Refused({ state }: { state: DeskState }): JSX.Element {
  const { t, day } = useTranslator();
  return (
    <details>
      <summary>{t('desk.refused', { count: state.refused.length })}</summary>
      <ul class="rows tight">
        {state.refused.slice(0, 200).map(({ id, arrivedOn, key }) => (
          <li key={id}>
            {day(arrivedOn)} · {t(`desk.refused.${key}`)}
          </li>
        ))}
      </ul>
    </details>
  );
}

function TeamPart({ state, busy, onTeam }: Props): JSX.Element {
  const { t } = useTranslator();
  const { team, unknownKeys, ownKey } = state;
  const [name, setName] = useState('');
  const [recipient, setRecipient] = useState('');
  return (
    <>
      <ul class="rows tight">
        {team.members.map((member) => (
          <li key={member.key}>
            {member.name} <code dir="ltr">{keyFingerprint(member.key)}</code>
            {member.key === ownKey ? ` ${t('desk.team.you')}` : null}
          </li>
        ))}
      </ul>
      {unknownKeys.map((key) => (
        <div key={key} class="note caution rows">
          <p>{t('desk.team.stranger', { key: keyFingerprint(key) })}</p>
          <Field id={`name-${key.slice(0, 8)}`} label={t('desk.team.name')} value={name} onInput={setName} />
          <div class="bar wrap">
            <button
              type="button"
              class="trust"
              disabled={busy || name.trim() === ''}
              onClick={() => onTeam({ ...team, members: [...team.members, { name: name.trim(), key }] })}
            >
              {t('desk.team.trust')}
            </button>
          </div>
        </div>
      ))}
      <Field id="recipient" label={t('desk.team.recipient')} value={recipient} onInput={setRecipient} />
      <div class="bar wrap">
        <button
          type="button"
          id="add-recipient"
          disabled={busy || !RECIPIENT_PATTERN.test(recipient.trim())}
          onClick={() => {
            onTeam({ ...team, recipients: [...new Set([...team.recipients, recipient.trim()])] });
            setRecipient('');
          }}
        >
          {t('desk.team.recipient.add')}
        </button>
        <span class="quiet">{t('desk.team.recipients', { count: team.recipients.length })}</span>
      </div>
    </>
  );
}

interface FileButtonProps {
  id: string;
  label: string;
  disabled: boolean;
  onFile: (file: File) => void;
}

function FileButton({ id, label, disabled, onFile }: FileButtonProps): JSX.Element {
  return (
    <span class="rows tight">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="file"
        disabled={disabled}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file !== undefined) onFile(file);
          currentTarget.value = '';
        }}
      />
    </span>
  );
}
