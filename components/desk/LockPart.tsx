/** Unlocks the desk, or sets it up on this device. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { isIdentity } from '../../utils/desk/is-identity.ts';
import { MIN_PASSPHRASE_LENGTH } from '../../utils/desk/vault.ts';
import { useTranslator } from '../translator.ts';
import { Field } from './Field.tsx';

/** What the moderator enters once. */
export interface SetupInput {
  name: string;
  identity: string;
  token: string;
  passphrase: string;
}

interface Props {
  /** Whether the desk was set up on this device. */
  isSetUp: boolean;
  isBusy: boolean;
  /** Message key under `desk.lock.`, or null. */
  problem: 'wrong' | 'failed' | null;
  onUnlock: (passphrase: string) => void;
  onSetUp: (input: SetupInput) => void;
}

const IDENTITY_PATTERN = /AGE-SECRET-KEY-1[0-9A-Z]{58}/u;
const TOKEN_PATTERN = /^jlr_[\w-]{43}$/u;

export function LockPart(props: Props): JSX.Element {
  const { t } = useTranslator();
  return (
    <section class="card rows lock">
      <h1>{t(props.isSetUp ? 'desk.lock.title' : 'desk.set-up.title')}</h1>
      {props.isSetUp ? <UnlockForm {...props} /> : <SetupForm {...props} />}
      {props.isBusy ? <p role="status">{t('desk.lock.busy')}</p> : null}
      {props.problem === null ? null : (
        <p class="note caution" role="alert">
          {t(`desk.lock.${props.problem}`)}
        </p>
      )}
    </section>
  );
}

function UnlockForm({ isBusy, onUnlock }: Props): JSX.Element {
  const { t } = useTranslator();
  const [passphrase, setPassphrase] = useState('');
  return (
    <form
      class="rows"
      onSubmit={(event) => {
        event.preventDefault();
        onUnlock(passphrase);
        setPassphrase('');
      }}
    >
      <p>{t('desk.lock.intro')}</p>
      <Field id="passphrase" label={t('desk.passphrase')} value={passphrase} isSecret onInput={setPassphrase} />
      <div class="bar wrap">
        <button type="submit" id="unlock" class="main" disabled={isBusy || passphrase === ''}>
          {t('desk.unlock')}
        </button>
      </div>
    </form>
  );
}

function SetupForm({ isBusy, onSetUp }: Props): JSX.Element {
  const { t } = useTranslator();
  const [form, setForm] = useState<SetupInput & { again: string }>({
    name: '',
    identity: '',
    token: '',
    passphrase: '',
    again: '',
  });
  const set = (key: keyof typeof form) => (value: string) => setForm({ ...form, [key]: value });
  const identity = IDENTITY_PATTERN.exec(form.identity)?.[0];
  const [mistyped, setMistyped] = useState<string | null>(null);
  const faults = [
    ...(form.name.trim() === '' ? [t('desk.set-up.no-name')] : []),
    ...(identity === undefined || identity === mistyped ? [t('desk.set-up.no-key')] : []),
    ...(TOKEN_PATTERN.test(form.token.trim()) ? [] : [t('desk.set-up.no-token')]),
    ...(form.passphrase.length < MIN_PASSPHRASE_LENGTH
      ? [t('desk.set-up.short', { count: MIN_PASSPHRASE_LENGTH })]
      : []),
    ...(form.passphrase === form.again ? [] : [t('desk.set-up.differ')]),
  ];
  const [tried, setTried] = useState(false);
  const setUp = async (key: string): Promise<void> => {
    if (!(await isIdentity(key))) setMistyped(key);
    else onSetUp({ name: form.name.trim(), identity: key, token: form.token.trim(), passphrase: form.passphrase });
  };
  return (
    <form
      class="rows"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (faults.length > 0 || identity === undefined) return;
        void setUp(identity);
      }}
    >
      <p>{t('desk.set-up.intro')}</p>
      <Field id="name" label={t('desk.set-up.name')} value={form.name} onInput={set('name')} />
      <Field id="identity" label={t('desk.set-up.key')} value={form.identity} isSecret onInput={set('identity')} />
      <Field id="token" label={t('desk.set-up.token')} value={form.token} isSecret onInput={set('token')} />
      <p class="quiet">{t('desk.set-up.passphrase')}</p>
      <Field
        id="passphrase"
        label={t('desk.passphrase')}
        value={form.passphrase}
        isSecret
        onInput={set('passphrase')}
      />
      <Field id="again" label={t('desk.passphrase.again')} value={form.again} isSecret onInput={set('again')} />
      {tried && faults.length > 0 ? (
        <div class="note caution" role="alert">
          <ul class="rows">
            {faults.map((fault) => (
              <li key={fault}>{fault}</li>
            ))}
          </ul>
        </div>
      ) : null}
      <div class="bar wrap">
        <button type="submit" id="set-up" class="main" disabled={isBusy}>
          {t('desk.set-up.do')}
        </button>
      </div>
    </form>
  );
}
