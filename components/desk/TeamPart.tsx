/** The team: its members, unknown keys in the log, and the keys to which team files are sealed. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { DeskState } from '../../utils/desk/desk-state.ts';
import { keyFingerprint } from '../../utils/desk/key-fingerprint.ts';
import { RECIPIENT_PATTERN, type Team } from '../../utils/desk/team-file.ts';
import { useTranslator } from '../translator.ts';
import { Field } from './Field.tsx';

interface Props {
  state: DeskState;
  isBusy: boolean;
  onTeam: (team: Team) => void;
}

export function TeamPart({ state, isBusy, onTeam }: Props): JSX.Element {
  const { t } = useTranslator();
  const { team, unknownKeys, ownKey } = state;
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
      <UnknownKeys
        keys={unknownKeys}
        isBusy={isBusy}
        onTrust={(key, name) => onTeam({ ...team, members: [...team.members, { name, key }] })}
      />
      <Field id="recipient" label={t('desk.team.recipient')} value={recipient} onInput={setRecipient} />
      <div class="bar wrap">
        <button
          type="button"
          id="add-recipient"
          disabled={isBusy || !RECIPIENT_PATTERN.test(recipient.trim())}
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

/** Forms drawn together: a colleague's file can hold decisions of any number of invented keys. */
const KEYS_PER_PAGE = 20;

interface UnknownKeysProps {
  keys: readonly string[];
  isBusy: boolean;
  onTrust: (key: string, name: string) => void;
}

function UnknownKeys({ keys, isBusy, onTrust }: UnknownKeysProps): JSX.Element {
  const { t } = useTranslator();
  const [page, setPage] = useState(0);
  const pages = Math.ceil(keys.length / KEYS_PER_PAGE);
  const shown = Math.max(0, Math.min(page, pages - 1));
  const turn = (sign: string, to: number): JSX.Element => (
    <button
      type="button"
      aria-label={t('desk.page.of', { page: to + 1, pages })}
      disabled={to < 0 || to >= pages}
      onClick={() => setPage(to)}
    >
      {sign}
    </button>
  );
  return (
    <div class="rows" id="unknown-keys">
      {keys.slice(shown * KEYS_PER_PAGE, (shown + 1) * KEYS_PER_PAGE).map((key) => (
        <UnknownKey key={key} publicKey={key} isBusy={isBusy} onTrust={(name) => onTrust(key, name)} />
      ))}
      {pages > 1 ? (
        <div class="bar wrap">
          {turn('‹', shown - 1)}
          <span class="quiet" role="status">
            {t('desk.page.of', { page: shown + 1, pages })}
          </span>
          {turn('›', shown + 1)}
        </div>
      ) : null}
    </div>
  );
}

interface UnknownKeyProps {
  publicKey: string;
  isBusy: boolean;
  onTrust: (name: string) => void;
}

/** Each with a name of its own: one that was typed for another key must not stand beside this one. */
function UnknownKey({ publicKey, isBusy, onTrust }: UnknownKeyProps): JSX.Element {
  const { t } = useTranslator();
  const [name, setName] = useState('');
  return (
    <div class="note caution rows">
      <p>{t('desk.team.stranger', { key: keyFingerprint(publicKey) })}</p>
      <Field id={`name-${publicKey.slice(0, 8)}`} label={t('desk.team.name')} value={name} onInput={setName} />
      <div class="bar wrap">
        <button
          type="button"
          class="trust"
          disabled={isBusy || name.trim() === ''}
          onClick={() => onTrust(name.trim())}
        >
          {t('desk.team.trust')}
        </button>
      </div>
    </div>
  );
}
