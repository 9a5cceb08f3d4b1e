/** The team: its members, unknown keys in the log, and the keys to which team files are sealed. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { DeskState } from '../../utils/desk/desk.ts';
import { keyFingerprint } from '../../utils/desk/key-fingerprint.ts';
import { RECIPIENT_PATTERN, type Team } from '../../utils/desk/team-file.ts';
import { useTranslator } from '../translator.ts';
import { Field } from './Field.tsx';

interface Props {
  state: DeskState;
  busy: boolean;
  onTeam: (team: Team) => void;
}

export function TeamPart({ state, busy, onTeam }: Props): JSX.Element {
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
